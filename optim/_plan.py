"""What is settled before a run's first step: its limits, its learning rates, its noise."""

import copy
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from optim import schedules
from optim._base import Optimizer, Problem
from optim.noise import Gaussian
from optim.schedules import Schedule

FAR = 1e12
"""Beyond this |x|, |y| or |f| a run counts as diverged."""
MAX_STEPS = 1_000_000


@dataclass(frozen=True)
class Plan:
    """The step limit, and for each step a learning-rate factor and noise (None where absent)."""

    max_steps: int
    factors: list[float] | None
    noise: list[tuple[float, float]] | None

    @classmethod
    def make(
        cls,
        max_steps: int,
        schedule: Schedule | str | None,
        noise: Gaussian | float | None,
        seed: int,
    ) -> "Plan":
        """Evaluate the schedule and draw the noise."""
        factors = None
        if isinstance(schedule, str):
            schedule = schedules.get(schedule)
        if schedule is not None:
            factors = [float(schedule.factor(t, max_steps)) for t in range(max_steps)]
        source = noise if isinstance(noise, Gaussian) else Gaussian(float(noise or 0.0))
        drawn = None
        if source.scale > 0:
            drawn = [(float(a), float(b)) for a, b in source.draw(max_steps, seed)]
        return cls(max_steps, factors, drawn)


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


def check_limits(max_steps: int, gtol: float) -> None:
    """ValueError for a step limit or a tolerance that makes no sense."""
    if not (isinstance(max_steps, int | np.integer) and 0 <= max_steps <= MAX_STEPS):
        raise ValueError(f"max_steps must be a whole number from 0 to {MAX_STEPS}.")
    if not gtol >= 0:
        raise ValueError("gtol must be zero or more.")
