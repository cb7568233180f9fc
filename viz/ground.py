"""The surface under the paths: a grid of losses, and the height each loss is drawn at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.written import number
from viz.run import Bounds

DECADES = 4.0
"""A log height spans this many powers of ten."""
LEVELS = 22
"""So many contour lines, at even heights."""
LIFT = 0.012
"""Paths float this share of the height above the surface, so that it does not hide them."""
NARROW = 5.0
"""A window so many times as long as wide is stretched, or too little of it could be seen."""
STEEP = 12.0
"""Heights are logarithmic when the range is this many times the range of the lower quarter."""


@dataclass(frozen=True)
class Ground:
    """Losses `z[j, i]` at `x[i]`, `y[j]`, and whether heights are logarithmic."""

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    low: float
    high: float
    log: bool

    def height(self, loss: ArrayLike) -> np.ndarray:
        """The height a loss is drawn at; monotone, and 0 at the lowest point of the window."""
        above = np.maximum(np.asarray(loss, np.float64) - self.low, 0.0)
        if not self.log:
            return above
        return np.log10(1.0 + above / self._scale)

    @property
    def _scale(self) -> float:
        return float((self.high - self.low) * 10.0**-DECADES)

    def shape(self) -> dict[str, Any]:
        """What `height` is made of, for others who draw; `top` is the highest in the window."""
        top = float(self.height(self.high))
        return {"log": self.log, "low": self.low, "scale": self._scale, "top": top}

    def ticks(self) -> tuple[list[float], list[str]]:
        """Heights to label, and the losses they stand for."""
        span = self.high - self.low
        if self.log:
            losses = [self.low] + [self.low + span * 10.0**-k for k in (3, 2, 1, 0)]
        else:
            losses = [self.low + span * k / 4 for k in range(5)]
        return [float(self.height(v)) for v in losses], [number(v, 3) for v in losses]

    @property
    def bounds(self) -> Bounds:
        """The window."""
        return (float(self.x[0]), float(self.x[-1])), (float(self.y[0]), float(self.y[-1]))


def has_one_unit(bounds: Bounds) -> bool:
    """Whether a unit is to be as long across as upwards, so that a round bowl is round."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    return 1 / NARROW <= (x_hi - x_lo) / (y_hi - y_lo) <= NARROW


def sample(
    fun: Callable[[Any, Any], Any], bounds: Bounds, height: str = "auto", size: int = 121
) -> Ground:
    """Evaluate a surface on a `size` x `size` grid. `height`: auto, linear or log."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    x, y = np.linspace(x_lo, x_hi, size), np.linspace(y_lo, y_hi, size)
    z = np.asarray(fun(*np.meshgrid(x, y)), np.float64)
    z = np.where(np.abs(z) <= 1e100, z, np.nan)
    known = z[np.isfinite(z)]
    if not known.size:
        return Ground(x, y, z, 0.0, 1.0, log=False)
    low, quarter, high = (float(v) for v in np.quantile(known, (0, 0.25, 1)))
    high = high if high > low else low + max(1.0, 1e-9 * abs(low))
    log = height == "log" or (height == "auto" and high - low > STEEP * (quarter - low))
    return Ground(x, y, z, low, high, log)
