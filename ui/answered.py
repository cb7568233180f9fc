"""Every run that a browser asks for is told to it: Streamlit leaves two of them without an answer.

Who lost the line and has another one may be told of a run through the line that is gone, and a part
of the page that is not known any more, or not yet, is passed over. The page then waits for ever.

Both reach for names inside of Streamlit that another version may not have: then it is as it was,
which `tests/ui/test_answered.py` tells.
"""

from collections.abc import Callable, Iterator
from typing import Any

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager


class Connected(list[Any]):
    """Sessions with their lines; who has another line by the time it is their turn is left out.

    Streamlit's loop tells one after the other, and pauses between them.
    """

    def __init__(self, listed: list[Any], line_of: Callable[[str], Any]) -> None:
        super().__init__(listed)
        self._line_of = line_of

    def __iter__(self) -> Iterator[Any]:
        return (each for each in super().__iter__() if self._line_of(each.session.id) is each)


def listing(plain: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    """All sessions that have a line, for the loop that tells each what its script told."""

    def list_active_sessions(self: Any) -> list[Any]:
        return Connected(plain(self), self.get_active_session_info)

    return list_active_sessions


def asking(plain: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """What a session does when its browser asks for a run: the whole page for an unknown part."""

    def request_rerun(self: Any, asked: Any) -> None:
        if asked and asked.fragment_id and not self.has_fragment(asked.fragment_id):
            asked.fragment_id = ""
        plain(self, asked)

    return request_rerun


MENDED = (
    (WebsocketSessionManager, "list_active_sessions", listing),
    (AppSession, "request_rerun", asking),
)


def mend() -> None:
    """Called once, where a server starts."""
    for owner, name, made in MENDED:
        plain: Any = getattr(owner, name, None)
        if plain is not None and not hasattr(plain, "mended"):
            ours: Any = made(plain)
            ours.mended = plain
            setattr(owner, name, ours)
