"""The words of a lesson as the page shows them: translated, with their glossary cards."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import escape

from core.sentences import _
from lessons import TERMS, Term

CARD = re.compile(r"\[([^\]]+)\]\(([a-z0-9_]+)\)")
ENDING, JOINER = re.compile(r"(?<=[^\s$]\$)(?=[가-힣])"), "\u2060"
"""Between a formula and the Korean ending that belongs to it, where no line may end."""
MARK = "#term-"
"""How the address of a card begins; ui/browser/lesson/cards.js looks for it."""


def shown(text: str) -> str:
    """A text as Markdown, in the language of who looks; its terms lead to their cards."""
    cards = CARD.sub(lambda found: f"[{found[1]}]({MARK}{found[2]}){holding(found)}", _(text))
    return ENDING.sub(JOINER, cards)


def holding(card: re.Match[str]) -> str:
    """What keeps the Korean ending of a term on its line: nothing where there is none."""
    return JOINER if card.string[card.end() :][:1].isalpha() else ""


def bare(text: str) -> str:
    """A text without its marks, for a list or a title."""
    return CARD.sub(lambda found: found[1], _(text)).replace("**", "").replace("$", "")


def terms_in(made: object) -> Iterator[Term]:
    """The terms that the words of a lesson lead to, and those that these name."""
    slugs = dict.fromkeys(slug for text in _texts(made) for _words, slug in CARD.findall(text))
    more = [TERMS[slug].see for slug in slugs if slug in TERMS]
    for slug in dict.fromkeys([*slugs, *more]):
        if term := TERMS.get(slug):
            yield term


def _texts(made: object) -> Iterator[str]:
    if isinstance(made, str):
        yield made
        yield _(made)
    elif isinstance(made, tuple):
        for each in made:
            yield from _texts(each)
    elif is_dataclass(made):
        for each in fields(made):
            yield from _texts(getattr(made, each.name))


def html(text: str) -> str:
    """A text inside HTML of our own."""
    return escape(bare(text))
