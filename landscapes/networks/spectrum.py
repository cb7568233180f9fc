"""The Hessian of a network's loss in all its weights, the signs and the top of its spectrum."""

from dataclasses import dataclass

import numpy as np

from landscapes.base import Array
from landscapes.networks.mlp import Mlp
from landscapes.samples.digits import Data

STEP = 1e-4
"""The step of the differences: their error is of its square."""
LARGEST = 1500
"""Weights at most, so that all of it takes a few seconds."""
LEVEL = 1e-3
"""An eigenvalue smaller than this share of the largest one counts as none."""


@dataclass(frozen=True, eq=False)
class Spectrum:
    """The eigenvalues (size,) of a Hessian, lowest first."""

    values: Array

    @property
    def level(self) -> float:
        """Below this size an eigenvalue counts as 0."""
        return LEVEL * float(np.abs(self.values).max())

    @property
    def signs(self) -> tuple[int, int, int]:
        """How many are negative, about 0, and positive."""
        down, up = (int(np.count_nonzero(s * self.values > self.level)) for s in (-1, 1))
        return down, len(self.values) - down - up, up


def hessian(mlp: Mlp, w: Array, data: Data, weight_decay: float = 0.0) -> Array:
    """The Hessian (size, size) at `w`: central differences of the exact gradient, made symmetric.

    Raises ValueError for more than `LARGEST` weights.
    """
    if mlp.size > LARGEST:
        raise ValueError(f"hessian: {mlp.size} weights are more than {LARGEST}.")
    rows = np.empty((mlp.size, mlp.size))
    for k in range(mlp.size):
        ahead, behind = w.copy(), w.copy()
        ahead[k] += STEP
        behind[k] -= STEP
        up, down = (mlp.loss_and_grad(v, data, weight_decay)[1] for v in (ahead, behind))
        rows[k] = (up - down) / (2 * STEP)
    return (rows + rows.T) / 2


def spectrum(mlp: Mlp, w: Array, data: Data, weight_decay: float = 0.0) -> Spectrum:
    """Of the Hessian there."""
    return Spectrum(np.linalg.eigvalsh(hessian(mlp, w, data, weight_decay)))


def sharpest(mlp: Mlp, w: Array, data: Data, weight_decay: float = 0.0) -> float:
    """The largest eigenvalue of the Hessian at `w`, without the Hessian (Lanczos' method).

    Its product with a direction is a central difference of the exact gradient.
    """
    from scipy.sparse.linalg import LinearOperator, eigsh

    def along(direction: Array) -> Array:
        step = STEP / float(np.linalg.norm(direction)) * direction.ravel()
        up, down = (mlp.loss_and_grad(v, data, weight_decay)[1] for v in (w + step, w - step))
        bend: Array = (up - down) * (float(np.linalg.norm(direction)) / (2 * STEP))
        return bend

    hessian = LinearOperator((mlp.size, mlp.size), matvec=along, dtype=np.float64)
    first = np.random.default_rng(0).standard_normal(mlp.size)
    (largest,) = eigsh(hessian, 1, which="LA", v0=first, tol=1e-4, return_eigenvectors=False)
    return float(largest)
