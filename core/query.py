"""The parameters of an address: how a stranger's are read, and how ours are written.

They are read one at a time. Nothing raises: what cannot be used is replaced, with one sentence.
"""

import math
from collections.abc import Mapping

from core.knob import Knob
from core.sentences import Sentence, sentence

MAX_SHOWN = 8
Bounds = tuple[tuple[float, float], tuple[float, float]]


class Query:
    """What is left to read, and the sentences on what could not be used.

    `whole` is the link as it came, each parameter once; `written` is the version it was written in.
    """

    def __init__(self, query: Mapping[str, str | list[str]]) -> None:
        self.left: dict[str, str] = {}
        self.notes: list[str] = []
        self.quoted: tuple[str, ...] = ()
        for key, value in query.items():
            if isinstance(value, list | tuple):
                if len(value) > 1:
                    self.note(_twice(key))
                value = value[-1] if value else ""
            self.left[str(key)] = str(value)
        self.whole = dict(self.left)
        self.written = ""

    def also(self, key: str, text: str) -> None:
        """What the link says within another parameter; one of its own comes first."""
        if key in self.whole:
            said = sentence("The link says {key} in a list, too; that is ignored.", key=show(key))
            self.note(said)
            return
        if key in self.left:
            self.note(_twice(key))
        self.left[key] = text

    def note(self, sentence: str) -> None:
        """One sentence more."""
        self.notes.append(sentence)

    def version(self, known: tuple[str, ...]) -> None:
        """The version that the link says, else the newest one known."""
        version = self.left.pop("v", known[-1])
        self.written = version if version in known else known[-1]
        if version != self.written:
            self.note(
                sentence(
                    "The link is of version {version}; it was read as {written}.",
                    version=show(version),
                    written=self.written,
                )
            )

    def choice(self, key: str, allowed: tuple[str, ...], usual: str) -> str:
        """One of the allowed words."""
        text = self.left.pop(key, usual)
        if text in allowed:
            return text
        self.note(_unknown(key, text, usual))
        return usual

    def number(self, key: str, limits: Knob, usual: float) -> float:
        """A number within its limits; `usual` may be nan, for none."""
        text = self.left.pop(key, None)
        if text is None:
            return usual
        number = finite(text)
        if number is None:
            self.note(_no_number(key, text, usual))
            return usual
        used = limits.clamp(number)
        if used != number:
            self.note(_clamped(key, number, limits, used))
        return used

    def numbers(self, key: str, count: int) -> tuple[float, ...] | None:
        """So many finite numbers: 1~2~3."""
        text = self.left.pop(key, None)
        if text is None:
            return None
        numbers = [finite(part) for part in text.split("~")[: count + 1]]
        if len(numbers) != count or None in numbers:
            self.note(
                sentence(
                    "{key} needs {count} numbers, not {text}; the usual is used.",
                    key=key,
                    count=count,
                    text=show(text),
                )
            )
            return None
        return tuple(v for v in numbers if v is not None)

    def points(self, key: str, count: int, far: float) -> tuple[tuple[float, float], ...] | None:
        """So many points with coordinates from -far to far: x~y~x~y."""
        numbers = self.numbers(key, 2 * count)
        if numbers is None:
            return None
        if any(abs(v) > far for v in numbers):
            self.note(
                sentence("The {key} lies beyond {far:g}; the usual is used.", key=key, far=far)
            )
            return None
        return tuple(zip(numbers[::2], numbers[1::2], strict=True))

    def window(self, key: str) -> Bounds | None:
        """A part of the plane: x from~x to~y from~y to, in no order yet."""
        numbers = self.numbers(key, 4)
        if numbers is None:
            return None
        x_lo, x_hi, y_lo, y_hi = numbers
        return (x_lo, x_hi), (y_lo, y_hi)

    def interval(self, key: str, lo: float, hi: float) -> tuple[float, float] | None:
        """Two numbers within limits, the first one lower: 1~2; None where the usual is meant."""
        numbers = self.numbers(key, 2)
        if numbers is None:
            return None
        low, high = (min(max(v, lo), hi) for v in numbers)
        if (low, high) != numbers:
            self.note(
                sentence(
                    "{key} goes beyond {lo:g} to {hi:g}; it was cut there.", key=key, lo=lo, hi=hi
                )
            )
        if not low < high:
            said = show(f"{numbers[0]:g}~{numbers[1]:g}")
            self.note(sentence("{key} = {said} is empty; the usual is used.", key=key, said=said))
            return None
        return low, high

    def quote(self, sentences: tuple[str, ...]) -> None:
        """Sentences on a part that was read by itself: they come first, and all of them."""
        self.quoted = (*self.quoted, *sentences)

    def leftovers(self) -> None:
        """A sentence on each parameter that nothing asked for."""
        for key in self.left:
            self.note(sentence("The link says {key}, which means nothing here.", key=show(key)))

    def sentences(self) -> tuple[str, ...]:
        """All that was noted, or the first of it and how much more."""
        if len(self.notes) <= MAX_SHOWN:
            return (*self.quoted, *self.notes)
        more = len(self.notes) - MAX_SHOWN
        rest = sentence("And {more} more of this kind.", more=more)
        return (*self.quoted, *self.notes[:MAX_SHOWN], rest)


def finite(text: str) -> float | None:
    """A finite number written plainly, or None."""
    try:
        number = float(text) if len(text) <= 40 and "_" not in text else math.nan
    except ValueError:
        return None
    return number + 0.0 if math.isfinite(number) else None


def show(text: str) -> str:
    """A stranger's text, short enough to repeat."""
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


# -- what is noted ---------------------------------------------------------------------------


def _twice(key: str) -> Sentence:
    return sentence("The link says {key} more than once; the last one is used.", key=show(key))


def _unknown(key: str, text: str, usual: str) -> Sentence:
    if not usual:
        return sentence("{key} = {text} is not known; the usual is used.", key=key, text=show(text))
    return sentence(
        "{key} = {text} is not known; {usual} is used.", key=key, text=show(text), usual=usual
    )


def _no_number(key: str, text: str, usual: float) -> Sentence:
    if math.isnan(usual):
        return sentence(
            "{key} = {text} is not a number; the usual is used.", key=key, text=show(text)
        )
    return sentence(
        "{key} = {text} is not a number; {usual:g} is used.",
        key=key,
        text=show(text),
        usual=usual,
    )


def _clamped(key: str, number: float, limits: Knob, used: float) -> Sentence:
    if limits.lo <= number <= limits.hi:
        return sentence(
            "{key} = {number:g} is not a whole number; {used:g} is used.",
            key=key,
            number=number,
            used=used,
        )
    return sentence(
        "{key} = {number:g} is not {lo:g} to {hi:g}; {used:g} is used.",
        key=key,
        number=number,
        lo=limits.lo,
        hi=limits.hi,
        used=used,
    )


# -- writing --------------------------------------------------------------------------------


def key_of(name: str) -> str:
    """The key of a field: its name, with dots."""
    return name.replace("_", ".")


def text_of(value: float | str) -> str:
    """The shortest text that reads back as the same value."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def joined(*numbers: float) -> str:
    """Numbers as a link says several of them: 1~2.5."""
    return "~".join(map(text_of, numbers))


def edges_of(bounds: Bounds) -> str:
    """A part of the plane as a link says it: x from~x to~y from~y to."""
    return joined(*bounds[0], *bounds[1])
