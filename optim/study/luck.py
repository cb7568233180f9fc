"""Whether the last loss of a run can be counted on, or was luck: runs that went away or wander."""

import numpy as np

from optim.elementary import Numeric
from optim.problem import Problem
from optim.run.trajectory import Trajectory
from optim.status import Status

FARTHEST = 2.0
"""How many windows beyond the window's edge a run may end. Beyond that it ran away."""
CLOSE = 1.05
"""Neighbours on a grid of one knob are alike up to this ratio: they should do about as well."""
CUT = (Status.MAX_STEPS, Status.MAX_EVALUATIONS)
"""How a run ends that its budget ended."""
CLIMB = 10.0
"""A run that is so many times as high as its start was, above where it ended, was thrown about."""


def ran_away(problem: Problem, x: Numeric, y: Numeric, fun: Numeric) -> np.ndarray:
    """Whether a point lies far outside the problem's window or below its known minima."""
    away = np.zeros(np.shape(x), bool)
    for v, (lo, hi) in zip((x, y), problem.bounds or (), strict=False):
        away |= ~(np.abs(v - (lo + hi) / 2) <= (0.5 + FARTHEST) * (hi - lo))
    known = [float(problem.fun(a, b)) for a, b in problem.minima]
    if known:
        away |= fun < min(known) - 1e-9 * max(1.0, abs(min(known)))
    return away


def steady(values: np.ndarray, fun: np.ndarray) -> np.ndarray:
    """The losses that can be counted on: of each candidate the worst of it and its neighbours.

    A run that wanders about is anywhere at its end, and one value of hundreds will have been lucky;
    the next value, two per cent away, was not. `values` (knobs, candidates): only where there is
    one knob do candidates lie so close; else the losses are as they are.
    """
    if len(values) != 1 or not (values > 0).all():
        return fun
    order = np.argsort(values[0])
    v, worst = fun[order], fun[order]
    close = values[0][order][1:] <= CLOSE * values[0][order][:-1]
    worst[1:] = np.maximum(worst[1:], np.where(close, v[:-1], -np.inf))
    worst[:-1] = np.maximum(worst[:-1], np.where(close, v[1:], -np.inf))
    found = np.empty_like(fun)
    found[order] = worst
    return found


def was_thrown(run: Trajectory) -> bool:
    """Whether a run was thrown far up, and has not come to rest since: where it is now is luck."""
    fun = run.fun[np.isfinite(run.fun)]
    up = bool(fun.size) and fun.max() - fun.min() > CLIMB * (fun[0] - fun.min())
    return up and run.status in CUT
