"""Performance profiles: which optimizer solves most of a set of problems, and how cheaply."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optim.base import Optimizer
from optim.conditions.conditions import Conditions
from optim.problem import Bounds, Differentiable, as_problem
from optim.run.minimize import run_one
from optim.run.trajectory import Trajectory


def starts_for(bounds: Bounds, count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """`count` starts (x, y), uniform in the window.

    The first ones do not depend on how many are drawn.
    """
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    u, v = np.random.default_rng(seed).random((count, 2)).T
    return x_lo + (x_hi - x_lo) * u, y_lo + (y_hi - y_lo) * v


def costs(
    problem: Differentiable,
    optimizer: Optimizer,
    starts: tuple[np.ndarray, np.ndarray],
    budget: int,
    gtol: float = 1e-6,
    seed: int = 0,
    **options: Any,
) -> list[Trajectory]:
    """A run from each start with at most `budget` evaluations; `options` as for `minimize`.

    A stochastic method takes seed, seed + 1, ...: chance is averaged over the starts.
    """
    shared = Conditions.of(budget, gtol, max_evaluations=budget, **options)
    problem = as_problem(problem)
    return [
        run_one(problem, optimizer, (float(x), float(y)), replace(shared, seed=seed + k))
        for k, (x, y) in enumerate(zip(*starts, strict=True))
    ]


def target_for(start_loss: float, lowest_loss: float, tau: float) -> float:
    """The loss at which a run counts as having solved the problem: f_L + tau (f(x0) - f_L).

    J. J. Moré and S. M. Wild, SIAM Journal on Optimization 20 (2009), 172-191, eq. 2.2; f_L is the
    loss at the known minimum, so that the answer does not depend on which solvers take part.
    """
    return lowest_loss + tau * (start_loss - lowest_loss)


def solved_at(run: Trajectory, target: float, floor: float = -np.inf) -> float:
    """Evaluations up to the first point of the run with a loss of at most `target`, or `inf`.

    A loss below `floor`, the one at the known minimum, is no solution: the run fell off a surface
    that has no lowest point outside the window.
    """
    good = (run.fun <= target) & (run.fun >= floor - 1e-9 * max(1.0, abs(floor)))
    return float(run.cost[np.argmax(good)]) if good.any() else np.inf


@dataclass(frozen=True)
class Profile:
    """Step functions: `share[s, i]` of the problems are solved by s within `ratio[i]` of the best.

    `ratio` (m,) runs from 1 in equal factors; `share` is (solvers, m). A share is exact at its
    ratio. Column 0 is how often a solver was the cheapest, the last one how often it solved at all.
    """

    ratio: np.ndarray
    share: np.ndarray


def performance(costs: Sequence[Sequence[float]] | np.ndarray, points: int = 129) -> Profile:
    """The performance profile of costs (solvers, problems); `inf` or `nan` where not solved.

    E. D. Dolan and J. J. Moré, Mathematical Programming 91 (2002), 201-213, eq. 2.1: the ratio of
    a cost to the lowest one of any solver on that problem, and eq. 2.2: the share of all problems
    with a ratio of at most this. A problem that nobody solved counts for nobody. The ratios end at
    the largest finite one (2 at least), which takes the place of the paper's r_M. A cost below one
    evaluation counts as one. ValueError unless there are two dimensions, solvers and problems.
    """
    table = np.asarray(costs, np.float64)
    if table.ndim != 2 or 0 in table.shape or (table < 0).any():
        raise ValueError("Costs must be a table of solvers by problems, none below zero.")
    table = np.where(np.isnan(table), np.inf, np.maximum(table, 1.0))
    best = table.min(axis=0)
    ratios = np.full(table.shape, np.inf)
    np.divide(table, best, out=ratios, where=np.isfinite(table))
    top = max(float(ratios.max(initial=2.0, where=np.isfinite(ratios))), 2.0)
    ratio = 2.0 ** np.linspace(0.0, np.log2(top), max(points, 2))
    ratio[-1] = top  # not a rounding below it, which would lose the last problem
    share = (ratios[:, :, None] <= ratio).mean(axis=1)
    return Profile(ratio, share)
