"""The engine: it drives every optimizer over every problem."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optim.base import Elementwise, Optimizer
from optim.conditions.conditions import Conditions
from optim.conditions.differences import Differences
from optim.conditions.noise import Gaussian
from optim.conditions.schedules import Schedule
from optim.problem import Differentiable, Point, Problem, as_problem
from optim.run.counting import SeenProblem
from optim.run.plan import Plan, adjustable, check_single, check_start
from optim.run.trajectory import End, Log, Trajectory
from optim.status import FAR, Status, ending, is_good, is_near

CALM = (0.0, 0.0)
"""The noise of a step without noise."""


def minimize(
    problem: Differentiable,
    optimizer: Optimizer,
    start: tuple[float, float] | None = None,
    max_steps: int = 200,
    gtol: float = 1e-6,
    schedule: Schedule | str | None = None,
    noise: Gaussian | float | None = None,
    seed: int = 0,
    gradient: Differences | str | None = None,
    max_evaluations: int | None = None,
    batch: int | None = None,
) -> Trajectory:
    """Run one optimizer from `start` (default: the landscape's own).

    It stops when the Euclidean norm of the gradient is at most `gtol` (0 never stops it), after
    `max_steps`, before it would pass `max_evaluations` (losses, gradients and Hessians together),
    when the method itself cannot go on, when it diverges (not finite, or |x|, |y| or |f| above
    1e12), or when it leaves the domain of a surface that is undefined elsewhere. Every point up to
    there is kept, the offending one last. `noise` is the standard deviation of Gaussian noise on
    each derivative; `gradient` replaces the exact gradient by "forward" or "central" differences.

    With `batch` (a number of samples) the method sees, at step t, only the loss over the t-th
    mini-batch (see `optim.minibatch`): its losses, gradients and Hessians, and a line search stays
    on it. Losses and gradients of the trajectory, and the stop by `gtol`, are those of the whole
    loss, and free; what the method saw is in the record. A batch's gradient counts as one.

    Raises ValueError for a start that is not finite, a negative count or tolerance, a batch of a
    loss without samples, or a knob that is an array (that is a sweep: see `minimize_many`).
    """
    conditions = Conditions.of(
        max_steps, gtol, schedule, noise, seed, gradient, max_evaluations, batch
    )
    return run_one(as_problem(problem), optimizer, start, conditions)


def run_one(
    problem: Problem, optimizer: Optimizer, start: Point | None, conditions: Conditions
) -> Trajectory:
    """The same under conditions that are a value."""
    x, y = check_start(problem.start if start is None else start)
    check_single(optimizer)
    plan = Plan.make(problem, optimizer, conditions)
    with np.errstate(all="ignore"):
        if isinstance(optimizer, Elementwise):
            steps = _walk_rule(plan.seen(problem.floats), optimizer, x, y, plan)
        else:
            steps = _walk_step(problem.floats, optimizer, x, y, plan)
        return _finish(problem, steps.log(optimizer, plan), steps, plan, conditions.gtol)


@dataclass
class _Steps:
    """What a walk leaves behind, an entry for each point.

    Lists of floats, not tuples of tuples: those would keep the garbage collector busy. A point
    that ran away has no gradient.
    """

    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    gx: list[float] = field(default_factory=list)
    gy: list[float] = field(default_factory=list)
    states: tuple[list[Any], ...] = ()
    counts: list[tuple[int, ...]] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    trials: list[tuple[int, float, float]] = field(default_factory=list)
    seen: list[tuple[float, float]] = field(default_factory=list)
    """The gradients of mini-batches that steps saw."""
    ended: str = ""
    """Why the method itself could not go on."""

    def log(self, optimizer: Optimizer, plan: Plan) -> Log:
        """What the record is made from."""
        kept = (self.states, self.rates, plan.noise, self.trials, plan.batches, self.seen)
        return Log(optimizer, *kept)


def _walk_rule(
    problem: Differentiable, optimizer: Elementwise, x: float, y: float, plan: Plan
) -> _Steps:
    """Step a rule until a point is bad, flat enough or the last one allowed.

    The hot loop of the app: everything it needs is a local name, and everything that can wait
    (losses, counts, the record) is computed for all points at once afterwards.
    """
    steps = _Steps(states=([], []))
    xs, ys, gxs, gys, (states_x, states_y) = steps.x, steps.y, steps.gx, steps.gy, steps.states
    copy, base = adjustable(optimizer, plan.factors)
    grad, rule = problem.grad, copy.rule
    factors, noise, last = plan.factors, plan.noise, plan.max_steps
    flat, far = plan.flat, FAR
    seen = _batch_gradient(plan, steps)
    state_x = state_y = optimizer.coordinate()
    for t in range(last + 1):
        gx, gy = grad(x, y)
        xs.append(x)
        ys.append(y)
        gxs.append(gx)
        gys.append(gy)
        states_x.append(state_x)
        states_y.append(state_y)
        if not gx * gx + gy * gy > flat or t == last:
            return steps
        if factors is not None:
            steps.rates.append(base * factors[t])
            object.__setattr__(copy, "learning_rate", steps.rates[-1])
        if seen is not None:
            gx, gy = seen(t, x, y)
        if noise is not None:
            gx, gy = gx + noise[t][0], gy + noise[t][1]
        step_x, state_x = rule(gx, state_x, x)
        step_y, state_y = rule(gy, state_y, y)
        x, y = x - step_x, y - step_y
        if not (-far <= x <= far and -far <= y <= far):
            break
    xs.append(x)
    ys.append(y)
    states_x.append(state_x)
    states_y.append(state_y)
    return steps


def _batch_gradient(plan: Plan, steps: _Steps) -> Callable[..., tuple[float, float]] | None:
    """The gradient of the mini-batch of step t at a point, kept; None where steps see all."""
    batches = plan.batches
    if batches is None:
        return None

    def at(t: int, x: float, y: float) -> tuple[float, float]:
        found: tuple[float, float] = plan.seen(batches.floats(t)).grad(x, y)
        steps.seen.append(found)
        return found

    return at


def _walk_step(
    problem: Differentiable, optimizer: Optimizer, x: float, y: float, plan: Plan
) -> _Steps:
    """The same for a method that couples the coordinates, counting what it evaluates."""
    seen_problem = SeenProblem(problem, optimizer.gradient_free, plan.differences)
    steps = _Steps(states=([],), trials=seen_problem.trials)
    optimizer, base = adjustable(optimizer, plan.factors)
    state = optimizer.initial()

    def keep() -> None:
        steps.x.append(x)
        steps.y.append(y)
        steps.states[0].append(state)
        steps.counts.append(tuple(seen_problem.counts))

    whole = plan.seen(problem)
    for t in range(plan.max_steps + 1):
        if plan.batches is not None:
            seen_problem.switch(plan.batches.floats(t))
        seen = gx, gy = seen_problem.gradient_at(x, y)
        if plan.batches is not None:
            gx, gy = whole.grad(x, y)
            steps.seen.append(seen)
        keep()
        steps.gx.append(gx)
        steps.gy.append(gy)
        steps.ended = optimizer.ended(state)
        if not gx * gx + gy * gy > plan.flat or t == plan.max_steps or steps.ended:
            return steps
        if plan.max_evaluations is not None and sum(seen_problem.counts) >= plan.max_evaluations:
            return steps
        if plan.factors is not None:
            steps.rates.append(base * plan.factors[t])
            object.__setattr__(optimizer, "learning_rate", steps.rates[-1])
        noise = CALM if plan.noise is None else plan.noise[t]
        seen_problem.enter_step(t, (x, y), noise, CALM if plan.normals is None else plan.normals[t])
        gx, gy = seen[0] + noise[0], seen[1] + noise[1]
        x, y, state = optimizer.step(x, y, gx, gy, state, seen_problem)
        if not is_near(x, y):
            break
    keep()
    return steps


def _finish(problem: Problem, log: Log, steps: _Steps, plan: Plan, gtol: float) -> Trajectory:
    """Turn a walk into arrays, cut it after the first bad value and say why it ended."""
    gone = [math.nan] * (len(steps.x) - len(steps.gx))
    x, y = np.array(steps.x, np.float64), np.array(steps.y, np.float64)
    gx, gy = np.array(steps.gx + gone, np.float64), np.array(steps.gy + gone, np.float64)
    fun = np.asarray(problem.arrays.fun(x, y), np.float64)
    norm2 = gx * gx + gy * gy
    good = is_good(x, y, fun, norm2)
    counts = _counts(steps, plan)
    paid, spent = _paid(counts.sum(axis=0), log.optimizer, plan.max_evaluations)
    n = min(len(x) if good.all() else int(np.argmin(good)) + 1, paid)
    i, log = n - 1, log.cut(n)
    g = problem.grad(x[i:n], y[i:n]) if plan.differences else (gx[i:n], gy[i:n])
    end = End(problem, float(x[i]), float(y[i]), float(fun[i]), float(np.hypot(*g)[0]), i)
    ended = steps.ended if n == len(x) else ""
    last = Status.STALLED if ended else Status.MAX_EVALUATIONS if spent else Status.MAX_STEPS
    here = x[i:n], y[i:n], fun[i:n], norm2[i:n]
    status = Status.at(ending(*here, plan.flat, problem.partial, last.code)[0])
    message = end.message(status, gtol, ended)
    x, y, fun, gx, gy = x[:n], y[:n], fun[:n], gx[:n], gy[:n]
    nfev, njev, nhev = counts[:, :n]
    return Trajectory(x, y, fun, gx, gy, nfev, njev, nhev, status, message, log)


def _counts(steps: _Steps, plan: Plan) -> np.ndarray:
    """Cumulative losses, gradients and Hessians, shape (3, points)."""
    if steps.counts:
        return np.array(steps.counts, np.int64).T
    # A rule asks for one gradient at each point, and none where a point ran away.
    looks = np.minimum(np.arange(1, len(steps.x) + 1), len(steps.gx))
    none = np.zeros(len(steps.x), np.int64)
    if plan.differences is None:
        return np.array([none, looks, none])
    return np.array([looks * plan.differences.evaluations, none, none])


def _paid(cost: np.ndarray, optimizer: Optimizer, budget: int | None) -> tuple[int, bool]:
    """How many points the budget pays for (the start always counts), and whether it is spent."""
    if budget is None:
        return len(cost), False
    paid = max(1, int(np.count_nonzero(cost <= budget)))
    # The step limit was set so that its next step would pass the budget.
    return paid, paid < len(cost) or cost[-1] >= budget or optimizer.takes_arrays
