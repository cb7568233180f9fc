"""The middles of a map's cells: the very numbers that are run, and that links carry."""

import math
from dataclasses import dataclass, replace

import numpy as np

DEEPEST = 1e-9
"""A view is no narrower than this share of the distance from zero: float64 has 16 digits."""


@dataclass(frozen=True)
class Axis:
    """One side of a map: from `lo` to `hi`, linear or logarithmic, in whole numbers or not."""

    lo: float
    hi: float
    log: bool = False
    integer: bool = False

    def cells(self, most: int) -> int:
        """How many cells there are where up to `most` are asked for."""
        return max(1, min(most, self._whole())) if self.integer else most

    def _whole(self) -> int:
        """Whole numbers on the axis."""
        return math.floor(self.hi) - math.ceil(self.lo) + 1

    def centres(self, n: int) -> np.ndarray:
        """The middle of each of `n` cells, shape (n,), as a number that is short to write.

        Rounded to a twentieth of a cell or less: a link to one of them is short and still exact.
        """
        shares = (np.arange(n) + 0.5) / n
        if self.integer:
            return np.asarray(math.ceil(self.lo) + np.floor(shares * self._whole()))
        if self.log:
            values = self.lo * (self.hi / self.lo) ** shares
            digits = 2 + math.ceil(-math.log10((self.hi / self.lo) ** (1 / n) - 1))
            texts = [f"{v:.{max(2, digits)}g}" for v in values]
        else:
            values = self.lo + (self.hi - self.lo) * shares
            digits = 2 + math.ceil(-math.log10((self.hi - self.lo) / n))
            texts = [f"{v:.{max(0, digits)}f}" for v in values]
        return np.asarray(np.array([float(text) for text in texts]).clip(self.lo, self.hi) + 0.0)

    def drawn(self) -> "Axis":
        """From edge to edge of the outermost cells, where these are whole numbers."""
        if not self.integer:
            return self
        return replace(self, lo=math.ceil(self.lo) - 0.5, hi=math.floor(self.hi) + 0.5)


def narrow_enough(lo: float, hi: float) -> bool:
    """Whether float64 still tells the cells of a view from `lo` to `hi` apart."""
    return hi - lo > DEEPEST * max(1.0, abs(lo), abs(hi))
