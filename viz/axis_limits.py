"""Limits of an axis that a few wild values cannot stretch."""

from collections.abc import Sequence

import numpy as np


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


def decades(limits: list[float]) -> int:
    """Powers of ten between labels, so that about six fit."""
    return max(1, int(np.ceil((limits[1] - limits[0]) / 6)))
