"""How sharp a minimum is, and what lies between two of them.

Small batches tend to end in flat minima, large ones in sharp ones (N. Keskar et al., On Large-Batch
Training for Deep Learning, ICLR 2017). Along the line between two networks the picture misleads:
one with larger weights looks flatter, because a step of one length means less to it. Steps in units
of each network's own filters can be compared: H. Li et al., NeurIPS 2018, sections 4 and 5.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from landscapes.base import Array
from landscapes.networks.mlp import Mlp
from landscapes.networks.plane_grid import line, slice_grid
from landscapes.networks.planes import random_plane
from landscapes.samples.digits import Data

RAYS = 8


@dataclass(frozen=True, eq=False)
class Between:
    """The line a + t (b - a): its places and the losses in training and in test, each (k,)."""

    t: Array
    train: Array
    test: Array


def interpolate(mlp: Mlp, a: Array, b: Array, train: Data, test: Data, ts: ArrayLike) -> Between:
    """The losses on the line through two networks: 0 is `a`, 1 is `b` (Li et al., figure 2)."""
    t = np.asarray(ts, np.float64)
    if not mlp.normalised:
        return Between(t, line(mlp, a, b, train, t), line(mlp, a, b, test, t))
    used = [mlp.in_use(a + each * (b - a), train) for each in t.tolist()]
    tested = np.array([plain.loss(w, test) for plain, w in used])
    return Between(t, line(mlp, a, b, train, t), tested)


def rays(mlp: Mlp, w: Array, data: Data, ts: ArrayLike, seed: int = 0, count: int = RAYS) -> Array:
    """The losses (count, k) at w + t d along so many filter-normalised random directions d.

    At t = 1 every unit's weights have moved by their own length, whatever that is, so that the
    curves of two networks can be compared. The mean over the rows tells which is sharper.
    """
    planes = (random_plane(mlp, w, seed + k) for k in range(count))
    return np.array([slice_grid(mlp, plane, data, ts, [0.0])[0] for plane in planes])
