"""Where a learning rate is too large for a curvature: bounds that are exact on a quadratic."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optim.base import Optimizer, Problem

Point = tuple[float, float]

# c, where the method is unstable for a curvature above c / learning_rate. On a quadratic each
# eigenvector of the Hessian, with eigenvalue h and s = learning_rate h, is a recursion of its own:
#   gd        e'  = (1 - s) e                             |1 - s| > 1       iff s > 2
#   momentum  e'' = (1 + b - s) e' - b e                  a root below -1   iff s > 2 (1 + b)
#   nesterov  e'' = (1 + b) (1 - s) e' - b (1 - s) e      a root below -1   iff s > 2 (1+b)/(1+2b)
# The second is Polyak, Introduction to Optimization (1987), section 3.2.1. The third follows from
# optim/methods/nesterov.py, v' = b v + g and x' = x - a (g + b v'): of its characteristic
# polynomial p(z) = z^2 - (1 + b)(1 - s) z + b (1 - s), p(-1) = 2 (1 + b) - s (1 + 2 b) is negative.
# Beyond the bound |e| never falls below its first value: by induction on the recursions, with
# e_1 = (1 - s) e_0 or (1 - s - s b) e_0. So the gradient stays at least as large as its first part
# along that eigenvector, and no tolerance below it ends the run.
LIMITS: dict[str, Callable[[float], float]] = {
    "gd": lambda b: 2.0,
    "momentum": lambda b: 2.0 * (1 + b),
    "nesterov": lambda b: 2.0 * (1 + b) / (1 + 2 * b),
}
_BEYOND = 1 + 1e-9
"""A bound is passed when it is passed by more than rounding."""
_GTOL = 1e-6
"""The engine's default: a run whose gradient is no larger ends."""


@dataclass(frozen=True)
class Here:
    """A method at a point: gradient (2,), Hessian eigenvalues (2,) low first, and its axes."""

    problem: Problem
    optimizer: Optimizer
    start: Point
    grad: np.ndarray
    values: np.ndarray
    vectors: np.ndarray
    """Eigenvectors, as columns."""

    @property
    def size(self) -> float:
        """The norm of the gradient."""
        return float(np.hypot(*self.grad))


def look(problem: Problem, optimizer: Optimizer, at: Point) -> Here | None:
    """What there is at a point; None where loss, gradient or Hessian is not finite."""
    x, y = float(at[0]), float(at[1])
    with np.errstate(all="ignore"):
        grad = np.array(problem.grad(x, y), np.float64)
        hxx, hxy, hyy = problem.hess(x, y)
        hessian = np.array([[hxx, hxy], [hxy, hyy]], np.float64)
        known = np.isfinite(problem.fun(x, y)) and np.isfinite(grad).all()
    if not (known and np.isfinite(hessian).all()):
        return None
    return Here(problem, optimizer, (x, y), grad, *np.linalg.eigh(hessian))


def too_fast(here: Here) -> str:
    """A quadratic, and a learning rate beyond the bound: the sentence, or nothing."""
    part = np.abs(here.vectors.T @ here.grad)  # the gradient along each eigenvector
    bad = (here.values > _reach(here.optimizer)) & (part > max(_GTOL, 1e-12 * here.size))
    if not bad.any() or not _quadratic(here):
        return ""
    sharpest = float(here.values[bad].max())
    return (
        f"The learning rate is above {_bound(here.optimizer, sharpest)}, where L = {sharpest:.4g} "
        "is the curvature: it must diverge."
    )


def too_sharp(here: Here, minima: tuple[Point, ...]) -> str:
    """Every known minimum is unstable for the method: the sentence, or nothing."""
    if not minima or not getattr(here.problem, "smooth", True):
        return ""
    reach, flattest = _reach(here.optimizer), np.inf
    for minimum in minima:
        there = look(here.problem, here.optimizer, minimum)
        if there is None or there.values[0] < 0 or not there.values[1] > reach:
            return ""
        away = np.array(here.start) - minimum
        in_line = abs(away @ there.vectors[:, 1]) <= 1e-9 * float(np.hypot(*away))
        if in_line and there.values[0] <= reach:
            return ""  # the start may be one of the few from which a run does end there
        flattest = min(flattest, float(there.values[1]))
    which = "the known minimum" if len(minima) == 1 else "any known minimum"
    return (
        f"The learning rate is above {_bound(here.optimizer, flattest)}: it cannot settle at "
        f"{which}, where the curvature is L = {flattest:.4g}{' or more' * (len(minima) > 1)}."
    )


def _limit(optimizer: Optimizer) -> float:
    return LIMITS[optimizer.slug](getattr(optimizer, "momentum", 0.0))


def _reach(optimizer: Optimizer) -> float:
    """The curvature above which the method is unstable."""
    rate: float = getattr(optimizer, "learning_rate", 0.0)
    return _limit(optimizer) / rate * _BEYOND


def _bound(optimizer: Optimizer, curvature: float) -> str:
    """The largest stable learning rate at a curvature, as a formula with its value."""
    limit = _limit(optimizer)
    return f"{limit:.3g}/L = {limit / curvature:.4g}"


def _quadratic(here: Here) -> bool:
    """Whether the Hessian is the same at the start and at points near it and far around it.

    Sixteen directions, from a hundredth of a window to a million windows away, and the window's
    diagonal: a test, and no proof.
    """
    (x_lo, x_hi), (y_lo, y_hi) = getattr(here.problem, "bounds", ((-1.0, 1.0), (-1.0, 1.0)))
    angle, reach = np.arange(16) * (np.pi / 8) + 0.1, np.logspace(-2, 6, 9)[:, None]
    x = here.start[0] + (x_hi - x_lo) * (reach * np.cos(angle)).ravel()
    y = here.start[1] + (y_hi - y_lo) * (reach * np.sin(angle)).ravel()
    x, y = np.append(x, np.linspace(x_lo, x_hi, 65)), np.append(y, np.linspace(y_lo, y_hi, 65))
    x, y = np.append(x, here.start[0]), np.append(y, here.start[1])
    with np.errstate(all="ignore"):
        parts = [np.broadcast_to(h, x.shape) for h in here.problem.hess(x, y)]
        off = max(float(np.abs(h - h[-1]).max()) for h in parts)
    return off <= 1e-9 * float(np.abs(here.values).max())
