"""What curvature brings and what it costs: Newton from everywhere, L-BFGS on mini-batches."""

from functools import lru_cache

import numpy as np

import landscapes
import optim

STARTS = 101
"""A side of the grid of starts."""


@lru_cache(maxsize=4)
def without_minimum(damping: float = 0.0) -> float:
    """From how many percent of all starts in Himmelblau's window Newton ends in no minimum."""
    made = landscapes.get("himmelblau")
    x, y = np.meshgrid(*(np.linspace(*side, STARTS) for side in made.bounds))
    newton = optim.get("newton", damping=damping)
    ends = optim.minimize_many(made, newton, x, y, max_steps=500, gtol=1e-4)
    return float(100 * np.mean(np.asarray(ends.status) != "converged"))


def gigabytes(weights: int) -> float:
    """Of a Hessian in so many weights."""
    return optim.curvature_cost.hessian_bytes(weights) / 1e9


def pair_megabytes(weights: int) -> float:
    """Of what L-BFGS keeps instead."""
    return optim.curvature_cost.pair_bytes(weights) / 1e6


@lru_cache(maxsize=8)
def above_the_minimum(slug: str, batch: int = 0, **knobs: float) -> float:
    """How far above the lowest loss 200 steps of a classifier end: the median of ten seeds."""
    made = landscapes.get("linear_classifier", loss=2, reg=0.01)
    lowest = made.fun(*made.minima[0])
    method = optim.get(slug, **knobs)
    ends = [
        optim.minimize(made, method, made.start, 200, seed=seed, batch=batch or None).fun[-1]
        for seed in range(10)
    ]
    return float(np.median(ends) - lowest)
