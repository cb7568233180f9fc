"""The loss of a network over a plane of its weights, exactly, with derivatives in the plane.

The first layer's input is affine in the weights, so over the plane it is z0 + x z1 + y z2 for each
sample: three products of matrices, made once, take the place of the largest one at every point.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from landscapes.base import Array, Kernels, Value
from landscapes.networks.mlp import Mlp
from landscapes.networks.normalisation import normalised
from landscapes.networks.planes import Plane
from landscapes.samples.digits import Data

Three = tuple[Array, Array, Array]
TOGETHER = 400_000
"""Bytes of the first activations of points that are worked on together; fewer for derivatives, so
that all that is kept of them stays in the cache."""


@dataclass(frozen=True, eq=False)
class PlaneLoss:
    """A network's loss on a plane, ready to be evaluated at points."""

    mlp: Mlp
    entry: Three
    """What enters the first activation: z0, z1, z2, each (units, n)."""
    layers: tuple[tuple[Three, Three], ...]
    """Matrices and biases (as columns) of the later layers: at the origin, and by x and by y."""
    scales: tuple[tuple[Three, Three], ...]
    """Gamma and beta (as columns) of each hidden layer; none where nothing is normalised."""
    decay: tuple[float, ...]
    """The penalty: the coefficients of 1, x, y, x^2, x y, y^2."""
    labels: Array

    @classmethod
    def of(cls, mlp: Mlp, plane: Plane, data: Data, weight_decay: float = 0.0) -> "PlaneLoss":
        """Three matrix products with all samples."""
        vectors = [np.ascontiguousarray(v) for v in (plane.origin, plane.first, plane.second)]
        at, by_x, by_y = map(mlp.layers, vectors)
        z0, z1, z2 = (
            layers[0][0] @ data.inputs.T + layers[0][1][:, None] for layers in (at, by_x, by_y)
        )
        rest = tuple(
            ((m0, m1, m2), _columns(b0, b1, b2))
            for (m0, b0), (m1, b1), (m2, b2) in zip(at[1:], by_x[1:], by_y[1:], strict=True)
        )
        scales = tuple(
            (_columns(*gammas), _columns(*betas))
            for gammas, betas in (
                zip(*each, strict=True) for each in zip(*map(mlp.scales, vectors), strict=True)
            )
        )
        decay = quadratic(mlp, plane, weight_decay)
        return cls(mlp, (z0, z1, z2), rest, scales, decay, data.labels)

    def part(self, indices: Array | slice) -> "PlaneLoss":
        """The same over some of the samples."""
        z0, z1, z2 = (np.ascontiguousarray(z[:, indices]) for z in self.entry)
        return replace(self, entry=(z0, z1, z2), labels=self.labels[indices])

    def at(self, x: Array, y: Array, terms: int) -> list[Array]:
        """The loss (1 term), with its gradient (3), with its Hessian (6), at points x, y (p,).

        Taylor coefficients are carried forward through the layers (A. Griewank and A. Walther,
        Evaluating Derivatives (2008), chapter 13): value, d/dx, d/dy, d2/dx2, d2/dxdy, d2/dy2.
        What a point gives does not depend, to the last bit, on what stands beside it: products of
        matrices are taken point by point, sums run along the last axis or row by row.
        """
        (z0, z1, z2), left, up = self.entry, x[:, None, None], y[:, None, None]
        z = [z0 + left * z1 + up * z2, z1, z2, *(None,) * 3][:terms]
        h: list[Any] = []
        for k, ((m0, m1, m2), (b0, b1, b2)) in enumerate(self.layers):
            if self.scales:
                z = normalised(z, *(_at(three, left, up, terms) for three in self.scales[k]))
            a = _activated(self.mlp, z)
            h = list(map(_sum, h, a)) if self.mlp.skips(k) else a
            z = _affine(m0 + left * m1 + up * m2, m1, m2, h)
            biases = (b0 + left * b1 + up * b2, b1, b2)
            z[:3] = [v + b for v, b in zip(z[:3], biases, strict=False)]
        z[1:3] = [np.broadcast_to(v, z[0].shape) for v in z[1:3]]  # without layers, they are z1, z2
        penalty = self._penalty(x, y)
        return [v + p for v, p in zip(_loss(z, self.labels), penalty, strict=False)]

    def _penalty(self, x: Array, y: Array) -> tuple[Value, ...]:
        c, cx, cy, cxx, cxy, cyy = self.decay
        value = c + x * (cx + cxx * x + cxy * y) + y * (cy + cyy * y)
        gx, gy = cx + 2 * cxx * x + cxy * y, cy + 2 * cyy * y + cxy * x
        return value, gx, gy, 2 * cxx, cxy, 2 * cyy

    def kernels(self, arrays: bool) -> Kernels:
        """For arrays of one shape, or for floats."""
        make = self._many if arrays else self._single
        return Kernels(make(1, slice(0, 1)), make(3, slice(1, 3)), make(6, slice(3, 6)))

    def _single(self, terms: int, wanted: slice) -> Callable[[float, float], Value]:
        def single(x: float, y: float) -> Value:
            found = self.at(np.array([x]), np.array([y]), terms)[wanted]
            return tuple(v.item() for v in found) if terms > 1 else found[0].item()

        return single

    def _many(self, terms: int, wanted: slice) -> Callable[[Array, Array], Value]:
        together = max(1, TOGETHER // (8 * self.entry[0].size * ((terms + 1) // 2)))

        def many(x: Array, y: Array) -> Value:
            xs, ys = x.ravel(), y.ravel()
            made = np.empty((wanted.stop - wanted.start, x.size))
            for k in range(0, x.size, together):
                some = slice(k, k + together)
                made[:, some] = self.at(xs[some], ys[some], terms)[wanted]
            parts = made.reshape(len(made), *x.shape)
            return tuple(parts) if terms > 1 else parts[0]

        return many


def quadratic(mlp: Mlp, plane: Plane, weight_decay: float) -> tuple[float, ...]:
    """The penalty at origin + x first + y second as coefficients of 1, x, y, x^2, x y, y^2."""
    o, u, v = (mlp.penalised * each for each in (plane.origin, plane.first, plane.second))
    half = 0.5 * weight_decay
    terms = (o @ o, 2 * (o @ u), 2 * (o @ v), u @ u, 2 * (u @ v), v @ v)
    return tuple(half * float(term) for term in terms)


def _columns(at: Array, by_x: Array, by_y: Array) -> Three:
    """Numbers a unit as columns."""
    return at[:, None], by_x[:, None], by_y[:, None]


def _at(three: Three, left: Array, up: Array, terms: int) -> list[Any]:
    """The coefficients of what is affine in the plane."""
    at, by_x, by_y = three
    return [at + left * by_x + up * by_y, by_x, by_y, *(None,) * 3][:terms]


def _sum(a: Value, b: Value) -> Value:
    """a + b, where None is nothing."""
    return b if a is None else a if b is None else a + b


def _activated(mlp: Mlp, z: list[Any]) -> list[Any]:
    """The coefficients behind the activation; tanh'' = -2 tanh tanh', ReLU'' = 0."""
    a = mlp.activate(z[0])
    if len(z) == 1:
        return [a]
    slope = mlp.slope(a)
    made = [a, slope * z[1], slope * z[2]]
    if len(z) == 3:
        return made
    seconds = [None if v is None else slope * v for v in z[3:]]
    if mlp.activation == "tanh":
        bend_x, bend_y = -2 * a * made[1], -2 * a * made[2]
        bends = (bend_x * z[1], bend_x * z[2], bend_y * z[2])
        seconds = [_sum(v, bend) for v, bend in zip(seconds, bends, strict=True)]
    return made + seconds


def _affine(m: Array, mx: Array, my: Array, h: list[Any]) -> list[Any]:
    """The coefficients of (m + ...) h, without biases, where the matrix is affine in x and y."""
    made = [m @ h[0]]
    if len(h) > 1:
        made += [m @ h[1] + mx @ h[0], m @ h[2] + my @ h[0]]
    if len(h) > 3:
        hx, hy = h[1], h[2]
        extra = (2 * (mx @ hx), mx @ hy + my @ hx, 2 * (my @ hy))
        made += [_sum(e, None if v is None else m @ v) for e, v in zip(extra, h[3:], strict=True)]
    return made


def _loss(z: list[Any], labels: Array) -> list[Array]:
    """Mean cross-entropy of scores (p, classes, n) and its derivatives, by those of the scores."""
    n, each = len(labels), np.arange(len(labels))

    def mean(shares: Array, v: Array) -> Array:
        """The mean over samples of v as its shares weigh it, less v of the right class."""
        right = v[:, labels, each]
        found: Array = ((shares * v).sum(axis=1) - right).sum(axis=1) / n
        return found

    top = z[0].max(axis=1, keepdims=True)
    shares = np.exp(z[0] - top)
    sums = shares.sum(axis=1)
    right = z[0][:, labels, each]
    value = (np.log(sums) + top[:, 0] - right).sum(axis=1) / n
    if len(z) == 1:
        return [value]
    shares /= sums[:, None]
    found = [value, mean(shares, z[1]), mean(shares, z[2])]
    if len(z) == 3:
        return found
    means = [(shares * v).sum(axis=1) for v in z[1:3]]
    for v, (i, j) in zip(z[3:], ((0, 0), (0, 1), (1, 1)), strict=True):
        spread = (shares * (z[1 + i] * z[1 + j])).sum(axis=1) - means[i] * means[j]
        bend = spread.sum(axis=1) / n
        found.append(bend if v is None else bend + mean(shares, v))
    return found
