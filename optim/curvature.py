"""How a surface curves at a point: the eigenvalues of its Hessian, and what they say."""

import numpy as np

from core.sentences import N_
from optim.elementary import Numeric

NO_CURVATURE = 1e-9
"""A curvature smaller than this share of the other one counts as none."""


def bends(hxx: Numeric, hxy: Numeric, hyy: Numeric) -> tuple[Numeric, Numeric]:
    """The eigenvalues low <= high of Hessians, for their signs: the mean and what lies around.

    Ten times as fast as `eigenvalues`, and good to rounding as a share of the larger one.
    """
    mean, half = (hxx + hyy) / 2, np.hypot((hxx - hyy) / 2, hxy)
    return mean - half, mean + half


def no_curvature(low: Numeric, high: Numeric, gtol: float = 0.0, across: float = 0.0) -> Numeric:
    """The size up to which a curvature counts as none.

    That is a billionth of the larger one; or what bends the gradient by no more than its tolerance
    `gtol` all the way `across` the window, so that the ground is level as far as a run can tell.
    """
    least = NO_CURVATURE * np.maximum(np.abs(low), np.abs(high))
    return np.maximum(least, gtol / across) if across else least


def eigenvalues(hxx: Numeric, hxy: Numeric, hyy: Numeric) -> tuple[np.ndarray, np.ndarray]:
    """The eigenvalues low <= high of Hessians, in their shape; `nan` where one is not finite."""
    parts = np.broadcast_arrays(hxx, hxy, hxy, hyy)
    matrices = np.stack(parts, axis=-1).astype(np.float64).reshape(*parts[0].shape, 2, 2)
    found = np.full(matrices.shape[:-1], np.nan)
    fine = np.isfinite(matrices).all(axis=(-2, -1))
    found[fine] = np.linalg.eigvalsh(matrices[fine])
    return found[..., 0], found[..., 1]


def eigenvectors(hxx: float, hxy: float, hyy: float) -> tuple[np.ndarray, np.ndarray]:
    """Both eigenvalues of one finite Hessian, the lower first, and the unit vectors as columns.

    The values are those of `eigenvalues`, to the last bit.
    """
    found = np.linalg.eigh([[hxx, hxy], [hxy, hyy]])
    return found.eigenvalues, found.eigenvectors


def kind(low: float, high: float) -> str:
    """minimum, maximum, saddle point or flat point, for the eigenvalues low <= high.

    A flat point is one that second derivatives cannot decide (J. Nocedal and S. J. Wright,
    Numerical Optimization (2006), theorems 2.3 and 2.4).
    """
    small, large = sorted((abs(low), abs(high)))
    if not small > NO_CURVATURE * large:
        return N_("flat point")
    if low > 0:
        return N_("minimum")
    return N_("maximum") if high < 0 else N_("saddle point")
