"""Dropout as many networks: four masks of a sum of two, and the mean over masks of a network.

With dropout p each unit is left out with probability p. The mean over all thinned networks is what
one wants when testing. The whole network with its scaled weights has exactly that mean where all
that comes after the masks is linear; elsewhere it only lies close (N. Srivastava et al., JMLR 15
(2014), 1929-1958, section 7.5).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from landscapes.base import Array
from landscapes.networks.mlp import Mlp

CHUNK = 2000
"""Columns of inputs that are thinned at once."""


class Mask(NamedTuple):
    """One of the four masks of a = w1 x + w2 y: which inputs stay, how likely that is, and a."""

    x: bool
    y: bool
    chance: float
    value: float


def four_masks(
    weights: tuple[float, float], inputs: tuple[float, float], dropout: float, inverted: bool
) -> tuple[Mask, ...]:
    """All masks of w1 x + w2 y; `inverted`: what stays is divided by 1 - dropout."""
    (w1, w2), (x, y), stays = weights, inputs, 1 - dropout
    scale = 1 / stays if inverted else 1.0
    return tuple(
        Mask(
            has_x,
            has_y,
            (stays if has_x else dropout) * (stays if has_y else dropout),
            scale * (w1 * x * has_x + w2 * y * has_y),
        )
        for has_x, has_y in ((True, True), (True, False), (False, True), (False, False))
    )


def mean_of(masks: Sequence[Mask]) -> float:
    """The expectation over the masks."""
    return sum(mask.chance * mask.value for mask in masks)


def variance_of(masks: Sequence[Mask]) -> float:
    """How far the values lie from their mean, squared, in expectation over the masks.

    It is p (1 - p) s^2 ((w1 x)^2 + (w2 y)^2) for the scale s, so for one sum w1 x + w2 y it is
    smallest where both products are alike (N. Srivastava et al., section 9.1).
    """
    mean = mean_of(masks)
    return sum(mask.chance * (mask.value - mean) ** 2 for mask in masks)


def thinned(mlp: Mlp, w: Array, inputs: Array, dropout: float, rng: np.random.Generator) -> Array:
    """The scores (classes, n) of thinned networks, a mask of its own for each row of `inputs`.

    The masks and the scaling (inverted) are those of training, see `Mlp.loss_and_grad`.
    """
    *hidden, (matrix, bias) = mlp.layers(w)
    h = inputs.T
    for k, (inner, shift) in enumerate(hidden):
        a = mlp.activate(inner @ h + shift[:, None])
        a *= (rng.random(a.shape) >= dropout) / (1 - dropout)
        h = h + a if mlp.skips(k) else a
    scores: Array = matrix @ h + bias[:, None]
    return scores


class Average(NamedTuple):
    """How far means over masks lie from the whole network, by how many masks there are: (k,)."""

    counts: Array
    scores: Array
    """The distance of the mean scores, as a share of the length of the whole network's."""
    shares: Array
    """The mean distance of the probabilities, class by class."""


def averaged(
    mlp: Mlp, w: Array, inputs: Array, dropout: float, counts: Sequence[int], seed: int = 0
) -> Average:
    """Means over the first 1, 2, ... of so many masks, at each of the rising `counts`."""
    rng = np.random.default_rng((seed, 11))
    whole, likely = mlp.scores(w, inputs), mlp.probabilities(w, inputs)
    total, chances = np.zeros_like(whole), np.zeros_like(whole)
    off, far, done = [], [], 0
    for count in counts:
        while done < count:
            more = min(count - done, max(1, CHUNK // len(inputs)))
            scores = thinned(mlp, w, np.tile(inputs, (more, 1)), dropout, rng)
            scores = scores.reshape(len(whole), more, len(inputs))
            total += scores.sum(axis=1)
            chances += softmax(scores).sum(axis=1)
            done += more
        off.append(np.linalg.norm(total / count - whole) / np.linalg.norm(whole))
        far.append(np.mean(np.abs(chances / count - likely)))
    return Average(np.array(counts), np.array(off), np.array(far))


def softmax(scores: Array) -> Array:
    """Along the first axis."""
    shares = np.exp(scores - scores.max(axis=0))
    made: Array = shares / shares.sum(axis=0)
    return made
