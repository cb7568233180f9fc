"""What is settled before a run's first step: its limits, its learning rates, its chances."""

import copy
import math
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from optim.base import Elementwise, Optimizer
from optim.conditions.conditions import Conditions
from optim.conditions.differences import Differences
from optim.conditions.minibatch import Batches
from optim.elementary import Numeric
from optim.problem import Differentiable, Point, Problem
from optim.run.counting import SeenProblem
from optim.status import Status, flat_below

Method = TypeVar("Method", bound=Optimizer)


@dataclass(frozen=True)
class Plan:
    """The limits of a run, and what each step brings: None where absent."""

    max_steps: int
    max_evaluations: int | None
    """The budget, where it is what ends the run."""
    flat: float
    """The squared length of a gradient at which a run has converged; see `status.flat_below`."""
    factors: list[float] | None
    """What the learning rate is multiplied by."""
    noise: list[Point] | None
    """Noise on the gradient."""
    normals: list[Point] | None
    """Random numbers of a stochastic method."""
    differences: Differences | None
    """Where the gradient comes from, if not from the problem."""
    batches: Batches | None
    """What each step sees, if not the whole loss."""

    @classmethod
    def make(cls, problem: Problem, optimizer: Optimizer, conditions: Conditions) -> "Plan":
        """Evaluate the schedule and draw all random numbers."""
        steps, budget = _affordable(optimizer, conditions)
        schedule, noise, seed = conditions.schedule, conditions.noise, conditions.seed
        factors = None
        if schedule is not None:
            factors = [float(schedule.factor(t, steps)) for t in range(steps)]
        drawn = _pairs(noise.draw(steps, seed)) if conditions.noisy else None
        normals = _pairs(_normals(steps, seed)) if optimizer.stochastic else None
        batches = Batches.make(problem, conditions.batch, steps, seed)
        flat = flat_below(conditions.gtol)
        return cls(steps, budget, flat, factors, drawn, normals, conditions.gradient, batches)

    @property
    def last(self) -> Status:
        """Why a run ends that may take no further step."""
        return Status.MAX_STEPS if self.max_evaluations is None else Status.MAX_EVALUATIONS

    def seen(self, problem: Differentiable) -> Differentiable:
        """A problem with the gradient that steps see."""
        return problem if self.differences is None else self.differences.of(problem)


def _affordable(optimizer: Optimizer, conditions: Conditions) -> tuple[int, int | None]:
    """How many steps there are, and the budget where that ends the run before them."""
    steps, budget = conditions.max_steps, conditions.max_evaluations
    if budget is None or not optimizer.takes_arrays:
        return steps, budget
    first, each = price(optimizer, conditions.gradient)
    paid = min(steps, max(0, (budget - first) // each))
    return paid, budget if paid < steps else None


def price(optimizer: Optimizer, gradient: Differences | None) -> tuple[int, int]:
    """What a method that takes arrays pays before its first step and for each step, in evaluations.

    Such a method does the same in every step, whatever the values.
    """
    if isinstance(optimizer, Elementwise):
        each = 1 if gradient is None else gradient.evaluations
        return each, each
    optimizer = type(optimizer)()  # with single knobs
    seen_problem = SeenProblem(_Saddle(), optimizer.gradient_free, gradient)
    gx, gy = seen_problem.gradient_at(1.0, 1.0)
    first = sum(seen_problem.counts)
    seen_problem.enter_step(0, (1.0, 1.0), (0.0, 0.0), (0.5, 0.5))
    optimizer.step(1.0, 1.0, gx, gy, optimizer.initial(), seen_problem)
    seen_problem.gradient_at(2.0, 3.0)
    return first, max(1, sum(seen_problem.counts) - first)


class _Saddle:
    """The surface x y: what a step is tried on to see what it asks for."""

    def fun(self, x: Numeric, y: Numeric) -> Numeric:
        return x * y

    def grad(self, x: Numeric, y: Numeric) -> Numeric:
        return y, x

    def hess(self, x: Numeric, y: Numeric) -> Numeric:
        return 0.0 * x, 1.0 + 0.0 * x, 0.0 * y


def _normals(steps: int, seed: int) -> np.ndarray:
    """Random numbers of a stochastic method: a stream of their own, apart from the noise."""
    return np.random.default_rng((seed, 1)).standard_normal((steps, 2))


def _pairs(values: np.ndarray) -> list[tuple[float, float]]:
    return [(float(a), float(b)) for a, b in values]


def adjustable(optimizer: Method, factors: list[float] | None) -> tuple[Method, Numeric]:
    """The optimizer (a copy if the engine will set its learning rate) and its base rate."""
    base = optimizer.base_rate
    return (optimizer, base) if factors is None else (copy.copy(optimizer), base)


def check_start(start: Any) -> Point:
    """The start as two finite floats, or ValueError."""
    try:
        x, y = (float(v) for v in start)
    except (TypeError, ValueError):
        raise ValueError(f"The start must be two numbers, not {start!r}.") from None
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError("The start must be finite.")
    return x, y


def check_single(optimizer: Optimizer) -> None:
    """ValueError if a knob is an array."""
    for name in optimizer.knobs:
        if not isinstance(getattr(optimizer, name), float | int):
            raise ValueError(f"minimize takes one {name}, not an array; minimize_many sweeps.")
