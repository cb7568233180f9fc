"""What a server is spared: work that Streamlit and uvicorn do at each message, for the same result.

Each of these reaches for a name inside of them that another version may not have: then nothing is
spared, and nothing else changes. `tests/ui/test_thrift.py` says when that is so.
"""

import gc
from typing import Any

import streamlit as st
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession

from ui import together

try:
    from uvicorn.protocols.websockets import websockets_sansio_impl as sockets
except ImportError:  # an older one
    sockets = None  # type: ignore[assignment]  # has no such name either

SOCKET: Any = getattr(sockets, "WebSocketsSansIOProtocol", None)
PACKING = {"memLevel": 7, "level": 2}
"""How zlib packs what goes over a websocket: half the time of uvicorn's own settings for as few
bytes (`bench/packing.py`), for 48 kB more a session."""
SOME, FEW, FULL = 2000, 10, 10
"""Python looks for garbage after so many new objects, and after so many looks more thoroughly. A
page makes and drops thousands that need no such look; a session that went, though, is only found by
the most thorough one, so that must not wait for long."""


def spare() -> None:
    """Called once, where a server starts."""
    _pack_quickly()
    _send_together()
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


def _send_together() -> None:
    """Messages that follow one another at once are told and written together."""
    tell, write = (AppSession, "_on_scriptrunner_event"), (SOCKET, "connection_made")
    for (owner, name), made in ((tell, together.telling), (write, together.writing)):
        plain: Any = getattr(owner, name, None)
        if plain is not None and not hasattr(plain, "spared") and (ours := made(plain)):
            _ours(owner, name, ours, plain)


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
