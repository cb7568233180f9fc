"""Eigenvalues of the 2 x 2 Hessian, and when a curvature counts as none."""

import numpy as np

from landscapes.base import Value

NO_CURVATURE = 1e-9
"""A curvature smaller than this share of the other one counts as none."""


def eigenvalues(hxx: Value, hxy: Value, hyy: Value) -> tuple[Value, Value]:
    """The lower and the higher eigenvalue, at one place or at many: the mean and what lies around.

    Good to rounding as a share of the larger one, which is what a look at many places needs;
    `eigenvectors` has the digits of the smaller one too.
    """
    mean, half = (hxx + hyy) / 2, np.hypot((hxx - hyy) / 2, hxy)
    return mean - half, mean + half


def eigenvectors(hxx: float, hxy: float, hyy: float) -> tuple[np.ndarray, np.ndarray]:
    """Both eigenvalues at one place, the lower first, and the unit vectors as columns (LAPACK)."""
    found = np.linalg.eigh([[hxx, hxy], [hxy, hyy]])
    return found.eigenvalues, found.eigenvectors


def curves_up(hxx: Value, hxy: Value, hyy: Value) -> Value:
    """Whether both eigenvalues are positive, without finding them; False where one is nan."""
    return (hxx > 0) & (hxx * hyy - hxy * hxy > 0)
