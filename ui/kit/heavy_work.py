"""Heavy work takes turns: one piece at a time in a server, and who waits sees the line.

Python computes one thing at a time in a process. A second heavy piece beside the first gains
nothing and slows down every slider of every other visitor. A session runs one script at a time, so
it never stands in the line twice. With as many servers as cores, as many pieces are worked on as
there are cores.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.sentences import _

Tell = Callable[[int], None]
"""Hears how many are before one. It may raise: then one has left the line."""
SLICE = 0.25
"""Seconds after which who works lets the others have a turn, if the work can be interrupted."""
LOOK = 0.1
"""Seconds between two looks at the line."""
SAID_AFTER, SAID_EVERY = 0.7, 5.0
"""Seconds of waiting until it is said, and until it is said anew."""


class Line:
    """Who waits, in order; the first one works."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._line: list[object] = []
        self._own = threading.local()

    def __len__(self) -> int:
        """How many work or wait."""
        return len(self._line)

    @contextmanager
    def turn(self, tell: Tell) -> Iterator[None]:
        """Wait for one's turn and work; work within such work goes on at once."""
        if self._place is not None:
            yield
            return
        place = object()
        with self._moved:
            self._line.append(place)
        try:
            self._wait(place, tell)
            self._own.place, self._own.since = place, time.monotonic()
            yield
        finally:
            self._own.place = None
            with self._moved:
                self._line.remove(place)
                self._moved.notify_all()

    def pause(self, tell: Tell) -> None:
        """In the midst of work: after a while, let those who wait have a turn first."""
        place = self._place
        if place is None or time.monotonic() - self._own.since < SLICE:
            return
        with self._moved:
            self._line.remove(place)
            self._line.append(place)
            self._moved.notify_all()
        self._wait(place, tell)
        self._own.since = time.monotonic()

    @property
    def is_mine(self) -> bool:
        """Whether it is this thread's turn."""
        return self._place is not None

    @property
    def _place(self) -> object | None:
        """That of this thread, while it works."""
        return getattr(self._own, "place", None)

    def _wait(self, place: object, tell: Tell) -> None:
        while True:
            with self._moved:
                ahead = self._line.index(place)
                if ahead == 0:
                    return
                self._moved.wait(LOOK)
            tell(ahead)


class Notice:
    """What a visitor sees of the line."""

    def __init__(self) -> None:
        self.since = self.said = time.monotonic()
        self.words, self.place = "", None

    def __call__(self, ahead: int) -> None:
        """Say how many are before one, if one waits long enough to notice."""
        still_wanted()
        now = time.monotonic()
        if get_script_run_ctx(suppress_warning=True) is None or now - self.since < SAID_AFTER:
            return
        words = _(
            "The server is busy: {ahead} before you. Whatever you change leaves the line.",
            ahead=ahead,
        )
        if words != self.words or now - self.said > SAID_EVERY:
            self.words, self.said = words, now
            shown: Any = self.place or st
            self.place = shown.toast(words, icon=":material/hourglass_top:", duration="long")


LINE = Line()


def still_wanted() -> None:
    """Where Streamlit ends a run that nobody waits for, as its visitor moved something or left."""
    if get_script_run_ctx(suppress_warning=True) is not None:
        "page" in st.session_state  # noqa: B015  # looking there is such a place


@contextmanager
def turn() -> Iterator[None]:
    """Heavy work inside has its turn; outside of a session it waits in silence."""
    with LINE.turn(Notice()):
        yield


def pause() -> None:
    """To be called between the parts of heavy work."""
    still_wanted()
    LINE.pause(Notice())
