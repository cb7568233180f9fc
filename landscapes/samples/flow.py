"""How the height of a classifier's loss comes about: the numbers from one sample to the loss."""

from typing import NamedTuple

import numpy as np

from landscapes.base import Landscape
from landscapes.samples.linear import Linear
from landscapes.samples.losses import Penalty, chances, terms


class Flow(NamedTuple):
    """What is computed on the way from sample i to the loss, at some weights.

    Of two classes, by label; the sums are those of the surface to the last bit.
    """

    axes: tuple[str, str]
    """What the two features are."""
    names: tuple[str, ...]
    """Of the classes."""
    samples: int
    """How many there are."""
    features: tuple[float, float]
    label: int
    scores: tuple[float, float]
    chances: tuple[float, float]
    """The softmax probabilities of the classes."""
    margin: float
    """By how much the wrong class scores above the right one."""
    of_sample: float
    """The loss of sample i alone."""
    of_data: float
    """Its mean over all samples."""
    size: float
    """What the penalty measures of the weights: R(W)."""
    penalty: float
    """The same times lambda."""
    loss: float
    """The height of the surface: the mean and the penalty together."""


def flow(landscape: Landscape, i: int, x: float, y: float) -> Flow:
    """From sample `i` (0 for the first) to the loss at the weights (x, y).

    For classifiers of two classes that have a `scatter`; else, or where there is no such sample,
    a ValueError.
    """
    seen = landscape.scatter
    if not isinstance(landscape, Linear) or seen is None or not 0 <= i < landscape.samples:
        raise ValueError(f"{landscape.title}: there is no sample {i} to follow.")
    loss, mine = int(landscape.loss), landscape.margins.part(np.array([i]))
    margin = mine.u * x + mine.v * y
    wrong, right = (float(p.item()) for p in chances(margin))
    label = int(seen.label[i])
    a, b, c = (fixed + per_x * x + per_y * y for fixed, per_x, per_y in landscape.lines[0])
    u, v = float(seen.u[i]), float(seen.v[i])
    of_data, penalty = terms(loss, landscape.margins, landscape.penalty, x, y)
    whole = Penalty(1.0, landscape.l1_ratio)
    of_sample, size = terms(loss, mine, whole, x, y)
    return Flow(
        axes=seen.axes,
        names=seen.names,
        samples=landscape.samples,
        features=(u, v),
        label=label,
        scores=(0.0, a * u + b * v + c),
        chances=(wrong, right) if label == 1 else (right, wrong),
        margin=float(margin.item()),
        of_sample=of_sample,
        of_data=of_data,
        size=size,
        penalty=penalty,
        loss=of_data + penalty,
    )
