"""Points in any order that form a table of values."""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Places:
    """Points that form a table: where each belongs in it."""

    x: np.ndarray
    y: np.ndarray
    row: np.ndarray
    column: np.ndarray

    @property
    def prefix(self) -> bool:
        """Whether they come line by line and break off: all that are missing are the last."""
        row, column = _as_they_come(self.row), _as_they_come(self.column)
        by_rows, by_columns = row * len(self.x) + column, column * len(self.y) + row
        count = np.arange(len(row))
        ordered = bool((by_rows == count).all() or (by_columns == count).all())
        return ordered and len(row) < len(self.x) * len(self.y)

    def table(self, values: np.ndarray) -> np.ndarray:
        """One value a point, as a table (ny, nx)."""
        made = np.full((len(self.y), len(self.x)), math.nan)
        made[self.row, self.column] = values
        return made


def places(x: np.ndarray, y: np.ndarray) -> Places | None:
    """The table that points (n,), in any order, form; None where they do not.

    They do where no two are the same and at least half of the table's places are filled.
    """
    if not (len(x) == len(y) >= 4 and np.isfinite(x).all() and np.isfinite(y).all()):
        return None
    xs, ys = _levels(x), _levels(y)
    if min(len(xs), len(ys)) < 2 or len(xs) * len(ys) > 2 * len(x):
        return None
    column, row = _nearest(xs, x), _nearest(ys, y)
    if len(np.unique(row * len(xs) + column)) < len(x):
        return None
    return Places(xs, ys, row, column)


def _levels(values: np.ndarray) -> np.ndarray:
    """The different values; those within a millionth of the range are one."""
    sorted_ = np.unique(values)
    apart = np.diff(sorted_) > 1e-6 * (sorted_[-1] - sorted_[0])
    kept: np.ndarray = sorted_[np.append(True, apart)]
    return kept


def _as_they_come(index: np.ndarray) -> np.ndarray:
    """The same numbering, but in the order in which the numbers first appear."""
    _, first = np.unique(index, return_index=True)
    ranks: np.ndarray = np.argsort(np.argsort(first))[index]
    return ranks


def _nearest(levels: np.ndarray, values: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.searchsorted(levels[:-1] / 2 + levels[1:] / 2, values)
    return found
