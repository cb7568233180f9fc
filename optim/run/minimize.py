"""The engine: it drives every optimizer over every problem."""

import math

import numpy as np

from optim.at_rest import judged
from optim.base import Elementwise, Optimizer
from optim.conditions.conditions import Conditions
from optim.conditions.differences import Differences
from optim.conditions.noise import Gaussian
from optim.conditions.schedules import Schedule
from optim.problem import Differentiable, Point, Problem, as_problem
from optim.run.message import End
from optim.run.outcome import outcome
from optim.run.plan import Plan, check_single, check_start
from optim.run.trajectory import Log, Trajectory
from optim.run.walk import Steps, walk_rule, walk_step
from optim.status import Status, ending, is_good


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
    return run_one(problem, optimizer, start, conditions)


def run_one(
    problem: Differentiable, optimizer: Optimizer, start: Point | None, conditions: Conditions
) -> Trajectory:
    """`minimize` under conditions that are a value."""
    problem = as_problem(problem)
    x, y = check_start(problem.start if start is None else start)
    check_single(optimizer)
    plan = Plan.make(problem, optimizer, conditions)
    with np.errstate(all="ignore"):
        if isinstance(optimizer, Elementwise):
            steps = walk_rule(plan.seen(problem.floats), optimizer, x, y, plan)
        else:
            steps = walk_step(problem.floats, optimizer, x, y, plan)
        return _finish(problem, steps.log(optimizer, plan), steps, plan, conditions.gtol)


def _finish(problem: Problem, log: Log, steps: Steps, plan: Plan, gtol: float) -> Trajectory:
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
    at, gradient = (float(x[i]), float(y[i]), float(fun[i])), float(np.hypot(*g)[0])
    ended = steps.ended if n == len(x) else ""
    last = Status.STALLED if ended else Status.MAX_EVALUATIONS if spent else Status.MAX_STEPS
    here = x[i:n], y[i:n], fun[i:n], norm2[i:n]
    code = ending(*here, plan.flat, problem.partial, last.code)
    status = Status.at(judged(problem, *here[:2], code, plan.flat)[0])
    came = outcome(problem, status, at, gradient, plan.flat)
    message = End(*at, gradient, i).message(status, came, gtol, ended)
    x, y, fun, gx, gy = x[:n], y[:n], fun[:n], gx[:n], gy[:n]
    nfev, njev, nhev = counts[:, :n]
    why = status, message, log, came.word, came.above
    return Trajectory(x, y, fun, gx, gy, nfev, njev, nhev, *why)


def _counts(steps: Steps, plan: Plan) -> np.ndarray:
    """Cumulative losses, gradients and Hessians, shape (3, points)."""
    if steps.counts:
        return np.array(steps.counts, np.int64).T
    # A rule asks for one gradient at each point, and none where a point ran away.
    asked = np.minimum(np.arange(1, len(steps.x) + 1), len(steps.gx))
    none = np.zeros(len(steps.x), np.int64)
    if plan.differences is None:
        return np.array([none, asked, none])
    return np.array([asked * plan.differences.evaluations, none, none])


def _paid(cost: np.ndarray, optimizer: Optimizer, budget: int | None) -> tuple[int, bool]:
    """How many points the budget pays for (the start always counts), and whether it is spent."""
    if budget is None:
        return len(cost), False
    paid = max(1, int(np.count_nonzero(cost <= budget)))
    # Where a method takes arrays, its step limit is set so that the next step passes the budget.
    return paid, paid < len(cost) or cost[-1] >= budget or optimizer.takes_arrays
