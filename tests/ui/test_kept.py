"""What is kept for all sessions: bounded, and made by one of those who ask for it."""

import threading
import weakref
from typing import Any

import pytest

from ui.kit.cache import shared_cache
from ui.kit.kept import Kept

SECONDS = 20


def test_what_is_kept_has_a_limit() -> None:
    kept = Kept[bytes](100, len)
    for name in "abc":
        kept.put(name, bytes(40))
    assert (kept.get("a"), kept.size) == (None, 80)
    kept.get("b")
    kept.put("d", bytes(50))
    assert kept.get("c") is None
    assert kept.get("b") is not None
    kept.put("b", bytes(10))
    assert kept.size == 60


def test_what_takes_too_large_a_share_is_not_kept_and_drives_nothing_out() -> None:
    kept = Kept[bytes](100, len, 0.25)
    kept.put("small", bytes(20))
    kept.put("large", bytes(26))
    assert (kept.get("large"), kept.size) == (None, 20)
    kept.put("small", bytes(30))  # it has grown
    assert (kept.get("small"), kept.size) == (None, 0)


def test_the_last_answers_are_kept_whatever_they_are() -> None:
    asked: list[Any] = []

    @shared_cache(maxsize=2)
    def answer(question: int, more: int = 0) -> None:
        asked.append((question, more))

    for question in (1, 2, 2, 1, 3, 1):
        answer(question)
    answer(1, more=5)
    answer(2)
    assert asked == [(1, 0), (2, 0), (3, 0), (1, 5), (2, 0)]


def test_an_answer_that_failed_is_tried_again() -> None:
    asked: list[int] = []

    @shared_cache(maxsize=2)
    def answer(question: int) -> int:
        asked.append(question)
        if len(asked) == 1:
            raise ZeroDivisionError
        return question

    with pytest.raises(ZeroDivisionError):
        answer(1)
    assert (answer(1), asked) == (1, [1, 1])


def test_nobody_waits_for_what_is_made_for_somebody_else() -> None:
    free, made = threading.Event(), list[int]()

    @shared_cache(maxsize=200)
    def answer(question: int) -> int:
        made.append(question)
        if question == 0:
            free.wait(SECONDS)
        return question

    slow = [threading.Thread(target=answer, args=(0,), daemon=True) for _ in range(2)]
    for each in slow:
        each.start()
    quick = threading.Thread(target=lambda: [answer(k) for k in range(1, 150)], daemon=True)
    quick.start()
    quick.join(SECONDS)
    assert len(made) == 150
    free.set()
    for each in slow:
        each.join(SECONDS)
    assert answer(0) == 0
    assert made.count(0) == 1


def test_what_decides_an_answer_is_all_that_is_kept_with_it() -> None:
    made: list[int] = []

    class Large:
        """What an answer is made from."""

    @shared_cache(maxsize=2, key=lambda number, large: number)
    def answer(number: int, large: Large) -> int:
        made.append(number)
        return number

    large = Large()
    gone = weakref.ref(large)
    assert [answer(1, large), answer(1, Large()), answer(2, Large())] == [1, 1, 2]
    assert made == [1, 2]
    del large
    assert gone() is None
