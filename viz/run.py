"""One run as the figures see it."""

from dataclasses import dataclass

import numpy as np

Bounds = tuple[tuple[float, float], tuple[float, float]]
LARGEST = 1e30
"""Beyond this a value is a gap: float32 ends at 3e38."""
REACH = 2.0
"""A path is drawn up to this many windows beyond the window's edge."""


@dataclass(frozen=True)
class Run:
    """A named path: arrays of n + 1 entries, `cost` being evaluations up to each point."""

    name: str
    index: int
    """Place in the race: decides colour and dash."""
    x: np.ndarray
    y: np.ndarray
    fun: np.ndarray
    cost: np.ndarray
    status: str


def inside(x: np.ndarray, y: np.ndarray, bounds: Bounds, reach: float = 0.0) -> np.ndarray:
    """Which points lie in the window, widened by `reach` windows on each side."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    dx, dy = reach * (x_hi - x_lo), reach * (y_hi - y_lo)
    with np.errstate(invalid="ignore"):
        within_x = (x >= x_lo - dx) & (x <= x_hi + dx)
        return np.asarray(within_x & (y >= y_lo - dy) & (y <= y_hi + dy))


def hidden(values: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """The values as float32, `nan` (a gap in the line) where they are not shown."""
    return single(np.where(shown, values, np.nan))


def single(values: np.ndarray) -> np.ndarray:
    """The values as float32, `nan` where that cannot hold them."""
    return np.where(np.abs(values) <= LARGEST, values, np.nan).astype(np.float32)
