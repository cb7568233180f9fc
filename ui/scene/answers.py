"""What somebody answered to a step: read from a link, written to one, and what is said to it.

An answer is a short word of the link: `b`, the second choice; `120`, an estimate; `0.5_-1`, a place
on the map; `1`, a goal that was reached. `-` is who did not answer and saw what happened.
"""

import math
import string
from dataclasses import dataclass

from core.query import finite, text_of
from core.sentences import sentence
from core.written import number
from lessons import Ask, Choice, Choose, Estimate, Goal, Place, Point

SHOWN = "-"
"""Instead of an answer: it was shown."""
REACHED = "1"
LETTERS = string.ascii_lowercase
FARTHEST = 1e6


@dataclass(frozen=True)
class Verdict:
    """What is said to an answer."""

    right: bool
    feedback: str
    scene: str = ""
    """One in which a wrong answer would be right."""


def kept(ask: Ask | None, text: str) -> str:
    """An answer as a link has it; empty where it is none to this question."""
    if ask is None or text == SHOWN:
        return SHOWN if ask else ""
    match ask:
        case Choose():
            return text if len(text) == 1 and text in LETTERS[: len(ask.choices)] else ""
        case Estimate():
            value = finite(text)
            return text_of(value) if value is not None and ask.lo <= value <= ask.hi else ""
        case Point():
            at = place_of(text)
            return written(*at) if at else ""
        case Goal():
            return text if text == REACHED else ""


def place_of(text: str) -> tuple[float, float] | None:
    """The place that an answer means."""
    x, _, y = text.partition("_")
    at = finite(x), finite(y)
    if at[0] is None or at[1] is None or max(abs(at[0]), abs(at[1])) > FARTHEST:
        return None
    return at[0], at[1]


def written(x: float, y: float) -> str:
    """A place as an answer."""
    return f"{text_of(round(x, 4))}_{text_of(round(y, 4))}"


def letter(number: int) -> str:
    """The answer that is a choice."""
    return LETTERS[number]


def chosen(ask: Choose, answer: str) -> Choice | None:
    """The choice that was taken."""
    return ask.choices[LETTERS.index(answer)] if answer and answer != SHOWN else None


def number_in(ask: Ask | None, answer: str) -> float | None:
    """The number that an answer stands for, if any."""
    if not answer or answer == SHOWN:
        return None
    if isinstance(ask, Estimate):
        return finite(answer)
    if isinstance(ask, Choose) and (choice := chosen(ask, answer)):
        return choice.value
    return None


def right_number(ask: Ask | None) -> float | None:
    """The number that comes out, if the question is about one."""
    if isinstance(ask, Estimate):
        return ask.right
    if isinstance(ask, Choose):
        return next(choice.value for choice in ask.choices if choice.right)
    return None


def in_unit(ask: Estimate, value: float | None, digits: int = 3) -> str:
    """A number that was estimated, in words: 1.5 steps; without one, what follows on it."""
    written = "" if value is None else number(value, digits)
    return sentence("{n} {unit}", n=written, unit=ask.unit) if ask.unit else written


def verdict(ask: Ask, answer: str) -> Verdict | None:
    """What is said to an answer; None where there is none, or where it was only shown."""
    if not answer or answer == SHOWN:
        return None
    match ask:
        case Choose():
            choice = ask.choices[LETTERS.index(answer)]
            return Verdict(choice.right, choice.feedback, choice.scene)
        case Estimate():
            return _of_estimate(ask, float(answer))
        case Point():
            return _of_place(ask, place_of(answer) or (math.nan, math.nan))
        case Goal():
            return Verdict(True, ask.reached)


def _of_estimate(ask: Estimate, value: float) -> Verdict:
    low, high = ask.close
    if value < low:
        return Verdict(False, ask.too_low)
    return Verdict(True, ask.is_close) if value <= high else Verdict(False, ask.too_high)


def _of_place(ask: Point, at: tuple[float, float]) -> Verdict:
    def away(place: Place) -> float:
        return math.hypot(at[0] - place.at[0], at[1] - place.at[1])

    near = [place for place in ask.places if away(place) <= place.within]
    if not near:
        return Verdict(False, ask.elsewhere)
    meant = min(near, key=away)
    return Verdict(meant.right, meant.feedback, meant.scene)
