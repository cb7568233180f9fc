"""The engine: it drives every optimizer over every problem."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optim._base import Elementwise, Optimizer, Problem, State
from optim._plan import FAR, Plan, adjustable, check_limits, check_start
from optim._trajectory import End, Log, Trajectory
from optim.noise import Gaussian
from optim.schedules import Schedule


def minimize(
    problem: Problem,
    optimizer: Optimizer,
    start: tuple[float, float] | None = None,
    max_steps: int = 200,
    gtol: float = 1e-6,
    schedule: Schedule | None = None,
    noise: Gaussian | float | None = None,
    seed: int = 0,
) -> Trajectory:
    """Run one optimizer from `start` (default: the landscape's own).

    It stops when the Euclidean norm of the gradient is at most `gtol` (0 never stops it), after
    `max_steps`, when it diverges (not finite, or |x|, |y| or |f| above 1e12), or when it leaves
    the domain of a surface that is undefined elsewhere. Every point up to there is kept, the
    offending one last. `noise` is the standard deviation of Gaussian noise on each derivative.
    Raises ValueError for a start that is not finite, or a negative count or tolerance.
    """
    x, y = check_start(problem.start if start is None else start)  # type: ignore[attr-defined]
    check_limits(max_steps, gtol)
    plan = Plan.make(max_steps, schedule, noise, seed)
    walk = _walk_rule if isinstance(optimizer, Elementwise) else _walk_step
    flat = gtol * gtol if gtol > 0 else -1.0
    with np.errstate(all="ignore"):
        steps = walk(getattr(problem, "floats", problem), optimizer, x, y, flat, plan)  # type: ignore[arg-type]
        return _finish(problem, Log(optimizer, *steps.log, plan.noise), steps, gtol)


@dataclass
class _Steps:
    """What a walk leaves behind, an entry for each point."""

    points: list[tuple[Any, ...]] = field(default_factory=list)  # (x, y, gx, gy, state)
    counts: list[tuple[int, ...]] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    @property
    def log(self) -> tuple[list[State], list[float]]:
        return [point[4] for point in self.points], self.rates


def _walk_rule(
    problem: Problem, optimizer: Elementwise, x: float, y: float, flat: float, plan: Plan
) -> _Steps:
    """Step a rule until a point is bad, flat enough or the last one allowed.

    The hot loop of the app: everything it needs is a local name, and everything that can wait
    (losses, counts, the record) is computed for all points at once afterwards.
    """
    steps = _Steps()
    optimizer, base = adjustable(optimizer, plan.factors)  # type: ignore[assignment]
    grad, rule, keep = problem.grad, optimizer.rule, steps.points.append
    factors, noise, last, far = plan.factors, plan.noise, plan.max_steps, FAR
    state_x = state_y = optimizer.coordinate()
    for t in range(last + 1):
        gx, gy = grad(x, y)
        keep((x, y, gx, gy, (state_x, state_y)))
        if not gx * gx + gy * gy > flat or t == last:
            break
        if factors is not None:
            steps.rates.append(base * factors[t])
            object.__setattr__(optimizer, "learning_rate", steps.rates[-1])
        if noise is not None:
            gx, gy = gx + noise[t][0], gy + noise[t][1]
        step_x, state_x = rule(gx, state_x, x)
        step_y, state_y = rule(gy, state_y, y)
        x, y = x - step_x, y - step_y
        if not (-far <= x <= far and -far <= y <= far):
            keep((x, y, math.nan, math.nan, (state_x, state_y)))
            break
    return steps


def _walk_step(
    problem: Problem, optimizer: Optimizer, x: float, y: float, flat: float, plan: Plan
) -> _Steps:
    """The same for a method that couples the coordinates, counting what it evaluates."""
    steps, counter = _Steps(), _Counter(problem)
    optimizer, base = adjustable(optimizer, plan.factors)
    state = optimizer.initial()
    for t in range(plan.max_steps + 1):
        gx, gy = counter.grad(x, y)
        steps.points.append((x, y, gx, gy, state))
        steps.counts.append(tuple(counter.counts))
        if not gx * gx + gy * gy > flat or t == plan.max_steps:
            break
        if plan.factors is not None:
            steps.rates.append(base * plan.factors[t])
            object.__setattr__(optimizer, "learning_rate", steps.rates[-1])
        if plan.noise is not None:
            gx, gy = gx + plan.noise[t][0], gy + plan.noise[t][1]
        x, y, state = optimizer.step(x, y, gx, gy, state, counter)
        if not (-FAR <= x <= FAR and -FAR <= y <= FAR):
            steps.points.append((x, y, math.nan, math.nan, state))
            steps.counts.append(tuple(counter.counts))
            break
    return steps


class _Counter:
    """A problem that counts its evaluations; a gradient asked for twice in a row counts once."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._last: tuple[Any, Any] = (None, None)
        self.counts = [0, 0, 0]

    def fun(self, x: float, y: float) -> Any:
        self.counts[0] += 1
        return self._problem.fun(x, y)

    def grad(self, x: float, y: float) -> Any:
        at, known = self._last
        if at == (x, y):
            return known
        self.counts[1] += 1
        found = self._problem.grad(x, y)
        self._last = ((x, y), found)
        return found

    def hess(self, x: float, y: float) -> Any:
        self.counts[2] += 1
        return self._problem.hess(x, y)


def _finish(problem: Problem, log: Log, steps: _Steps, gtol: float) -> Trajectory:
    """Turn a walk into arrays, cut it after the first bad value and say why it ended."""
    xs, ys, gxs, gys, _ = zip(*steps.points, strict=True)
    x, y, gx, gy = (np.array(v, np.float64) for v in (xs, ys, gxs, gys))
    fun = np.asarray(getattr(problem, "arrays", problem).fun(x, y), np.float64)
    bad = ~((np.abs(x) <= FAR) & (np.abs(y) <= FAR) & (np.abs(fun) <= FAR)) | np.isnan(gx + gy)
    n = int(np.argmax(bad)) + 1 if bad.any() else len(x)
    if n < len(x):
        log = Log(log.optimizer, log.states[:n], log.rates, log.noise)
    i = n - 1
    end = End(problem, *(float(v[i]) for v in (x, y, fun)), math.hypot(gx[i], gy[i]), i)
    status, message = end.verdict(bool(bad.any()), gtol)
    nfev, njev, nhev = _counts(steps, n)
    cut = (v[:n] for v in (x, y, fun, gx, gy))
    return Trajectory(*cut, nfev, njev, nhev, status, message, log)


def _counts(steps: _Steps, n: int) -> Any:
    """Cumulative evaluations: a rule asks for one gradient at each point and nothing else."""
    if steps.counts:
        return np.array(steps.counts[:n], np.int64).T
    zero = np.zeros(n, np.int64)
    return zero, np.arange(1, n + 1), zero.copy()
