"""Losses of linear classifiers at given weights, where they are lowest, and how weights grow."""

from functools import lru_cache

import numpy as np

import landscapes
import optim

PARTED = (0.1175, 2.7188)
"""Weights with which every flower of two kinds has a margin of at least 1."""


def loss_of(surface: str, x: float, y: float, **knobs: float) -> float:
    """The loss of a surface at some weights."""
    return float(landscapes.get(surface, **knobs).fun(x, y))


def hinge(times: float) -> float:
    """The hinge loss at a multiple of the weights `PARTED`."""
    x, y = PARTED
    return loss_of("linear_classifier", times * x, times * y, data=1)


def lowest(axis: str, **knobs: float) -> float:
    """Where the loss of the flowers is lowest, along an axis."""
    ((x, y),) = landscapes.get("linear_classifier", **knobs).minima
    return float(x if axis == "x" else y)


@lru_cache(maxsize=4)
def length(steps: int) -> float:
    """Of the weights after so many steps of gradient descent on softmax without penalty."""
    made = landscapes.get("linear_classifier", data=1, loss=2)
    method = optim.get("gd", learning_rate=2.0)
    run = optim.minimize(made, method, made.start, steps, gtol=0.0)
    return float(np.hypot(run.x[-1], run.y[-1]))
