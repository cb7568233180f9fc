"""The matrices of the layers behind the first at the places of a grid, where they are affine."""

from typing import Any

import numpy as np

from landscapes.base import Array

Affine = tuple[Array, ...]
"""A matrix at the origin of the plane, and what x and y add."""


def with_biases(m: Any, b: Any) -> Affine:
    """A layer's matrix (out, in + 1) with its biases last."""
    return tuple(np.concatenate(pair, axis=1) for pair in zip(m, b, strict=True))


def folded(matrices: Affine) -> Affine:
    """What gives for r the scores that the matrices give for 1 - 2 r."""
    return tuple(np.c_[-2 * m[:, :-1], m.sum(axis=1)] for m in matrices)


def at_places(matrices: Affine, xs: Array, ys: Array) -> Array:
    """The matrix at each place, (rows, columns, out, in + 1)."""
    at, by_x, by_y = matrices
    down = at + ys[:, None, None] * by_y
    made: Array = down[:, None] + xs[:, None, None] * by_x
    return made


def largest(matrices: Affine, xs: Array, ys: Array) -> float:
    """What no score is beyond at any place, if all that comes in is at most 1.

    It is convex in x and y, so none of the corners is below what lies between them.
    """
    corners = (np.array([v.min(), v.max()]) for v in (xs, ys))
    return float(np.abs(at_places(matrices, *corners)).sum(axis=-1).max())
