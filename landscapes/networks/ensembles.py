"""Networks together: the mean of their probabilities, and how well that and each alone reads."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from landscapes.base import Array
from landscapes.networks.mlp import Mlp
from landscapes.samples.digits import Data


class Reads(NamedTuple):
    """How probabilities fare: the mean of -log of the right class's, and the share right."""

    loss: float
    right: float


class Ensemble(NamedTuple):
    """Some networks, each alone and all together."""

    alone: tuple[Reads, ...]
    together: Reads
    apart: float
    """The share of samples on which two of them give different answers, over all pairs."""


def reads(probabilities: Array, labels: Array) -> Reads:
    """Of probabilities (classes, n)."""
    with np.errstate(divide="ignore"):
        loss = -np.mean(np.log(probabilities[labels, np.arange(len(labels))]))
    return Reads(float(loss), float(np.mean(np.argmax(probabilities, axis=0) == labels)))


def ensemble(mlp: Mlp, ws: Sequence[Array], data: Data) -> Ensemble:
    """Networks of one shape, by their weights.

    As -log is convex, the loss of the mean is never above the mean of the losses.
    """
    each = [mlp.probabilities(w, data.inputs) for w in ws]
    together = reads(np.mean(each, axis=0), data.labels)
    said = [np.argmax(one, axis=0) for one in each]
    apart = [float(np.mean(a != b)) for a, b in combinations(said, 2)]
    alone = tuple(reads(one, data.labels) for one in each)
    return Ensemble(alone, together, float(np.mean(apart)) if apart else 0.0)
