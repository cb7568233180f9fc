"""A language for tests: every text of the source stands between ⟦ and ⟧, and others are found."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from core import sentences
from core.sentences import LANGUAGE
from tools import words

PSEUDO = "pseudo"
TOLD = re.compile(r"⟦[^⟦⟧]*⟧")
MARKUP = re.compile(r"<[^>]*>|%\{[^}]*\}|&\w+;")
WORD = re.compile(r"[A-Za-z]{2,}")


@lru_cache(maxsize=1)
def catalogue() -> dict[str, str]:
    """Every text that a catalogue can have."""
    every = [key for found in words.messages().values() for key in found]
    keys = [key if isinstance(key, str) else key[0] for key in every]
    return {key: f"⟦{key}⟧" for key in keys}


@contextmanager
def spoken() -> Iterator[None]:
    """Inside, words are told in this language."""
    before = list(sentences._readers)
    sentences.read_by(lambda language: catalogue() if language == PSEUDO else {})
    token = LANGUAGE.set(PSEUDO)
    try:
        yield
    finally:
        LANGUAGE.reset(token)
        sentences._readers[:] = before


def untold(text: str) -> list[str]:
    """The words of a text that stay English in every language."""
    text, before = MARKUP.sub(" ", text), ""
    while text != before:
        text, before = TOLD.sub(" ", text), text
    return WORD.findall(text)
