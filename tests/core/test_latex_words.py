"""The words in a formula are told; its mathematics stays."""

from collections.abc import Iterator

import pytest

from core import sentences
from core.latex_words import told, words_in
from core.sentences import LANGUAGE

STEP = r"x \text{ if } f(x) < 0,\ \text{else}\ \frac{x}{2}"


@pytest.fixture
def korean() -> Iterator[None]:
    """Somebody looks in Korean, with one word."""
    before = list(sentences._readers)
    sentences.read_by(lambda language: {"if": "만약"})
    token = LANGUAGE.set("ko")
    yield
    LANGUAGE.reset(token)
    sentences._readers[:] = before


def test_words_are_found() -> None:
    assert words_in(STEP) == ["if", "else"]
    assert words_in("x^2") == []


def test_they_are_told_in_place() -> None:
    assert told(STEP) == STEP


@pytest.mark.usefixtures("korean")
def test_they_are_told_in_korean() -> None:
    assert told(STEP) == r"x \text{ 만약 } f(x) < 0,\ \text{else}\ \frac{x}{2}"
