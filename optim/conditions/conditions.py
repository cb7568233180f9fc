"""What a run meets and what it may cost, as one value: it travels from the door to every step."""

from dataclasses import dataclass

import numpy as np

from optim.conditions import differences, schedules
from optim.conditions.differences import Differences
from optim.conditions.noise import Gaussian
from optim.conditions.schedules import Schedule

MAX_STEPS = 1_000_000
NO_NOISE = Gaussian()


@dataclass(frozen=True)
class Conditions:
    """Checked when it is made: ValueError for a limit or a tolerance that makes no sense.

    `of` takes what people write: the slug of a schedule, the standard deviation of noise.
    """

    max_steps: int = 200
    gtol: float = 1e-6
    """A run has converged where the Euclidean norm of the gradient is at most this; 0: never."""
    max_evaluations: int | None = None
    """Losses, gradients and Hessians together."""
    schedule: Schedule | None = None
    noise: Gaussian = NO_NOISE
    """On each derivative, in each step."""
    seed: int = 0
    """Of everything that is drawn."""
    gradient: Differences | None = None
    """What replaces the exact gradient."""
    batch: int | None = None
    """Samples a step sees; None for all. See `minibatch.size_of`, which knows the problem."""

    def __post_init__(self) -> None:
        if not (self.max_evaluations is None or self.max_evaluations >= 1):
            raise ValueError("max_evaluations must be 1 or more.")
        whole = isinstance(self.max_steps, int | np.integer)
        if not (whole and 0 <= self.max_steps <= MAX_STEPS):
            raise ValueError(f"max_steps must be a whole number from 0 to {MAX_STEPS}.")
        if not self.gtol >= 0:
            raise ValueError("gtol must be zero or more.")

    @classmethod
    def of(
        cls,
        max_steps: int = 200,
        gtol: float = 1e-6,
        schedule: Schedule | str | None = None,
        noise: Gaussian | float | None = None,
        seed: int = 0,
        gradient: Differences | str | None = None,
        max_evaluations: int | None = None,
        batch: int | None = None,
    ) -> "Conditions":
        """Conditions in the words of `minimize`."""
        return cls(
            max_steps,
            gtol,
            max_evaluations,
            schedules.get(schedule) if isinstance(schedule, str) else schedule,
            noise if isinstance(noise, Gaussian) else Gaussian(float(noise or 0.0)),
            seed,
            differences.get(gradient) if isinstance(gradient, str) else gradient,
            batch,
        )

    @property
    def noisy(self) -> bool:
        """Whether there is noise on the gradient."""
        return self.noise.scale > 0

    @property
    def steady(self) -> bool:
        """Whether the learning rate stays as it is."""
        return self.schedule is None or self.schedule.steady
