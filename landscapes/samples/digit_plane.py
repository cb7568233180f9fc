"""Handwritten digits, as a linear classifier with 640 weights sees them on a plane of these."""

from functools import lru_cache

import numpy as np

from landscapes.samples.digits import all_digits
from landscapes.samples.losses import Margins

CLASSES = 10
MOST = 200
"""Samples that are used at most: the first ones of the file."""


@lru_cache(maxsize=1)
def _pictures() -> tuple[np.ndarray, np.ndarray]:
    """Pixels (MOST, 64), 0 to 1 less the mean picture of all samples of the file; labels."""
    data = all_digits()
    return (data.inputs - data.inputs.mean(axis=0))[:MOST], data.labels[:MOST]


@lru_cache(maxsize=16)
def directions(plane: int) -> np.ndarray:
    """Two random orthonormal directions among the weights, (2, 640).

    They are drawn from a normal distribution, the second made perpendicular to the first.
    """
    first, second = np.random.default_rng(plane).standard_normal((2, CLASSES * 64))
    first = first / np.linalg.norm(first)
    second = second - (second @ first) * first
    return np.stack([first, second / np.linalg.norm(second)])


@lru_cache(maxsize=32)
def margins(plane: int, count: int) -> Margins:
    """Of the first `count` samples, among weights x first + y second."""
    images, labels = (values[:count] for values in _pictures())
    rows = directions(plane)
    each = [_above_right(images @ row.reshape(CLASSES, 64).T, labels) for row in rows]
    return Margins(each[0], each[1], rows)


def _above_right(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """How far the nine wrong scores lie above the right one: (n, 10) -> (9, n)."""
    right = np.take_along_axis(scores, labels[:, None], axis=1)
    wrong = np.arange(CLASSES) != labels[:, None]
    return np.ascontiguousarray((scores - right)[wrong].reshape(len(labels), -1).T)
