"""How far rounding carries a run: the same run again, with its gradients rounded otherwise.

Two programs for one method add the same numbers in another order, so their gradients differ in the
last digit. Most runs forget that. Some multiply it with every step: in a chaotic race, in a
quotient of two numbers that have become tiny, or where a memory divides by differences that cancel.
"""

import math
from itertools import cycle
from typing import Any

import numpy as np

from optim.base import Optimizer
from optim.problem import Differentiable, Point, Problem, as_problem
from optim.run.minimize import minimize
from optim.run.trajectory import Trajectory

AGREED = 1e-10
"""Of 1 + max(|x|, |y|): what counts as the same point."""
MARGIN = 100.0
"""Another program's roundings may add up so many times worse than the few that are tried here."""
SEEDS = (1, 2, 3)
TURNS = 997
"""After so many evaluations the roundings are the same again."""
EPS = float(np.finfo(np.float64).eps)


class RoundedOtherwise(Problem):
    """A loss whose gradient is taken a last digit aside, and is itself right but for that digit."""

    def __init__(self, given: Problem, seed: int) -> None:
        self.given, self.kernel = given, given.floats
        self.partial = given.partial
        turns = np.random.default_rng(seed).integers(-1, 2, (TURNS, 4))
        self.turns = cycle((1 + EPS * turns).tolist())

    @property
    def arrays(self) -> Differentiable:
        """Losses are only looked at."""
        return self.given.arrays

    def fun(self, x: Any, y: Any) -> Any:
        """As it is."""
        return self.kernel.fun(x, y)

    def grad(self, x: Any, y: Any) -> Any:
        """Rounded otherwise."""
        across, up, more_x, more_y = next(self.turns)
        gx, gy = self.kernel.grad(x * across, y * up)
        return gx * more_x, gy * more_y

    def hess(self, x: Any, y: Any) -> Any:
        """As it is."""
        return self.kernel.hess(x, y)


def spread(
    run: Trajectory, problem: Differentiable, optimizer: Optimizer, **conditions: Any
) -> np.ndarray:
    """At each point of a run how far off, by its size, it may be if it is rounded otherwise."""
    start: Point = (float(run.x[0]), float(run.y[0]))
    apart = np.zeros(len(run.x))
    for seed in SEEDS:
        loss = RoundedOtherwise(as_problem(problem), seed)
        other = minimize(loss, optimizer, start, run.steps, gtol=0.0, **conditions)
        apart = np.maximum(apart, _apart(run, other))
    found: np.ndarray = np.maximum.accumulate(apart)
    return found


def _apart(run: Trajectory, other: Trajectory) -> np.ndarray:
    """How far apart two runs are at each point of the first; without end where one has none."""
    apart, n = np.full(len(run.x), math.inf), min(len(run.x), len(other.x))
    mine, theirs = np.stack([run.x, run.y])[:, :n], np.stack([other.x, other.y])[:, :n]
    with np.errstate(all="ignore"):
        off = abs(theirs - mine).max(axis=0) / (1 + abs(mine).max(axis=0))
    apart[:n] = np.where((theirs == mine).all(axis=0), 0.0, np.nan_to_num(off, nan=math.inf))
    return apart


def steps_alike(
    run: Trajectory, problem: Differentiable, optimizer: Optimizer, **conditions: Any
) -> int:
    """How many steps of a run any careful program takes alike, to `AGREED`; all of them, mostly."""
    doubtful = np.flatnonzero(MARGIN * spread(run, problem, optimizer, **conditions) > AGREED)
    return int(doubtful[0]) - 1 if len(doubtful) else run.steps
