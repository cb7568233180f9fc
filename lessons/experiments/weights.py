"""What guessing, local search and gradient descent make of 650 weights: measured for lesson 1."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from landscapes.networks import Mlp, digits

TRIES = 1000
SEEDS = 3
CLASSIFIER = Mlp((64, 10))
"""The linear classifier of 8x8 pictures in ten classes: 640 weights and 10 biases."""


@dataclass(frozen=True, eq=False)
class Found:
    """Weights, their loss on the first 300 digits, and the share of 360 other digits read right."""

    w: np.ndarray
    loss: float
    helped: int = 0
    """How many tries of local search led here."""

    @property
    def right(self) -> float:
        """Per cent of the test part."""
        return 100 * CLASSIFIER.accuracy(self.w, digits("test"))


def loss_of(w: np.ndarray) -> float:
    """The mean over the first 300 digits."""
    return CLASSIFIER.loss(w, digits(limit=300))


@lru_cache(maxsize=32)
def random_search(scale: float, seed: int) -> Found:
    """The best of so many guesses around 0, spread by `scale`."""
    rng = np.random.default_rng(seed)
    guesses = (scale * rng.standard_normal(CLASSIFIER.size) for _ in range(TRIES))
    return min((Found(w, loss_of(w)) for w in guesses), key=lambda found: found.loss)


@lru_cache(maxsize=32)
def local_search(step: float, seed: int) -> Found:
    """From 0, so many random steps tried; one that makes the loss lower is taken."""
    rng = np.random.default_rng(seed)
    best = Found(np.zeros(CLASSIFIER.size), loss_of(np.zeros(CLASSIFIER.size)))
    for _ in range(TRIES):
        w = best.w + step * rng.standard_normal(CLASSIFIER.size)
        tried = loss_of(w)
        if tried < best.loss:
            best = Found(w, tried, best.helped + 1)
    return best


@lru_cache(maxsize=4)
def descent(learning_rate: float, steps: int) -> tuple[Found, ...]:
    """Gradient descent from 0: after no step, one, and so on."""
    w, data, met = np.zeros(CLASSIFIER.size), digits(limit=300), []
    for _ in range(steps + 1):
        loss, grad = CLASSIFIER.loss_and_grad(w, data)
        met.append(Found(w, loss))
        w = w - learning_rate * grad
    return tuple(met)
