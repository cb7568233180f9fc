"""Words for people: written in English where they arise, told in any language where they are shown.

Whatever the app says is a whole sentence, label or name in English in the source. What is marked
here is found by `python3 thalweg.py words`, which keeps the catalogues of the other languages; the
marks are read from the source, so they stand around literal text.

    N_("Learning rate")                           a text that is shown elsewhere
    N_("Step", "schedule")                        one whose words mean something else elsewhere
    sentence("At step {step}.", step=3)           one with places for values
    counted("{n} step", "{n} steps", n)           one that depends on a number
    _(anything of these)                          in the language of who looks, as plain text

A `Sentence` is English text like any other, for logs, tests and whoever uses the library. It knows
its pattern and its values besides, so it can be kept in caches, raised in errors, sent to other
processes, and still be told in any language: `_(str(error))`.
"""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any, Self

ENGLISH = "en"
LANGUAGE: ContextVar[str] = ContextVar("language")
"""The language of who looks, where it is not found out from whoever answers `ask`."""
Catalogue = Mapping[str, str]
"""Patterns in English -> in another language."""
_readers: list[Callable[[str], Catalogue]] = []
_whose: list[Callable[[], str]] = []


class Sentence(str):
    """English text that knows the pattern and the values it was made of."""

    __slots__ = ("key", "pattern", "values")
    pattern: str
    values: Mapping[str, Any]
    key: str
    """What it is found by in a catalogue: the pattern, or that for one where it counts."""

    def __new__(cls, pattern: str, values: Mapping[str, Any] | None = None, key: str = "") -> Self:
        """Fill the values into the pattern; without any, braces are text."""
        made = super().__new__(cls, pattern.format(**values) if values else pattern)
        made.pattern, made.values, made.key = pattern, values or {}, key or pattern
        return made

    def __str__(self) -> str:
        """Itself: an error that is turned to text keeps what it knows."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """For other processes and caches."""
        return type(self), (self.pattern, dict(self.values), self.key)

    def told(self, catalogue: Catalogue) -> str:
        """In the language of a catalogue; in English where that has no word for it."""
        pattern = catalogue.get(self.key, self.pattern)
        if not self.values:
            return pattern
        return pattern.format(
            **{name: _told(value, catalogue) for name, value in self.values.items()}
        )


def _told(value: Any, catalogue: Catalogue) -> Any:
    return value.told(catalogue) if isinstance(value, Sentence) else value


def N_(text: str, meaning: str = "") -> Sentence:
    """A text to be found by the catalogues; also a fact, such as a title, put into a sentence.

    `meaning` tells apart what one English word says of two things: `N_("Step", "schedule")`.
    """
    if meaning:
        return Sentence(text, key=f"{text} ({meaning})")
    return text if isinstance(text, Sentence) else Sentence(text)


def sentence(pattern: str, **values: Any) -> Sentence:
    """A sentence with values: numbers, names as they are, and other sentences."""
    return Sentence(pattern, values)


def counted(one: str, many: str, n: int, **values: Any) -> Sentence:
    """A sentence about `n` things."""
    return Sentence(one if n == 1 else many, {"n": n, **values}, one)


def joined(parts: Iterable[str], between: str = " ") -> Sentence:
    """Sentences one after another."""
    named = {f"part{i}": N_(part) for i, part in enumerate(parts)}
    return Sentence(between.join(f"{{{name}}}" for name in named), named)


def _(text: str, **values: Any) -> str:
    """A sentence, or a fact declared elsewhere, in the language of who looks."""
    made = text if isinstance(text, Sentence) and not values else Sentence(text, values)
    spoken = language()
    return made.told(catalogue(spoken)) if spoken != ENGLISH else str.__str__(made)


def language() -> str:
    """The language of who looks."""
    return LANGUAGE.get("") or (_whose[0]() if _whose else ENGLISH)


def catalogue(language: str) -> Catalogue:
    """The words of a language; none where nobody reads catalogues, as in the library alone."""
    return _readers[0](language) if _readers else {}


def read_by(reader: Callable[[str], Catalogue]) -> None:
    """Who finds the catalogue of a language."""
    _readers[:] = [reader]


def ask(whose: Callable[[], str]) -> None:
    """Who knows the language of who looks."""
    _whose[:] = [whose]
