"""The glossary: short cards, no dead ends, and every card that a lesson asks for is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

import lessons
from core.sentences import Sentence
from lessons import glossary
from lessons.glossary import TERMS, Term

CARDS = [pytest.param(term, id=slug) for slug, term in TERMS.items()]


@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_one_short_sentence(card: Term) -> None:
    assert isinstance(card.says, Sentence)
    assert isinstance(card.term, Sentence)
    assert re.fullmatch("[a-z][a-z0-9_]*", card.slug)
    assert card.says.endswith(".")
    assert len(card.says.split()) <= 30
    assert not card.see or (card.see in TERMS and card.see != card.slug)


def test_no_card_is_there_twice() -> None:
    assert max(Counter(str(card.term) for card in TERMS.values()).values()) == 1
    source = Path(glossary.__file__).read_text("utf-8")
    assert len(re.findall(r"^    Term\(", source, re.MULTILINE)) == len(TERMS)


@pytest.mark.parametrize("lesson", [pytest.param(e, id=e.slug) for e in lessons.LESSONS.values()])
def test_every_card_that_is_asked_for_exists(lesson: lessons.Lesson) -> None:
    asked = set(re.findall(r"\]\(([^)]*)\)", repr(lesson)))
    assert asked <= set(TERMS)
    assert asked, "a lesson explains its words"
