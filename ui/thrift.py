"""What a server is spared: work that Streamlit and uvicorn do at each message, for the same result.

Each of these reaches for a name inside of them that another version may not have: then nothing is
spared, and nothing else changes. `tests/ui/test_thrift.py` says when that is so.
"""

import asyncio
import functools
import gc
from collections import deque
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

try:
    from uvicorn.protocols.websockets import websockets_sansio_impl as sockets
except ImportError:  # an older one
    sockets = None  # type: ignore[assignment]  # has no such name either

PACKING = {"memLevel": 7, "level": 2}
"""How zlib packs what goes over a websocket: half the time of uvicorn's own settings for as few
bytes (`bench/packing.py`), for 48 kB more a session."""
WRITE_SECONDS, TELL_SECONDS = 0.002, 0.004
"""So long what goes to a browser may wait for more of it."""
SOME, FEW, FULL = 2000, 10, 10
"""Python looks for garbage after so many new objects, and after so many looks more thoroughly. A
page makes and drops thousands that need no such look; a session that went, though, is only found by
the most thorough one, so that must not wait for long."""


def spare() -> None:
    """Called once, where a server starts."""
    _pack_quickly()
    _write_together()
    _tell_together()
    if st.get_option("server.fileWatcherType") == "none":  # else settings may change meanwhile
        _keep_theme()
    _leave_modules_alone()


def _leave_modules_alone() -> None:
    """What is there when a server starts stays: nobody needs to look for garbage among it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SOME, FEW, FULL)


def _pack_quickly() -> None:
    """Messages are packed at less cost."""
    plain: Any = getattr(sockets, "ServerPerMessageDeflateFactory", None)
    if plain is None or hasattr(plain, "spared"):
        return

    def factory(*args: Any, **options: Any) -> Any:
        return plain(*args, **options | {"compress_settings": PACKING})

    _ours(sockets, "ServerPerMessageDeflateFactory", factory, plain)


class Corked:
    """A transport that writes together what comes within `WRITE_SECONDS`.

    A page is some ninety small messages, each of which would be a call of the system by itself.
    """

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send soon."""
        if not self._waiting:
            self._loop.call_later(WRITE_SECONDS, self._flush)
        self._waiting.append(data)

    def close(self) -> None:
        """Close, once all was sent."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._transport.write(b"".join(waiting))


def _write_together() -> None:
    """Messages of a websocket that follow one another at once are written at once."""
    protocol: Any = getattr(sockets, "WebSocketsSansIOProtocol", None)
    plain: Any = getattr(protocol, "connection_made", None)
    if plain is None or hasattr(plain, "spared"):
        return

    def connection_made(self: Any, transport: Any) -> None:
        plain(self, Corked(transport, self.loop))

    _ours(protocol, "connection_made", connection_made, plain)


def _tell_together() -> None:
    """Elements that a script makes wake the server's loop together, not each by itself.

    They keep their order with all else that a run tells, which wakes the loop at once.
    """
    plain: Any = getattr(AppSession, "_on_scriptrunner_event", None)
    handle: Any = getattr(AppSession, "_handle_scriptrunner_event_on_event_loop", None)
    if handle is None or plain is None or hasattr(plain, "spared"):
        return

    def on_event(self: Any, sender: Any, event: Any, *args: Any, **named: Any) -> None:
        told = _told_by(self)
        told.append(
            functools.partial(
                self._handle_scriptrunner_event_on_event_loop, sender, event, *args, **named
            )
        )
        later = event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
        if not later:
            self._call_soon_on_event_loop(functools.partial(_hear, told))
        elif len(told) == 1:
            self._call_soon_on_event_loop(functools.partial(_hear_soon, self, told))

    _ours(AppSession, "_on_scriptrunner_event", on_event, plain)


def _told_by(session: Any) -> deque[Callable[[], None]]:
    """What the script of a session told and the loop has not heard yet."""
    told: deque[Callable[[], None]] = vars(session).setdefault("told_together", deque())
    return told


def _hear_soon(session: Any, told: deque[Callable[[], None]]) -> None:
    asyncio.get_running_loop().call_later(TELL_SECONDS, _hear, told)


def _hear(told: deque[Callable[[], None]]) -> None:
    while told:
        told.popleft()()


def _keep_theme() -> None:
    """Colours and fonts, of which each run of a page tells, are looked up once."""
    plain: Any = getattr(app_session, "_populate_theme_msg", None)
    if plain is None or hasattr(plain, "spared"):
        return
    known: dict[Any, Any] = {}

    def populate(message: Any, *which: Any, **more: Any) -> None:
        asked = which, tuple(more.items())  # whatever another version says of it
        if asked not in known:
            made = type(message)()
            plain(made, *which, **more)
            known[asked] = made
        if known[asked].ByteSize():
            message.MergeFrom(known[asked])

    _ours(app_session, "_populate_theme_msg", populate, plain)


def _ours(module: Any, name: str, function: Any, plain: Any) -> None:
    """Put a function in the place of another one, once."""
    function.spared = plain
    setattr(module, name, function)
