"""Learning-rate schedules: what the learning rate is multiplied by before each step."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from core import registry
from core.knob import Knobbed, knob


@dataclass(frozen=True)
class Schedule(Knobbed):
    """A factor for each step t = 0, 1, ...; the first step's is 1."""

    slug: ClassVar[str]
    title: ClassVar[str]
    latex: ClassVar[str]

    def factor(self, t: int, max_steps: int) -> float:
        """What the learning rate is multiplied by in step `t` (from 0) of at most `max_steps`."""
        raise NotImplementedError


@dataclass(frozen=True)
class Constant(Schedule):
    """The learning rate stays as it is."""

    slug = "constant"
    title = "Constant"
    latex = r"\alpha_t = \alpha"

    def factor(self, t: int, max_steps: int) -> float:
        """Always 1."""
        return 1.0


@dataclass(frozen=True)
class StepDecay(Schedule):
    """Multiplied by `drop` every `every` steps (torch.optim.lr_scheduler.StepLR)."""

    slug = "step"
    title = "Step"
    latex = r"\alpha_t = \alpha\,d^{\lfloor t/s \rfloor}"

    every: float = knob(50, 1, 1000, "Every s steps", integer=True)
    drop: float = knob(0.5, 0.01, 1, "Times d")

    def factor(self, t: int, max_steps: int) -> float:
        """drop ** (t // every)."""
        return float(self.drop ** (t // int(self.every)))


@dataclass(frozen=True)
class Exponential(Schedule):
    """exp(-k t), as CS231n writes it; torch's ExponentialLR has gamma = exp(-k)."""

    slug = "exponential"
    title = "Exponential"
    latex = r"\alpha_t = \alpha\,e^{-kt}"

    rate: float = knob(0.01, 1e-5, 1, "Decay k", log=True)

    def factor(self, t: int, max_steps: int) -> float:
        """exp(-rate t)."""
        return math.exp(-self.rate * t)


@dataclass(frozen=True)
class InverseTime(Schedule):
    """1 / (1 + k t)."""

    slug = "inverse"
    title = "1/t"
    latex = r"\alpha_t = \alpha / (1 + kt)"

    rate: float = knob(0.01, 1e-5, 10, "Decay k", log=True)

    def factor(self, t: int, max_steps: int) -> float:
        """1 / (1 + rate t)."""
        return 1.0 / (1.0 + self.rate * t)


@dataclass(frozen=True)
class Cosine(Schedule):
    """Half a cosine from 1 down to `floor` (torch's CosineAnnealingLR over all steps)."""

    slug = "cosine"
    title = "Cosine"
    latex = r"\alpha_t = \alpha\left(f + (1-f)\tfrac12(1+\cos(\pi t/T))\right)"

    floor: float = knob(0.0, 0, 1, "Lowest share f")

    def factor(self, t: int, max_steps: int) -> float:
        """floor + (1 - floor) (1 + cos(pi t / max_steps)) / 2."""
        return self.floor + (1 - self.floor) * (1 + math.cos(math.pi * t / max_steps)) / 2


CLASSES: Mapping[str, type[Schedule]] = MappingProxyType(
    {cls.slug: cls for cls in (Constant, StepDecay, Exponential, InverseTime, Cosine)}
)


def names() -> tuple[str, ...]:
    """The slugs of the schedules, in menu order."""
    return tuple(CLASSES)


def get(slug: str, **knobs: float) -> Schedule:
    """A schedule, such as `get("exponential", rate=0.02)`; errors as `optim.get`."""
    made: Schedule = registry.make("schedule", CLASSES, slug, knobs)
    return made
