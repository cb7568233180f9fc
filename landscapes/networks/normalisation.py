"""Batch normalisation: what enters an activation, centred and scaled over the samples.

y = gamma (z - mean) / sqrt(variance + EPS) + beta, mean and variance of each unit over the samples
(S. Ioffe and C. Szegedy, ICML 2015, algorithm 1; EPS and the order of parameters are PyTorch's).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from landscapes.base import Array

EPS = 1e-5
Taylor = list[Any]
"""The coefficients of 1, of d/dx and d/dy, of d2/dx2, d2/dxdy and d2/dy2: the first 1, 3 or 6 of
them. None is nothing, as arrays of zeros would be."""
SECONDS = ((1, 1), (1, 2), (2, 2))


@dataclass(frozen=True, eq=False)
class Normalised:
    """Inputs (units, n) as they were normalised, and what was divided by (units, 1)."""

    z: Array
    deviation: Array
    gamma: Array

    @classmethod
    def of(cls, z: Array, gamma: Array) -> "Normalised":
        """By their own mean and variance."""
        centred = z - z.mean(axis=1, keepdims=True)
        deviation = np.sqrt(np.mean(centred * centred, axis=1, keepdims=True) + EPS)
        centred /= deviation
        return cls(centred, deviation, gamma[:, None])

    def scaled(self, beta: Array) -> Array:
        """gamma z + beta."""
        made: Array = self.gamma * self.z + beta[:, None]
        return made

    def back(self, slope: Array) -> tuple[Array, Array, Array]:
        """The gradient by what came in, by gamma and by beta, from that by what went out."""
        by_gamma, by_beta = (slope * self.z).sum(axis=1), slope.sum(axis=1)
        n = slope.shape[1]
        inner = slope - (by_beta[:, None] + self.z * by_gamma[:, None]) / n
        return self.gamma / self.deviation * inner, by_gamma, by_beta


def folded(matrix: Array, bias: Array, z: Array, gamma: Array, beta: Array) -> tuple[Array, Array]:
    """The layer without normalisation that does the same, with the statistics of `z` held fixed."""
    scale = gamma / np.sqrt(z.var(axis=1) + EPS)
    return scale[:, None] * matrix, scale * (bias - z.mean(axis=1)) + beta


# -- with derivatives -----------------------------------------------------------------------


def normalised(z: Taylor, gamma: Taylor, beta: Taylor) -> Taylor:
    """The coefficients of what is normalised, from those of inputs (.., units, n), gamma, beta."""
    centred = [None if v is None else v - v.mean(axis=-1, keepdims=True) for v in z]
    squares = _product(centred, centred)
    variance = [None if v is None else v.mean(axis=-1, keepdims=True) for v in squares]
    scaled = _product(_product(gamma, _inverse_root(variance)), centred)
    return [_sum(a, b) for a, b in zip(scaled, beta, strict=True)]


def _inverse_root(v: Taylor) -> Taylor:
    """Of (v + EPS)^(-1/2)."""
    level = v[0] + EPS
    made = [1 / np.sqrt(level)]
    if len(v) == 1:
        return made
    first = -0.5 * made[0] / level
    made += [first * v[1], first * v[2]]
    if len(v) > 3:
        second = -1.5 * first / level
        made += [
            second * (v[i] * v[j]) + first * w for (i, j), w in zip(SECONDS, v[3:], strict=True)
        ]
    return made


def _product(a: Taylor, b: Taylor) -> Taylor:
    """Of a b."""
    made = [a[0] * b[0]]
    if len(a) > 1:
        made += [a[k] * b[0] + a[0] * b[k] for k in (1, 2)]
    for k, (i, j) in enumerate(SECONDS if len(a) > 3 else (), 3):
        cross = a[i] * b[j] + a[j] * b[i]
        for v, w in ((a[k], b[0]), (b[k], a[0])):
            cross = cross if v is None else cross + v * w
        made.append(cross)
    return made


def _sum(a: Any, b: Any) -> Any:
    return a if b is None else a + b
