"""How far the gradient of a mini-batch is from that of all samples, and what epochs bring."""

from functools import lru_cache

import numpy as np

import landscapes
import optim

PASSES = 200


@lru_cache(maxsize=16)
def noise(size: int) -> float:
    """The root mean square of that distance at the start, over many epochs of such batches."""
    made = landscapes.get("linear_classifier", loss=2, reg=0.01)
    gx, gy = made.grad(*made.start)
    steps = made.samples // size
    squares = [
        (bx - gx) ** 2 + (by - gy) ** 2
        for seed in range(PASSES)
        for batch in optim.minibatch.order(made.samples, size, steps, seed)
        for bx, by in [made.part(batch).grad(*made.start)]
    ]
    return float(np.sqrt(np.mean(squares)))


def lowest() -> float:
    """The lowest loss of that classifier."""
    made = landscapes.get("linear_classifier", loss=2, reg=0.01)
    return float(made.fun(*made.minima[0]))


@lru_cache(maxsize=16)
def above_after_epochs(size: int, epochs: int = 20) -> float:
    """How far above the lowest loss gradient descent is then: the median of ten seeds."""
    made = landscapes.get("linear_classifier", loss=2, reg=0.01)
    method = optim.get("gd", learning_rate=2.0)
    steps = epochs * made.samples // size
    batch = size if size < made.samples else None
    ends = [
        optim.minimize(made, method, made.start, steps, gtol=0.0, seed=seed, batch=batch).fun[-1]
        for seed in range(10)
    ]
    return float(np.median(ends)) - lowest()


def largest_gradient_at_rest() -> float:
    """Of any single flower where the run on separable flowers came to rest."""
    made = landscapes.get("linear_classifier", data=1)
    method = optim.get("gd", learning_rate=0.4)
    run = optim.minimize(made, method, made.start, 500, batch=1)
    slopes = [made.part([k]).grad(run.x[-1], run.y[-1]) for k in range(made.samples)]
    return float(np.abs(slopes).max())
