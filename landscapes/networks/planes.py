"""Planes through the space of a network's weights: a place (x, y) on one is a weight vector."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from landscapes.base import Array
from landscapes.networks.mlp import Mlp

PLANE_SEEDS = 1_000_000
"""Where the seeds of planes begin: those of first weights are smaller. From one seed a plane would
be drawn from the very numbers of the first weights, and its first direction would be them."""
ENOUGH = 1e-9
"""A direction shorter than this share of the other says nothing of its own."""


@dataclass(frozen=True, eq=False)
class Plane:
    """All weights origin + x first + y second, each (size,)."""

    origin: Array
    first: Array
    second: Array
    explained: float | None = None
    """The share of a trajectory's variance that lies in the plane; None where there is none."""

    def at(self, x: float, y: float) -> Array:
        """The weights at (x, y)."""
        moved: Array = self.origin + x * self.first + y * self.second
        return moved

    def project(self, ws: ArrayLike) -> tuple[Array, Array, Array]:
        """The nearest place on the plane to each of the weights (k, size): x, y and distance.

        The distance is the Euclidean one between the weights and those at (x, y).
        """
        basis = np.stack([self.first, self.second])
        away = np.atleast_2d(np.asarray(ws, np.float64)) - self.origin
        x, y = np.linalg.solve(basis @ basis.T, basis @ away.T)
        return (
            x,
            y,
            np.linalg.norm(away - np.outer(x, self.first) - np.outer(y, self.second), axis=1),
        )


def random_plane(mlp: Mlp, w: Array, seed: int) -> Plane:
    """The plane through `w` along two random directions, filter-normalised.

    Normal numbers; each row of a matrix (what feeds one unit: its filter) is scaled to the length
    of that row of `w`, biases stay as they are. So one unit along an axis changes each unit's
    weights by their own size, and networks can be compared: H. Li et al., Visualizing the Loss
    Landscape of Neural Nets, NeurIPS 2018, section 4 (arXiv:1712.09913). As there, the two are not
    made orthogonal: so many random numbers nearly are. The numbers are others than those of the
    first weights, `Mlp.initial`, of the same seed.
    """
    rng = np.random.default_rng(PLANE_SEEDS + seed)
    return Plane(w, _direction(mlp, w, rng), _direction(mlp, w, rng))


def _direction(mlp: Mlp, w: Array, rng: np.random.Generator) -> Array:
    made = np.zeros_like(w)
    for (new, _), (matrix, _) in zip(mlp.layers(made), mlp.layers(w), strict=True):
        new[:] = rng.standard_normal(matrix.shape)
        new *= (np.linalg.norm(matrix, axis=1) / np.linalg.norm(new, axis=1))[:, None]
    return made


def pca_plane(ws: ArrayLike, origin: Array | None = None) -> Plane:
    """The plane through `origin` (default: the last row) that shows most of a trajectory (k, size).

    The first two principal components of the rows w_i - w_end (H. Li et al. 2018, section 7),
    about their mean, as their code and scikit-learn's PCA do it. Both directions have length 1 and
    are orthogonal, so lengths and angles are true; the first row lies at x >= 0 and y >= 0 as seen
    from the origin. `explained` is the share of the variance along the two. Where the rows span
    no plane, what is missing is a random direction. Several runs: stack their rows.
    """
    ws = np.atleast_2d(np.asarray(ws, np.float64))
    origin = ws[-1] if origin is None else origin
    away = ws - ws.mean(axis=0)
    # The rows are few and long: the small matrix of their products has the same components.
    values, vectors = np.linalg.eigh(away @ away.T)
    total = float(np.sum(away * away))
    found = [away.T @ v for v in vectors.T[:-3:-1]]
    first, second = _orthonormal(found, len(origin))
    first, second = (d if d @ (ws[0] - origin) >= 0 else -d for d in (first, second))
    explained = min(1.0, float(values[-2:].clip(0).sum()) / total) if total > 0 else 1.0
    return Plane(origin, first, second, explained)


def three_point_plane(a: Array, b: Array, c: Array) -> Plane:
    """The plane through three weight vectors: a lies at (0, 0), b at (1, 0), c where it must.

    The axes are orthogonal and one unit is |b - a| along both, so angles are true and lengths are
    so up to that unit (T. Garipov et al., NeurIPS 2018, appendix A.3, who make it 1). Raises
    ValueError where the three lie on a line.
    """
    first, other = b - a, c - a
    unit = np.linalg.norm(first)
    across = other - first * ((other @ first) / unit**2) if unit > 0 else first
    width = np.linalg.norm(across)
    if not width > ENOUGH * np.linalg.norm(other):
        raise ValueError("The three networks lie on one line, which spans no plane.")
    return Plane(a, first, across * (unit / width))


def _orthonormal(found: list[Array], size: int) -> tuple[Array, Array]:
    """Two orthonormal directions along those found, filled up with random ones."""
    longest = max((float(np.linalg.norm(d)) for d in found), default=0.0)
    rng, made = np.random.default_rng(0), list[Array]()
    while len(made) < 2:
        d = found.pop(0) if found else rng.standard_normal(size)
        full = float(np.linalg.norm(d))
        for _ in range(2):  # twice is enough (B. Parlett, The Symmetric Eigenvalue Problem, 1980)
            for other in made:
                d = d - other * (other @ d)
        length = float(np.linalg.norm(d))
        if length > ENOUGH * max(full, longest * float(bool(found))):
            made.append(d / length)
    return made[0], made[1]
