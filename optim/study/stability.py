"""Where a learning rate is too large for a curvature: bounds that are exact on a quadratic."""

from dataclasses import dataclass

import numpy as np

from core.sentences import Sentence, sentence
from core.written import number
from optim.base import Optimizer
from optim.conditions.conditions import Conditions
from optim.curvature import eigenvectors
from optim.problem import Point, Problem

_BEYOND = 1 + 1e-9
"""A bound is passed when it is passed by more than rounding."""
NO_WINDOW = ((-1.0, 1.0), (-1.0, 1.0))
"""What takes its place where a problem has none."""
_SAME_HESSIAN = 1e-9
"""Hessians are the same where they differ by no more than this share of the largest curvature."""
_GTOL = Conditions.gtol
"""The engine's default: a run whose gradient is no larger ends."""


@dataclass(frozen=True)
class LocalModel:
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


def local_model(problem: Problem, optimizer: Optimizer, at: Point) -> LocalModel | None:
    """What there is at a point; None where loss, gradient or Hessian is not finite."""
    x, y = float(at[0]), float(at[1])
    with np.errstate(all="ignore"):
        grad = np.array(problem.grad(x, y), np.float64)
        hxx, hxy, hyy = problem.hess(x, y)
        numbers = np.array([problem.fun(x, y), *grad, hxx, hxy, hyy], np.float64)
        if not np.isfinite(numbers).all():
            return None
        values, axes = eigenvectors(hxx, hxy, hyy)
    if not np.isfinite(values).all():
        return None
    return LocalModel(problem, optimizer, (x, y), grad, values, axes)


def too_fast(here: LocalModel) -> str:
    """A quadratic, and a learning rate beyond the bound: the sentence, or nothing."""
    part = np.abs(here.vectors.T @ here.grad)  # the gradient along each eigenvector
    bad = (here.values > _unstable_above(here.optimizer)) & (part > max(_GTOL, 1e-12 * here.size))
    if not bad.any() or not _quadratic(here):
        return ""
    sharpest = float(here.values[bad].max())
    return sentence(
        "The learning rate is above {bound}, where L = {sharpest} is the largest curvature: it must"
        " diverge.",
        bound=_bound(here.optimizer, sharpest),
        sharpest=number(sharpest),
    )


def too_sharp(here: LocalModel, minima: tuple[Point, ...]) -> str:
    """Every known minimum is unstable for the method: the sentence, or nothing."""
    if not minima or not here.problem.smooth:
        return ""
    limit, flattest = _unstable_above(here.optimizer), np.inf
    for minimum in minima:
        there = local_model(here.problem, here.optimizer, minimum)
        if there is None or there.values[0] < 0 or not there.values[1] > limit:
            return ""
        away = np.array(here.start) - minimum
        in_line = abs(away @ there.vectors[:, 1]) <= 1e-9 * float(np.hypot(*away))
        if in_line and there.values[0] <= limit:
            return ""  # the start may be one of the few from which a run does end there
        flattest = min(flattest, float(there.values[1]))
    return _cannot_settle(_bound(here.optimizer, flattest), number(flattest), len(minima) > 1)


def _cannot_settle(bound: str, flattest: str, several: bool) -> Sentence:
    if several:
        return sentence(
            "The learning rate is above {bound}: it cannot settle at any known minimum, where the"
            " largest curvature is L = {flattest} or more.",
            bound=bound,
            flattest=flattest,
        )
    return sentence(
        "The learning rate is above {bound}: it cannot settle at the known minimum, where the"
        " largest curvature is L = {flattest}.",
        bound=bound,
        flattest=flattest,
    )


def _unstable_above(optimizer: Optimizer) -> float:
    """The curvature above which the method is unstable."""
    return float(optimizer.stable_limit() / optimizer.base_rate * _BEYOND)


def _bound(optimizer: Optimizer, curvature: float) -> str:
    """The largest stable learning rate at a curvature, as a formula with its value."""
    limit = optimizer.stable_limit()
    return f"{number(limit, 3)}/L = {number(limit / curvature)}"


def _quadratic(here: LocalModel) -> bool:
    """Whether the Hessian is the same at the start and at points near it and far around it.

    Sixteen directions, from a hundredth of a window to a million windows away, and the window's
    diagonal: a test, and no proof.
    """
    (x_lo, x_hi), (y_lo, y_hi) = here.problem.bounds or NO_WINDOW
    angle, radius = np.arange(16) * (np.pi / 8) + 0.1, np.logspace(-2, 6, 9)[:, None]
    x = here.start[0] + (x_hi - x_lo) * (radius * np.cos(angle)).ravel()
    y = here.start[1] + (y_hi - y_lo) * (radius * np.sin(angle)).ravel()
    x, y = np.append(x, np.linspace(x_lo, x_hi, 65)), np.append(y, np.linspace(y_lo, y_hi, 65))
    x, y = np.append(x, here.start[0]), np.append(y, here.start[1])
    with np.errstate(all="ignore"):
        parts = [np.broadcast_to(h, x.shape) for h in here.problem.hess(x, y)]
        off = max(float(np.abs(h - h[-1]).max()) for h in parts)
    return off <= _SAME_HESSIAN * float(np.abs(here.values).max())
