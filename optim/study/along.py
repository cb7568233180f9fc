"""What a run meets on its way: how the ground curves, and where its steps point."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optim.curvature import eigenvalues
from optim.elementary import Numeric
from optim.problem import Differentiable, Point
from optim.run.trajectory import Trajectory


@dataclass(frozen=True)
class Along:
    """One entry for each point of a run; `nan` where a quantity is not defined there."""

    low: np.ndarray
    """Lowest eigenvalue of the Hessian."""
    high: np.ndarray
    """Highest eigenvalue of the Hessian."""
    condition: np.ndarray
    """Condition number of the Hessian: its largest |eigenvalue| over its smallest."""
    to_gradient: np.ndarray
    """Degrees, 0 to 180, between the step taken from here and minus the gradient here."""
    to_minimum: np.ndarray
    """Degrees between the step taken from here and the straight line to the minimum."""


def along(
    problem: Differentiable, run: Trajectory, minima: Sequence[tuple[float, float]] = ()
) -> Along:
    """Curvature and directions at every point of a run.

    The gradient is the exact one, also where the run itself saw noise. The minimum is the one of
    `minima` nearest to the run's last finite point. Angles are `nan` at the last point, from which
    no step was taken, where a step is 0, and, each, where the gradient is 0 or no minimum is known.
    Degrees: on a ravine gradient descent is at 0 to its gradient, and far from the minimum's
    direction: the steepest way is not the shortest.
    """
    low, high = _eigenvalues(problem, run)
    with np.errstate(all="ignore"):
        sizes = np.sort(np.abs([low, high]), axis=0)
        condition = np.where(sizes[0] > 0, sizes[1] / sizes[0], np.nan)
        step_x, step_y = np.diff(run.x, append=np.nan), np.diff(run.y, append=np.nan)
        to_gradient = _degrees(step_x, step_y, -run.grad_x, -run.grad_y)
        goal_x, goal_y = _goal(run, minima)
        to_minimum = _degrees(step_x, step_y, goal_x - run.x, goal_y - run.y)
    condition = np.where(np.isfinite(condition), condition, np.nan)
    return Along(low, high, condition, to_gradient, to_minimum)


def _eigenvalues(problem: Differentiable, run: Trajectory) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest eigenvalue of the Hessian at each point."""
    with np.errstate(all="ignore"):
        hxx, hxy, hyy, _ = np.broadcast_arrays(*problem.hess(run.x, run.y), run.x)
    return curvatures(hxx, hxy, hyy, run.fun)


def curvatures(
    hxx: Numeric, hxy: Numeric, hyy: Numeric, fun: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The eigenvalues of these Hessians; `nan` where one is not finite, or the loss is `nan`.

    A formula's derivatives may be defined where it is not itself.
    """
    low, high = eigenvalues(hxx, hxy, hyy)
    unknown = np.isnan(fun)
    low[unknown] = high[unknown] = np.nan
    return low, high


def _goal(run: Trajectory, minima: Sequence[Point]) -> tuple[float, float]:
    """The minimum nearest to where the run ended; `nan` where there is none."""
    finite = np.flatnonzero(np.isfinite(run.x) & np.isfinite(run.y))
    if not len(minima) or not len(finite):
        return np.nan, np.nan
    x, y = run.x[finite[-1]], run.y[finite[-1]]
    nearest = min(minima, key=lambda m: float(np.hypot(m[0] - x, m[1] - y)))
    return float(nearest[0]), float(nearest[1])


def _degrees(ax: Numeric, ay: Numeric, bx: Numeric, by: Numeric) -> np.ndarray:
    """The angle between two vectors, accurate also near 0 and 180; `nan` where one is 0."""
    size_a, size_b = np.hypot(ax, ay), np.hypot(bx, by)
    ax, ay, bx, by = ax / size_a, ay / size_a, bx / size_b, by / size_b
    angle: np.ndarray = np.degrees(np.arctan2(np.abs(ax * by - ay * bx), ax * bx + ay * by))
    return angle
