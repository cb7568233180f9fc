"""One run as the figures see it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Bounds = tuple[tuple[float, float], tuple[float, float]]
FurtherRun = tuple[np.ndarray, np.ndarray, np.ndarray]
"""A run beside the main one: x, y and fun, arrays of its own length."""
LARGEST = 1e30
"""Beyond this a value is a gap: float32 ends at 3e38."""
REACH = 2.0
"""A path is drawn up to this many windows beyond the window's edge."""
DOTS = 500
"""A fan is drawn as if the window were this many dots wide: finer moves are not sent."""


@dataclass(frozen=True)
class Run:
    """A named path: arrays of n + 1 entries, `cost` being what was spent up to each point."""

    name: str
    index: int
    """Place in the race: decides colour and dash."""
    x: np.ndarray
    y: np.ndarray
    fun: np.ndarray
    cost: np.ndarray
    """Evaluations, their weighted sum in losses, or epochs."""
    outcome: str
    """What came of it, one of `optim.OUTCOMES`, or other words for people."""
    distance: np.ndarray
    """To the nearest minimum; nan where none is known."""
    gradient: np.ndarray
    """Its length."""
    fan: Sequence[FurtherRun] = ()
    """The same racer from other seeds or starts."""
    above: float = np.nan
    """How much higher it ended than the lowest known minimum; nan where none is known."""
    snapshots: Sequence[int] = ()
    """The steps at which a schedule with restarts ends a cycle."""
    held_out: np.ndarray | None = None
    """The loss of the samples held out, where it is drawn."""


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


def joined(fan: Sequence[FurtherRun]) -> FurtherRun:
    """All further runs one after the other, `nan` between two of them: one line with gaps."""
    gap = (np.array([np.nan]),) * 3
    parts = [part for run in fan for part in (run, gap)][:-1]
    x, y, fun = (np.concatenate(column) for column in zip(*parts, strict=True))
    return x, y, fun


def sketched(fan: Sequence[FurtherRun], bounds: Bounds, dots: int = DOTS) -> FurtherRun:
    """The further runs as one line, without the points that fall on the dot of the one before.

    Points beyond `REACH` are gaps. x and y are `nan` in a gap, fun stays as it is.
    """
    x, y, fun = joined(fan)
    x = np.where(inside(x, y, bounds, REACH), x, np.nan)
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    # A gap is a dot of its own, far away from all others.
    across = np.nan_to_num(np.round(dots * (x - x_lo) / (x_hi - x_lo)), nan=1e9)
    up = np.where(np.isnan(x), 1e9, np.round(dots * (y - y_lo) / (y_hi - y_lo)))
    moved = (np.diff(across, prepend=np.inf) != 0) | (np.diff(up, prepend=np.inf) != 0)
    return x[moved], np.where(np.isnan(x), np.nan, y)[moved], fun[moved]
