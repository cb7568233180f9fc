"""What one feels at a place of a walk."""

import numpy as np

from ui.walk.ground import FINE
from ui.walk.walk import Walk


def felt(walk: Walk, k: int) -> tuple[float, ...]:
    """What one feels at the k-th place; without slopes these are 0."""
    (x_lo, x_hi), (y_lo, y_hi) = walk.landscape.bounds
    p, q = walk.places[k]
    x, y = walk.points()[k]
    loss = float(walk.landscape.fun(x, y))
    if walk.feel == "loss":
        return p / FINE, q / FINE, loss, 0.0, 0.0, 0.0
    gx, gy = (float(v) for v in walk.landscape.grad(x, y))
    across, up = gx * (x_hi - x_lo), gy * (y_hi - y_lo)
    return p / FINE, q / FINE, loss, across, up, float(np.hypot(gx, gy))
