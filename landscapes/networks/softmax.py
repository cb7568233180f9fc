"""The softmax cross-entropy of scores, and its gradient."""

import numpy as np

from landscapes.base import Array


def cross_entropy(scores: Array, labels: Array) -> float:
    """The mean of -log softmax(scores)[label], for scores (classes, n)."""
    top = scores.max(axis=0)
    sums = np.exp(scores - top).sum(axis=0)
    return float(np.mean(np.log(sums) + top - scores[labels, np.arange(len(labels))]))


def loss_and_slope(scores: Array, labels: Array) -> tuple[float, Array]:
    """The cross-entropy and its gradient by the scores (classes, n)."""
    n, each = len(labels), np.arange(len(labels))
    top = scores.max(axis=0)
    shares = np.exp(scores - top)
    sums = shares.sum(axis=0)
    value = float(np.mean(np.log(sums) + top - scores[labels, each]))
    shares /= sums
    shares[labels, each] -= 1
    shares /= n
    return value, shares
