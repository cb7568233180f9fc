"""Heavy work takes turns: one at a time, in order, and who leaves the line is not waited for."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui.kit import heavy_work
from ui.kit.cache import shared_cache
from ui.kit.heavy_work import LINE, Line

SECONDS = 20


class LeftError(Exception):
    """Somebody left the line."""


def quiet(ahead: int) -> None:
    """Nobody listens."""


def begun(work: Callable[[], Any]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def ended(*threads: threading.Thread) -> None:
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive()


def reached(line: Line, length: int) -> None:
    for _ in range(SECONDS * 1000):
        if len(line) == length:
            return
        threading.Event().wait(0.001)
    assert len(line) == length


def test_one_at_a_time_and_in_order() -> None:
    line, at_work, most, order = Line(), [0], [0], []

    def work(number: int) -> None:
        with line.turn(quiet):
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
            order.append(number)
            at_work[0] -= 1

    with line.turn(quiet):
        threads = []
        for number in range(5):
            threads.append(begun(lambda number=number: work(number)))
            reached(line, number + 2)
        assert order == []
    ended(*threads)
    assert (order, most, len(line)) == ([0, 1, 2, 3, 4], [1], 0)


def test_who_waits_hears_how_many_are_before() -> None:
    line, heard = Line(), []

    def wait() -> None:
        with line.turn(heard.append):
            pass

    with line.turn(quiet):
        first = begun(wait)
        reached(line, 2)
        while not heard:
            threading.Event().wait(0.01)
    ended(first)
    assert set(heard) == {1}


def test_who_leaves_is_not_waited_for() -> None:
    line, done = Line(), []

    def leave(ahead: int) -> None:
        raise LeftError

    with line.turn(quiet):
        with pytest.raises(LeftError):
            _in_thread(lambda: _turn(line, leave, done))
        other = begun(lambda: _turn(line, quiet, done))
        reached(line, 2)
    ended(other)
    assert (len(done), len(line)) == (1, 0)


def _turn(line: Line, tell: Callable[[int], None], done: list[int]) -> None:
    with line.turn(tell):
        done.append(1)


def _in_thread(work: Callable[[], None]) -> None:
    """Do it in another thread, and raise here what is raised there."""
    raised: list[BaseException] = []

    def watched() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    ended(begun(watched))
    for error in raised:
        raise error


def test_work_within_work_goes_on_at_once_and_a_failure_frees_the_line() -> None:
    line = Line()
    with line.turn(quiet), line.turn(quiet):
        assert len(line) == 1
    with pytest.raises(LeftError), line.turn(quiet):
        raise LeftError
    assert len(line) == 0
    assert not line.is_mine


def test_long_work_lets_others_have_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heavy_work, "SLICE", 0.0)
    line, order = Line(), []
    with line.turn(quiet):
        order.append("long")
        short = begun(lambda: _turn(line, quiet, order))  # type: ignore[arg-type]
        reached(line, 2)
        line.pause(quiet)
        order.append("long again")
    ended(short)
    assert order == ["long", 1, "long again"]


def test_who_has_a_turn_does_not_wait_for_who_waits_for_one() -> None:
    """A locked answer whose maker stands in the line: both would wait for ever."""
    calls: list[int] = []

    @shared_cache(maxsize=4, heavy=True)
    def answer(question: int) -> int:
        calls.append(question)
        return question * 2

    with LINE.turn(quiet):
        other = begun(lambda: answer(21))
        reached(LINE, 2)
        assert answer(21) == 42
    ended(other)
    assert answer(21) == 42
    assert set(calls) == {21}


def page() -> None:
    """A page with heavy work."""
    import streamlit as st

    from ui.kit import heavy_work

    with heavy_work.turn():
        st.write("done")


def test_who_waits_on_a_page_sees_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heavy_work, "SAID_AFTER", 0.0)
    free, busy = threading.Event(), threading.Event()

    def hold() -> None:
        with LINE.turn(quiet):
            busy.set()
            free.wait(SECONDS)

    holder = begun(hold)
    assert busy.wait(SECONDS)

    def let() -> None:
        reached(LINE, 2)  # the page is in the line, too
        time.sleep(0.5)
        free.set()

    begun(let)
    app = AppTest.from_function(page, default_timeout=SECONDS).run()
    ended(holder)
    assert app.markdown[0].value == "done"
    assert "1 before you" in app.toast[0].value
