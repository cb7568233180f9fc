"""Line searches shared by the methods that choose their own step length.

Nothing raises or warns on values that are not finite: where the loss is not a number, or its
slope is not finite, a trial point counts as too high and the search turns back.
"""

import math
from typing import NamedTuple

from core.sentences import N_
from optim.problem import Problem
from optim.status import is_modest, is_near

MAX_TRIALS = 25
"""Trial points of one strong Wolfe search."""
MAX_SHRINKS = 200
"""Trial points of one backtracking search: 0.9 to this power is below 1e-9."""
ROUNDING = 1e-14
"""Two losses count as equal where they differ by no more than this share: some 50 last places."""
FAILED = N_("the line search found no lower point")


class Found(NamedTuple):
    """Where a line search ended: the point, how long the step is, and the gradient there."""

    x: float
    y: float
    step_length: float
    """The step is `step_length` times the direction."""
    trials: int
    gx: float = math.nan
    gy: float = math.nan
    wolfe: bool = False
    """Whether both strong Wolfe conditions hold; if not, the point is only low enough."""


def first_length(gx: float, gy: float) -> float:
    """The first trial along an unscaled gradient: at most 1, and no longer than a step of 1.

    min(1, 1/(|gx| + |gy|)), as torch.optim.LBFGS and minFunc have it. SciPy's BFGS and CG use
    1.01/|g| with the Euclidean norm.
    """
    size = abs(gx) + abs(gy)
    return 1.0 if size <= 1.0 else 1.0 / size


def backtrack(
    problem: Problem,
    at: tuple[float, float, float, float],
    direction: tuple[float, float],
    first: float,
    shrink: float,
    c1: float,
) -> Found | None:
    """Shorten the step until it decreases the loss enough (the Armijo condition).

    Nocedal and Wright (2006), algorithm 3.1. `at` is x, y and the gradient there; None where the
    direction does not lead down, or no trial is low enough before the point stops moving.
    """
    x, y, gx, gy = at
    px, py = direction
    f, slope, length = problem.fun(x, y), gx * px + gy * py, first
    if not slope < 0:
        return None
    for trial in range(1, MAX_SHRINKS + 1):
        new_x, new_y = x + length * px, y + length * py
        if new_x == x and new_y == y:
            return None
        if problem.fun(new_x, new_y) <= f + c1 * length * slope:
            return Found(new_x, new_y, length, trial)
        length *= shrink
    return None


def strong_wolfe(
    problem: Problem,
    at: tuple[float, float, float, float],
    direction: tuple[float, float],
    first: float,
    c1: float = 1e-4,
    c2: float = 0.9,
) -> Found | None:
    """A step that decreases loss and slope enough (the strong Wolfe conditions).

    Nocedal and Wright (2006), algorithms 3.5 (walk out to a bracket) and 3.6 (close it). `at` is
    x, y and the gradient there. After `MAX_TRIALS` points, or when the bracket is as narrow as
    rounding allows, the lowest point that meets the first condition is taken; None if there is
    none, or if the direction does not lead down. The gradient is asked for only where the loss is
    low enough.
    """
    ray = _Ray(problem, at, direction, c1, c2)
    before, length = ray.start, first
    if not -math.inf < before.slope < 0:
        return None
    while ray.trials < MAX_TRIALS:
        now = ray.try_length(length, math.inf if before is ray.start else before.f)
        if math.isnan(now.slope):
            return ray.zoom(before, now)
        if ray.is_flat(now) or not (is_near(now.x, now.y) and is_modest(now.f)):
            return ray.found(now)  # out there the run has diverged: no need to look further
        if now.slope >= 0:
            return ray.zoom(now, before)
        before, length = now, _beyond(before, now)
    return ray.found(before)


class _Trial(NamedTuple):
    """One point of a ray. The slope is nan, and was not asked for, where the loss is too high."""

    length: float
    f: float
    slope: float
    x: float
    y: float
    gx: float
    gy: float


class _Ray:
    """The loss along a direction from a point, as a function of the step length."""

    def __init__(
        self,
        problem: Problem,
        at: tuple[float, float, float, float],
        direction: tuple[float, float],
        c1: float,
        c2: float,
    ) -> None:
        (x, y, gx, gy), (px, py) = at, direction
        self.problem, self.px, self.py, self.c1, self.c2 = problem, px, py, c1, c2
        self.start = _Trial(0.0, problem.fun(x, y), gx * px + gy * py, x, y, gx, gy)
        self.trials = 0

    def try_length(self, length: float, below: float) -> _Trial:
        """Evaluate a trial; `below` is what its loss must stay under, beside the first condition.

        Where losses differ by rounding only, the slope decides (the approximate Wolfe conditions of
        Hager and Zhang, 2005): without it searches stall at gradients of the square root of
        rounding.
        """
        self.trials += 1
        start = self.start
        x, y = start.x + length * self.px, start.y + length * self.py
        f = self.problem.fun(x, y)
        low = f <= start.f + self.c1 * length * start.slope and f < below
        if not (low or abs(f - start.f) <= ROUNDING * abs(start.f)):
            return _Trial(length, f, math.nan, x, y, math.nan, math.nan)
        gx, gy = self.problem.grad(x, y)
        slope = gx * self.px + gy * self.py
        if not math.isfinite(slope):
            return _Trial(length, math.inf, math.nan, x, y, math.nan, math.nan)
        trial = _Trial(length, f, slope, x, y, gx, gy)
        return trial if low or self.is_flat(trial) else trial._replace(slope=math.nan)

    def is_flat(self, trial: _Trial) -> bool:
        """The curvature condition."""
        return abs(trial.slope) <= -self.c2 * self.start.slope

    def found(self, trial: _Trial) -> Found | None:
        """The result, where `trial` meets the first condition; None where it is the start."""
        if (trial.x, trial.y) == (self.start.x, self.start.y):
            return None
        wolfe = self.is_flat(trial)
        return Found(trial.x, trial.y, trial.length, self.trials, trial.gx, trial.gy, wolfe)

    def zoom(self, low: _Trial, high: _Trial) -> Found | None:
        """Close the bracket: `low` is the lowest point so far, and its slope points to `high`.

        Every third trial halves a bracket that the two before have not (as More and Thuente, 1994).
        """
        width = math.inf
        for count in range(MAX_TRIALS - self.trials):
            length = _between(low, high)
            if count % 2 == 0:
                if abs(high.length - low.length) > 0.66 * width:
                    length = 0.5 * (low.length + high.length)
                width = abs(high.length - low.length)
            now = self.try_length(length, low.f)
            if (now.x, now.y) in ((low.x, low.y), (high.x, high.y)):
                break
            if math.isnan(now.slope):
                high = now
                continue
            if self.is_flat(now):
                return self.found(now)
            if now.slope * (high.length - low.length) >= 0:
                high = low
            low = now
        return self.found(low)


def _beyond(before: _Trial, now: _Trial) -> float:
    """The next trial outwards: 1.1 to 4 times the last advance further (More and Thuente, 1994)."""
    advance = now.length - before.length
    nearest, farthest = now.length + 1.1 * advance, now.length + 4.0 * advance
    length = _cubic(before, now)
    return min(max(length, nearest), farthest) if math.isfinite(length) else farthest


def _between(low: _Trial, high: _Trial) -> float:
    """A length inside the bracket, a tenth of its width or more from either end."""
    width = high.length - low.length
    if not math.isfinite(high.f):
        share = 0.5
    elif math.isnan(high.slope):  # the parabola through two losses and one slope, eq. 3.58
        rise = high.f - low.f - low.slope * width
        share = -0.5 * low.slope * width / rise if rise else 0.5
    else:
        share = (_cubic(low, high) - low.length) / width if width else 0.5
    share = min(max(share, 0.1), 0.9) if math.isfinite(share) else 0.5
    return low.length + share * width


def _cubic(a: _Trial, b: _Trial) -> float:
    """The minimizer of the cubic through two losses and two slopes (eq. 3.59), nan if none."""
    if a.length == b.length:
        return math.nan
    d1 = a.slope + b.slope - 3 * (a.f - b.f) / (a.length - b.length)
    under_root = d1 * d1 - a.slope * b.slope
    if not under_root >= 0:
        return math.nan
    d2 = math.copysign(math.sqrt(under_root), b.length - a.length)
    bottom = b.slope - a.slope + 2 * d2
    return b.length - (b.length - a.length) * ((b.slope + d2 - d1) / bottom) if bottom else math.nan
