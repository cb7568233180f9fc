"""The catalogues of words: complete, and true to the source they were read from."""

import re
import string
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tools import words
from ui.kit.language import first

MARKS = re.compile(r"\$|\*\*|`|\]\(|<\w+|\n")
"""Mathematics, Markdown and lines, which a translation keeps."""
CARDS = re.compile(r"\]\(([a-z0-9_]+)\)")
"""Cards of the glossary, to which a translation leads as well."""
FIELDS = string.Formatter()


def entries(language: str) -> list[tuple[Path, str, str]]:
    """Every text and its translation."""
    found = []
    for path in sorted((words.LOCALE / language).rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                key, text = map(first, (message.id, message.string))
                if key:
                    assert not message.fuzzy, key
                    found.append((path, key, text))
    return found


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_catalogues_are_what_the_source_says(language: str) -> None:
    made = words.catalogues(language)
    there = set((words.LOCALE / language).rglob("*.po"))
    assert there == set(made), "run `python3 thalweg.py words`"
    for path, content in made.items():
        assert path.read_bytes() == content, f"{path.name}: run `python3 thalweg.py words`"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_text_is_translated_once(language: str) -> None:
    found = entries(language)
    assert not [key for _, key, text in found if not text.strip()]
    assert not [key for key, times in Counter(key for _, key, _ in found).items() if times > 1]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_translations_have_the_same_places_and_marks(language: str) -> None:
    for _, key, text in entries(language):
        assert fields(key) == fields(text), key
        assert Counter(CARDS.findall(key)) == Counter(CARDS.findall(text)), key
        assert Counter(MARKS.findall(re.sub(r"\]\([^)]*\)", "](", key))) == Counter(
            MARKS.findall(re.sub(r"\]\([^)]*\)", "](", text))
        ), key


def fields(text: str) -> set[str]:
    """The places for values in a pattern, with how a value is written there."""
    if not re.search(r"\{[a-z_]\w*(?:[:!][^{}]*)?\}", text):
        return set()  # a text with braces of its own
    return {f"{name}:{form}" for _, name, form, _ in FIELDS.parse(text) if name}


KOREAN_PARTICLE = re.compile(r"\}(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])")
POLITE_TALK = re.compile(r"(?:해요|예요|이에요|네요|죠|어요|아요)[.!?]")


def test_korean_has_no_particle_after_a_place_and_one_politeness() -> None:
    for _, key, text in entries("ko"):
        assert not KOREAN_PARTICLE.search(text), text
        assert not POLITE_TALK.search(text), text
        assert "~" in key or "~" not in text, f"two of them strike out what is between: {text}"
        assert re.search(r"[가-힣]", text) or not re.search(r"[a-z]{3} [a-z]{3}", text), key
