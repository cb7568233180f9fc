"""How a surface curves at a point: the eigenvalues of its Hessian, and what they say."""

import numpy as np

from optim.elementary import Numeric

NOTHING = 1e-9
"""A curvature smaller than this share of the largest counts as none."""


def eigenvalues(hxx: Numeric, hxy: Numeric, hyy: Numeric) -> tuple[np.ndarray, np.ndarray]:
    """The eigenvalues low <= high of Hessians, in their shape; `nan` where one is not finite."""
    parts = np.broadcast_arrays(hxx, hxy, hxy, hyy)
    matrices = np.stack(parts, axis=-1).astype(np.float64).reshape(*parts[0].shape, 2, 2)
    found = np.full(matrices.shape[:-1], np.nan)
    fine = np.isfinite(matrices).all(axis=(-2, -1))
    found[fine] = np.linalg.eigvalsh(matrices[fine])
    return found[..., 0], found[..., 1]


def directions(hxx: float, hxy: float, hyy: float) -> np.ndarray:
    """The eigenvectors of one finite Hessian, as columns in the order of its eigenvalues."""
    found: np.ndarray = np.linalg.eigh([[hxx, hxy], [hxy, hyy]]).eigenvectors
    return found


def kind(low: float, high: float) -> str:
    """minimum, maximum, saddle point or flat point, for the eigenvalues low <= high.

    A flat point is one that second derivatives cannot decide (J. Nocedal and S. J. Wright,
    Numerical Optimization (2006), theorems 2.3 and 2.4).
    """
    small, large = sorted((abs(low), abs(high)))
    if not small > NOTHING * large:
        return "flat point"
    if low > 0:
        return "minimum"
    return "maximum" if high < 0 else "saddle point"
