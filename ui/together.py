"""What goes to a browser within some milliseconds goes together: it wakes and writes once.

A page is some ninety messages, most of them small. One by one, each wakes the server's loop, which
then fights for Python's lock with the script that makes the next one, and each is a call of the
system by itself.
"""

import asyncio
import functools
from collections import deque
from collections.abc import Callable
from typing import Any

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

WRITE_SECONDS, TELL_SECONDS = 0.002, 0.004
"""So long it may wait for more."""
HANDLE, CALL = "_handle_scriptrunner_event_on_event_loop", "_call_soon_on_event_loop"
"""What a session of Streamlit does with what its script tells, and how it gets to the loop."""


class Corked:
    """A transport that writes together what comes within `WRITE_SECONDS`."""

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
        if waiting and not self._transport.is_closing():  # else the browser went meanwhile
            self._transport.write(b"".join(waiting))


def writing(plain: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """What a websocket does when its connection is there, over a corked one."""

    def connection_made(self: Any, transport: Any) -> None:
        plain(self, Corked(transport, self.loop))

    return connection_made


class Told:
    """What a session's script told and the loop has not heard yet, in its order."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_due = False

    def tell(self, what: Callable[[], None], call: Callable[[Any], None], later: bool) -> None:
        """From any thread. `call` has the loop do something; `later`: it may wait for more."""
        self._waiting.append(what)
        if not later:
            call(self._hear)
        elif not self._is_due:
            self._is_due = True
            call(self._hear_soon)

    def _hear_soon(self) -> None:
        asyncio.get_running_loop().call_later(TELL_SECONDS, self._hear)

    def _hear(self) -> None:
        self._is_due = False  # first: what is told from here on calls anew
        try:
            while self._waiting:
                self._waiting.popleft()()
        finally:
            if self._waiting:  # one of them failed, which the loop reports
                asyncio.get_running_loop().call_soon(self._hear)


def telling(plain: Any) -> Any:
    """What a session does with what its script tells; None where it does so in another way.

    Elements may wait for one another; that a run began or ended is heard at once.
    """
    if not (hasattr(AppSession, HANDLE) and hasattr(AppSession, CALL)):
        return None

    def on_event(self: Any, sender: Any, event: Any, *args: Any, **named: Any) -> None:
        told: Told = vars(self).setdefault("told_together", Told())
        what = functools.partial(getattr(self, HANDLE), sender, event, *args, **named)
        later = event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
        told.tell(what, getattr(self, CALL), later)

    return on_event
