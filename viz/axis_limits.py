"""Limits of an axis that a few wild values cannot stretch, and numbers along it: three or more."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from core.sentences import N_, Sentence, _, sentence

ROOM = 0.06
"""Beside the values, as a share of the decades they span."""
FEW, MANY = 3.0, 4.5
"""Up to so many decades have numbers between the powers of ten, or at least these in full."""


def linear(title: str) -> Sentence:
    """The title of an axis that would be logarithmic, had it a decade to show."""
    return sentence("{title} (linear)", title=N_(title))


def around(
    shown: Sequence[np.ndarray], firsts: Sequence[np.ndarray], log: bool, shallow: float = 0.0
) -> list[float]:
    """Limits for the values `shown`, up to ten times the highest of `firsts`.

    On a linear axis the top is three times as far from the lowest value as the highest first.
    `shallow`: a log axis ends at this share of the highest first. The limits of a log axis are
    powers of ten, as plotly wants them.
    """
    every, at_first = _finite(shown), _finite(firsts)
    if not every.size:
        return [0.0, 1.0]
    first = float(at_first.max()) if at_first.size else 1.0
    low, high = float(every.min()), float(every.max())
    if log:
        low = min(max(low, shallow * first), high)
        return [float(np.log10(low)) - 0.3, float(np.log10(min(high, 10 * first))) + 0.3]
    top = min(high, first + 2 * (first - min(low, first)) + 1e-9)
    room = 0.05 * (top - low) or 0.5
    return [low - room, top + room]


def _finite(parts: Sequence[np.ndarray]) -> np.ndarray:
    every = np.concatenate([*parts, np.empty(0)])
    found: np.ndarray = every[np.isfinite(every)]
    return found


def limits_of(values: Sequence[np.ndarray]) -> list[float]:
    """Powers of ten around all that is positive, with some room."""
    every = _finite([np.asarray(each, np.float64).ravel() for each in values])
    every = every[every > 0]
    if not every.size:
        return [-0.5, 0.5]
    low, high = math.log10(every.min()), math.log10(every.max())
    room = ROOM * (high - low) or 0.1
    return [low - room, high + room]


def log_axis(title: str, limits: Sequence[float]) -> dict[str, Any]:
    """Title (told), type, range and numbers of a logarithmic axis between two powers of ten.

    Below one decade it is linear and its title says so. Up to a few decades there are numbers at
    1, 2 and 5 times each power, beyond at powers of ten alone, so that about six fit.
    """
    low, high = limits
    span = high - low
    if span < 1:
        ends = [10.0**low, 10.0**high]
        return {"text": _(linear(title)), "type": "linear", "range": ends, "nticks": 6}
    axis = {"text": _(title), "type": "log", "range": [low, high], "exponentformat": "power"}
    if span > MANY:
        return axis | {"dtick": math.ceil(span / 6)}
    within = (1, 2, 5) if span < FEW else (1,)
    powers = range(math.floor(low), math.floor(high) + 1)
    places = [m * 10.0**e for e in powers for m in within]
    return axis | {"tickvals": places, "ticktext": [f"{place:g}" for place in places]}
