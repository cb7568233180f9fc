"""What every reader of surface files makes of a file, and how it refuses one."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

MAX_BYTES = 20_000_000
MAX_SIDE = 1001
MIN_SIDE = 4
"""A cubic spline needs so many places each way."""
MAX_LAYERS = 64
X_NAMES = ("x", "xs", "xcoordinates", "x_coordinates", "x_coords", "xcoords", "alpha", "alphas")
Y_NAMES = ("y", "ys", "ycoordinates", "y_coordinates", "y_coords", "ycoords", "beta", "betas")
USUAL = ("train_loss", "loss", "losses", "nll", "test_loss", "zvalue", "z")


class SurfaceFileError(ValueError):
    """A file that is no surface: one sentence says what it is and what is needed."""


@dataclass(frozen=True)
class Source:
    """A file that was recognised: its kind, and its layers, each read when it is asked for.

    A layer gives values of `shape` (ny, nx), nan where there is none; row j belongs to `y[j]`,
    column i to `x[i]`. Without coordinates both are None.
    """

    kind: str
    shape: tuple[int, int]
    layers: Mapping[str, Callable[[], np.ndarray]]
    x: np.ndarray | None = None
    y: np.ndarray | None = None

    @property
    def usual(self) -> str:
        """The layer that shows unless told: a loss, if one is named so."""
        lower: dict[str, str] = {}
        for name in self.layers:
            lower.setdefault(name.lower(), name)
        named = [lower[word] for word in USUAL if word in lower]
        alike = [name for name in self.layers if "loss" in name.lower()]
        return (named + alike + list(self.layers))[0]


def bare(text: str, most: int) -> str:
    """A stranger's name without what cannot be shown, and no longer than `most`."""
    return "".join(c if c.isprintable() else "?" for c in text[:most]).strip()


def quoted(text: object) -> str:
    """A stranger's word, short enough to repeat."""
    shown = bare(str(text), 200)
    return f"“{shown[:40]}…”" if len(shown) > 40 else f"“{shown}”"


def some(words: Iterable[object], most: int = 5) -> str:
    """The first few of some names, for a sentence."""
    listed = [quoted(word) for word in words]
    return ", ".join(listed[:most]) + (" and others" if len(listed) > most else "")


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
