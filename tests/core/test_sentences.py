"""Sentences: English text that can still be told in another language."""

import copy
import pickle
from collections.abc import Iterator

import pytest

from core import sentences
from core.sentences import LANGUAGE, N_, Sentence, _, counted, joined, sentence

WORDS = {
    "At {x:.3g} by {method}.": "{method}: {x:.3g}에서.",
    "Gradient descent": "경사하강법",
    "{n} step": "{n}스텝",
    "Step": "스텝",
    "Step (schedule)": "계단 감쇠",
    "Braces {a, b}": "중괄호 {a, b}",
}


@pytest.fixture
def korean() -> Iterator[None]:
    """Somebody looks in Korean, with these words."""
    before = list(sentences._readers)
    sentences.read_by(lambda language: WORDS if language == "ko" else {})
    token = LANGUAGE.set("ko")
    yield
    LANGUAGE.reset(token)
    sentences._readers[:] = before


MADE = sentence("At {x:.3g} by {method}.", x=1.23456, method=N_("Gradient descent"))


def test_it_is_english_text() -> None:
    assert MADE == "At 1.23 by Gradient descent."
    assert {MADE: 1}["At 1.23 by Gradient descent."] == 1
    assert counted("{n} step", "{n} steps", 1) == "1 step"
    assert counted("{n} step", "{n} steps", 2) == "2 steps"
    assert type(_(MADE)) is str


@pytest.mark.usefixtures("korean")
def test_one_word_may_mean_two_things() -> None:
    assert N_("Step", "schedule") == "Step"
    assert _(N_("Step", "schedule")) == "계단 감쇠"
    assert _("Step") == "스텝"


@pytest.mark.usefixtures("korean")
def test_it_is_told_in_the_language_of_who_looks() -> None:
    assert _(MADE) == "경사하강법: 1.23에서."
    assert _(counted("{n} step", "{n} steps", 3)) == "3스텝"
    assert _("At {x:.3g} by {method}.", x=1, method="Adam") == "Adam: 1에서."
    assert _(joined([MADE, "Adam"], " / ")) == "경사하강법: 1.23에서. / Adam"
    assert _("not in the catalogue {}") == "not in the catalogue {}"
    assert _("Braces {a, b}") == "중괄호 {a, b}"


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))]
)
def test_copies_and_errors_keep_what_they_know(again) -> None:  # type: ignore[no-untyped-def]
    assert isinstance(again(MADE), Sentence)
    assert _(again(MADE)) == "경사하강법: 1.23에서."
    assert _(str(ValueError(again(MADE)))) == "경사하강법: 1.23에서."
    assert _(N_(again(MADE))) == "경사하강법: 1.23에서."
