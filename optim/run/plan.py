"""What is settled before a run's first step: its limits, its learning rates, its chances."""

import copy
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from optim.base import Elementwise, Optimizer, Problem
from optim.conditions import differences, schedules
from optim.conditions.differences import Differences
from optim.conditions.minibatch import Batches
from optim.conditions.noise import Gaussian
from optim.conditions.schedules import Schedule
from optim.run.counting import View

FAR = 1e12
"""Beyond this |x|, |y| or |f| a run counts as diverged."""
MAX_STEPS = 1_000_000


@dataclass(frozen=True)
class Plan:
    """The limits of a run, and what each step brings: None where absent."""

    max_steps: int
    max_evaluations: int | None
    """The budget, where it is what ends the run."""
    factors: list[float] | None
    """What the learning rate is multiplied by."""
    noise: list[tuple[float, float]] | None
    """Noise on the gradient."""
    normals: list[tuple[float, float]] | None
    """Random numbers of a stochastic method."""
    differences: Differences | None
    """Where the gradient comes from, if not from the problem."""
    batches: Batches | None = None
    """What each step sees, if not the whole loss."""

    @classmethod
    def make(
        cls,
        optimizer: Optimizer,
        max_steps: int,
        max_evaluations: int | None = None,
        schedule: Schedule | str | None = None,
        noise: Gaussian | float | None = None,
        seed: int = 0,
        gradient: Differences | str | None = None,
        problem: Any = None,
        batch: int | None = None,
    ) -> "Plan":
        """Evaluate the schedule and draw all random numbers."""
        gradient = differences.get(gradient) if isinstance(gradient, str) else gradient
        schedule = schedules.get(schedule) if isinstance(schedule, str) else schedule
        steps = max_steps
        if max_evaluations is not None and optimizer.batched:
            first, each = price(optimizer, gradient)
            steps = min(max_steps, max(0, (max_evaluations - first) // each))
            max_evaluations = max_evaluations if steps < max_steps else None
        factors = None
        if schedule is not None:
            factors = [float(schedule.factor(t, steps)) for t in range(steps)]
        source = noise if isinstance(noise, Gaussian) else Gaussian(float(noise or 0.0))
        drawn = _pairs(source.draw(steps, seed)) if source.scale > 0 else None
        normals = _pairs(_normals(steps, seed)) if optimizer.stochastic else None
        batches = Batches.make(problem, batch, steps, seed)
        return cls(steps, max_evaluations, factors, drawn, normals, gradient, batches)


def price(optimizer: Optimizer, gradient: Differences | None) -> tuple[int, int]:
    """What a batched method pays before its first step and for each step, in evaluations.

    Such a method does the same in every step, whatever the values.
    """
    if isinstance(optimizer, Elementwise):
        each = 1 if gradient is None else gradient.evaluations
        return each, each
    optimizer = type(optimizer)()  # with single knobs
    view = View(_Saddle(), optimizer.gradient_free, gradient)
    gx, gy = view.look(1.0, 1.0)
    first = sum(view.counts)
    view.begin(0, (1.0, 1.0), (0.0, 0.0), (0.5, 0.5))
    optimizer.step(1.0, 1.0, gx, gy, optimizer.initial(), view)
    view.look(2.0, 3.0)
    return first, max(1, sum(view.counts) - first)


class _Saddle:
    """The surface x y: what a step is tried on to see what it asks for."""

    def fun(self, x: Any, y: Any) -> Any:
        return x * y

    def grad(self, x: Any, y: Any) -> Any:
        return y, x

    def hess(self, x: Any, y: Any) -> Any:
        return 0.0 * x, 1.0 + 0.0 * x, 0.0 * y


def _normals(steps: int, seed: int) -> np.ndarray:
    """Random numbers of a stochastic method: a stream of their own, apart from the noise."""
    return np.random.default_rng((seed, 1)).standard_normal((steps, 2))


def _pairs(values: np.ndarray) -> list[tuple[float, float]]:
    return [(float(a), float(b)) for a, b in values]


def adjustable(optimizer: Optimizer, factors: list[float] | None) -> tuple[Optimizer, Any]:
    """The optimizer (a copy if the engine will set its learning rate) and its base rate."""
    base = getattr(optimizer, "learning_rate", 1.0)
    return (optimizer, base) if factors is None else (copy.copy(optimizer), base)


def is_partial(problem: Problem) -> bool:
    """Whether the problem says it is undefined at some finite points."""
    return bool(getattr(problem, "partial", False))


def check_start(start: tuple[float, float]) -> tuple[float, float]:
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


def check_limits(max_steps: int, gtol: float, max_evaluations: int | None) -> None:
    """ValueError for a limit or a tolerance that makes no sense."""
    if not (max_evaluations is None or max_evaluations >= 1):
        raise ValueError("max_evaluations must be 1 or more.")
    if not (isinstance(max_steps, int | np.integer) and 0 <= max_steps <= MAX_STEPS):
        raise ValueError(f"max_steps must be a whole number from 0 to {MAX_STEPS}.")
    if not gtol >= 0:
        raise ValueError("gtol must be zero or more.")
