"""What a run stands on that came to rest: a minimum, a saddle or a maximum, by the Hessian."""

import math

import numpy as np

from optim.curvature import bends, no_curvature
from optim.problem import Problem
from optim.status import Status

NEARBY = 1e-3
"""A share of the window: where the curvature says that the gradient vanishes only further away,
nothing is there. So it is on the flank of a plateau, which is level and curved a little."""


def judged(
    problem: Problem, x: np.ndarray, y: np.ndarray, code: np.ndarray, flat: float
) -> np.ndarray:
    """The codes of runs that ended at (x, y), where "converged" may become "saddle" or "maximum".

    The rule is told in `Status`. `flat` is what `status.flat_below` says. Arrays (n,), also for one
    run alone: so every engine gets the same answer.
    """
    rest = np.flatnonzero(code == Status.CONVERGED.code)
    if not rest.size:
        return code
    at = x[rest], y[rest]
    gtol, across = tolerance(problem, flat)
    with np.errstate(all="ignore"):
        low, high = bends(*np.broadcast_arrays(*problem.arrays.hess(*at), at[0])[:3])
        least = no_curvature(low, high, gtol, across)
        falls = low < -least
        if across:
            slope = np.hypot(*np.broadcast_arrays(*problem.arrays.grad(*at), at[0])[:2])
            falls &= slope <= NEARBY * across * -low
        code = code.copy()
        code[rest[falls & (high > least)]] = Status.SADDLE.code
        code[rest[falls & (high <= least)]] = Status.MAXIMUM.code
    return code


def tolerance(problem: Problem, flat: float) -> tuple[float, float]:
    """The gradient's tolerance, and how far it is across the window; 0 where there is none."""
    if problem.bounds is None:
        return 0.0, 0.0
    return math.sqrt(max(flat, 0.0)), max(float(hi) - float(lo) for lo, hi in problem.bounds)
