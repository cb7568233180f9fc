"""How a classifier fares with the samples that are not in its loss."""

import numpy as np
from numpy.typing import ArrayLike

from landscapes.base import Array, Landscape, Scatter

BY_MARGIN = {
    "hinge": lambda m: np.maximum(0.0, 1.0 - m),
    "squared hinge": lambda m: np.maximum(0.0, 1.0 - m) ** 2,
    "softmax": lambda m: np.logaddexp(0.0, -m),
}
"""The loss of one sample by how far its right class scores above the other."""


def held_out(landscape: Landscape, x: float, y: float) -> tuple[float, int] | None:
    """The mean loss of the samples held out, without a penalty, and how many are right.

    None where no samples are. Both are of the decision line at the weights (x, y); a sample on it
    is not right. Weights that are not finite give nan and 0.
    """
    seen = landscape.held_out_scatter
    if seen is None:
        return None
    with np.errstate(all="ignore"):
        margins = _margins(landscape, seen, x, y)
        return float(np.mean(BY_MARGIN[seen.loss](margins))), int(np.count_nonzero(margins > 0))


def held_out_losses(landscape: Landscape, x: Array, y: Array) -> Array | None:
    """The same mean at each of the weights `x` and `y`, (n,)."""
    seen = landscape.held_out_scatter
    if seen is None:
        return None
    with np.errstate(all="ignore"):
        losses: Array = BY_MARGIN[seen.loss](_margins(landscape, seen, x, y)).mean(axis=-1)
    return losses


def _margins(landscape: Landscape, seen: Scatter, x: ArrayLike, y: ArrayLike) -> Array:
    """How far the right class of each sample scores above the other, (..., samples)."""
    x, y = (np.asarray(v, np.float64)[..., None] for v in (x, y))
    a, b, c = (fixed + per_x * x + per_y * y for fixed, per_x, per_y in landscape.lines[0])
    margins: Array = np.where(seen.label == 1, 1.0, -1.0) * (a * seen.u + b * seen.v + c)
    return margins
