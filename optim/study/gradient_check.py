"""The gradient check: the exact gradient against difference quotients, over the step length."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optim.conditions.differences import Central, Differences, Forward
from optim.problem import Differentiable


@dataclass(frozen=True)
class GradientCheck:
    """Relative errors of the two difference quotients, an entry for each step length."""

    h: np.ndarray
    forward: np.ndarray
    central: np.ndarray

    @property
    def at_best(self) -> tuple[float, float]:
        """The errors where each is best in theory: near eps^(1/2) forward, eps^(1/3) central."""
        eps = np.finfo(np.float64).eps
        forward, central = (
            int(np.argmin(np.abs(np.log(self.h) - np.log(eps) / root))) for root in (2, 3)
        )
        return float(self.forward[forward]), float(self.central[central])


def check_gradient(problem: Differentiable, x: float, y: float, h: Any = None) -> GradientCheck:
    """Compare `problem.grad` at (x, y) with forward and central differences of `problem.fun`.

    `h` (m,): step lengths, by default 61 from 1e-15 to 1. The relative error is that of the CS231n
    notes ("gradient checks"), |a - n| / max(|a|, |n|), of the gradient as a vector with the
    Euclidean norm: from 0 to 2, 0 where both gradients are 0, `nan` where a value is not finite.
    Plotted over h it is a U: on the right the truncation error, of slope 1 (forward) and 2
    (central), on the left the rounding error, of slope -1. The lowest points lie near
    h = eps^(1/2) and eps^(1/3): Nocedal and Wright, Numerical Optimization (2006), section 8.1.
    A step length outside 1e-16 to 1 is a ValueError.
    """
    h = np.logspace(-15, 0, 61) if h is None else np.asarray(h, np.float64).ravel()
    schemes = (Forward(h=h), Central(h=h))
    return GradientCheck(h, *(_errors(problem, float(x), float(y), s) for s in schemes))


def _errors(problem: Differentiable, x: float, y: float, scheme: Differences) -> np.ndarray:
    """The relative error of a scheme that holds an array of step lengths."""
    at_x, at_y = np.full_like(scheme.h, x), np.full_like(scheme.h, y)
    with np.errstate(all="ignore"):
        gx, gy = problem.grad(x, y)
        near_x, near_y = scheme.grad(problem.fun, at_x, at_y)
        wrong = np.hypot(near_x - gx, near_y - gy)
        size = np.maximum(np.hypot(gx, gy), np.hypot(near_x, near_y))
        error = np.where(size == 0, 0.0, wrong / size)
    return np.where(np.isfinite(size), error, np.nan)
