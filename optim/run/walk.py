"""The two loops over the steps of one run: for rules of one coordinate, and for other methods.

The first is the hot loop of the app: everything it needs is a local name, and everything that can
wait (losses, counts, the record) is computed for all points at once afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from optim.base import Elementwise, Optimizer, State
from optim.problem import Differentiable, Point
from optim.run.counting import SeenProblem
from optim.run.plan import Plan, adjustable
from optim.run.trajectory import Log
from optim.status import FAR, is_near, is_steep

ZEROS = (0.0, 0.0)
"""What a step without noise or without chance draws."""


@dataclass
class Steps:
    """What a walk leaves behind, an entry for each point.

    Lists of floats, not tuples of tuples: those would keep the garbage collector busy. A point
    that ran away has no gradient.
    """

    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    gx: list[float] = field(default_factory=list)
    gy: list[float] = field(default_factory=list)
    states: tuple[list[State], ...] = ()
    counts: list[tuple[int, ...]] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    trials: list[tuple[int, float, float]] = field(default_factory=list)
    seen: list[Point] = field(default_factory=list)
    """The gradients of mini-batches that steps saw."""
    ended: str = ""
    """Why the method itself could not go on."""

    def keep(self, x: float, y: float, state: State, counts: list[int]) -> None:
        """A point, the state there, and what was asked for up to there."""
        self.x.append(x)
        self.y.append(y)
        self.states[0].append(state)
        self.counts.append(tuple(counts))

    def log(self, optimizer: Optimizer, plan: Plan) -> Log:
        """What the record is made from."""
        kept = (self.states, self.rates, plan.noise, self.trials, plan.batches, self.seen)
        return Log(optimizer, *kept)


def walk_rule(
    problem: Differentiable, optimizer: Elementwise, x: float, y: float, plan: Plan
) -> Steps:
    """Step a rule until a point is bad, flat enough or the last one allowed."""
    steps = Steps(states=([], []))
    xs, ys, gxs, gys, (states_x, states_y) = steps.x, steps.y, steps.gx, steps.gy, steps.states
    copy, base = adjustable(optimizer, plan.factors)
    grad, rule = problem.grad, copy.rule
    factors, noise, last, flat, far = plan.factors, plan.noise, plan.max_steps, plan.flat, FAR
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


def _batch_gradient(plan: Plan, steps: Steps) -> Callable[..., Point] | None:
    """The gradient of the mini-batch of step t at a point, kept; None where steps see all."""
    batches = plan.batches
    if batches is None:
        return None

    def at(t: int, x: float, y: float) -> Point:
        found: Point = plan.seen(batches.floats(t)).grad(x, y)
        steps.seen.append(found)
        return found

    return at


def walk_step(
    problem: Differentiable, optimizer: Optimizer, x: float, y: float, plan: Plan
) -> Steps:
    """The same for a method that couples the coordinates, counting what it evaluates."""
    seen_problem = SeenProblem(problem, optimizer.gradient_free, plan.differences)
    steps = Steps(states=([],), trials=seen_problem.trials)
    optimizer, base = adjustable(optimizer, plan.factors)
    state = optimizer.initial()
    whole = plan.seen(problem)
    for t in range(plan.max_steps + 1):
        if plan.batches is not None:
            seen_problem.switch(plan.batches.floats(t))
        seen = gx, gy = seen_problem.gradient_at(x, y)
        if plan.batches is not None:
            gx, gy = whole.grad(x, y)
            steps.seen.append(seen)
        steps.keep(x, y, state, seen_problem.counts)
        steps.gx.append(gx)
        steps.gy.append(gy)
        steps.ended = optimizer.ended(state)
        steep = is_steep(gx * gx + gy * gy, plan.flat)
        if not steep or t == plan.max_steps or steps.ended:
            return steps
        if plan.max_evaluations is not None and sum(seen_problem.counts) >= plan.max_evaluations:
            return steps
        if plan.factors is not None:
            steps.rates.append(base * plan.factors[t])
            object.__setattr__(optimizer, "learning_rate", steps.rates[-1])
        noise = ZEROS if plan.noise is None else plan.noise[t]
        normal = ZEROS if plan.normals is None else plan.normals[t]
        seen_problem.enter_step(t, (x, y), noise, normal)
        gx, gy = seen[0] + noise[0], seen[1] + noise[1]
        x, y, state = optimizer.step(x, y, gx, gy, state, seen_problem)
        if not is_near(x, y):
            break
    steps.keep(x, y, state, seen_problem.counts)
    return steps
