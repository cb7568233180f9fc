"""What came of a run: how it ended, and whether there is a lower minimum than the one it is in."""

import math
from dataclasses import dataclass

from core.sentences import N_
from optim.at_rest import tolerance
from optim.curvature import bends, no_curvature
from optim.problem import Problem
from optim.status import STATUSES, Status

POORER, LEVEL = "poorer_minimum", "level_ground"
"""Runs that converged clearly above the lowest known minimum: in another one, or where the Hessian
shows no minimum, on a shelf or on the floor of a trough."""
OUTCOMES = (*STATUSES, POORER, LEVEL)
"""What may come of a run: its status, and instead of "converged" one of these two."""
ROUNDING = 1e-9
"""Losses closer than this, as a share of the lowest (of 1 at least), are the same."""


@dataclass(frozen=True)
class Outcome:
    """What came of a run, one of `OUTCOMES`, and how high above the lowest known minimum it ended.

    `above` is nan where no minimum is known, and of a run that got stuck 0 where that is rounding.
    `place` says in words where the run came to rest.
    """

    word: str
    above: float
    place: str = ""


def outcome(
    problem: Problem, status: Status, at: tuple[float, float, float], gradient: float, flat: float
) -> Outcome:
    """What came of a run that ended at (x, y) with a loss: `at` is (x, y, f).

    A convex surface rises by no more than gradient times distance from a minimum. What lies higher
    than that above the lowest minimum known is not in its bowl.
    """
    x, y, f = at
    known = [(float(problem.fun(a, b)), math.hypot(a - x, b - y)) for a, b in problem.minima]
    lowest = min((loss for loss, _ in known), default=math.nan)
    away = min((far for loss, far in known if _same(loss, lowest)), default=math.nan)
    above = f - lowest
    if status == Status.SADDLE:
        return Outcome(status, above, N_("at a saddle point"))
    if status == Status.MAXIMUM:
        return Outcome(status, above, N_("at a maximum"))
    if status == Status.STALLED and _same(f, lowest):
        return Outcome(status, 0.0)
    if status != Status.CONVERGED:
        return Outcome(status, above)
    bowl = _is_bowl(problem, x, y, flat)
    higher = above > gradient * away and not _same(f, lowest)
    if not higher:
        return Outcome(status, above, N_("at a minimum") if bowl else N_("at a flat point"))
    if bowl:
        return Outcome(POORER, above, N_("at a poorer minimum"))
    return Outcome(LEVEL, above, N_("on level ground"))


def _same(loss: float, lowest: float) -> bool:
    return loss <= lowest + ROUNDING * max(1.0, abs(lowest))


def _is_bowl(problem: Problem, x: float, y: float, flat: float) -> bool:
    """Whether the ground curves up in every direction."""
    low, high = bends(*problem.hess(x, y))
    return bool(low > no_curvature(low, high, *tolerance(problem, flat)))
