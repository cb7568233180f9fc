"""Learning-rate schedules: what the learning rate is multiplied by before each step."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from core import registry
from core.knob import Knobbed, knob
from core.sentences import N_


@dataclass(frozen=True)
class Schedule(Knobbed):
    """A factor from 0 to 1 for each step t = 0, 1, ...; the first is 1 unless there is a warm-up.

    Every factor is finite for any `max_steps` of 0 or more, also where a period is longer.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    latex: ClassVar[str]
    steady: ClassVar[bool] = False
    """Whether it leaves the learning rate as it is, in every step."""

    def factor(self, t: int, max_steps: int) -> float:
        """What the learning rate is multiplied by in step `t` (from 0) of at most `max_steps`."""
        raise NotImplementedError

    def snapshots(self, max_steps: int) -> tuple[int, ...]:
        """After how many steps each cycle of the schedule ends; none where there is no cycle."""
        return ()


@dataclass(frozen=True)
class Planned:
    """A schedule as planned for a run of `steps` steps, for a run that ends sooner."""

    schedule: Schedule
    steps: int

    def factor(self, t: int, max_steps: int) -> float:
        """The factor of step `t` of the long run."""
        return self.schedule.factor(t, self.steps)


@dataclass(frozen=True)
class Constant(Schedule):
    """The learning rate stays as it is."""

    slug = "constant"
    title = "Constant"
    latex = r"\alpha_t = \alpha"
    steady = True

    def factor(self, t: int, max_steps: int) -> float:
        """Always 1."""
        return 1.0


@dataclass(frozen=True)
class StepDecay(Schedule):
    """Multiplied by `drop` every `every` steps (torch.optim.lr_scheduler.StepLR)."""

    slug = "step"
    title = N_("Step", "schedule")
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
        return _cosine(t / max(max_steps, 1), self.floor)


@dataclass(frozen=True)
class Restarts(Schedule):
    """Cosine again and again, each cycle `stretch` times as long as the one before: SGDR.

    I. Loshchilov and F. Hutter, ICLR 2017, eq. 5 (arXiv:1608.03983), which is torch's
    CosineAnnealingWarmRestarts(T_0, T_mult, eta_min). With `stretch` 1 it is eq. 2 of Snapshot
    Ensembles, G. Huang et al., ICLR 2017 (arXiv:1704.00109), where `period` is ceil(T/M) and a
    snapshot is kept at the end of each cycle.
    """

    slug = "restarts"
    title = "Warm restarts"
    latex = (
        r"\alpha_t = \alpha\left(f + (1-f)\tfrac12(1+\cos(\pi\tau/T_i))\right),"
        r"\quad T_{i+1} = m\,T_i,\quad \tau = \text{steps since the restart}"
    )

    period: float = knob(50, 1, 1000, "First cycle T₀ (steps)", integer=True)
    stretch: float = knob(1, 1, 10, "Next cycle: times m", integer=True)
    floor: float = knob(0.0, 0, 1, "Lowest share f")

    def factor(self, t: int, max_steps: int) -> float:
        """floor + (1 - floor) (1 + cos(pi tau / T_i)) / 2, tau steps after the last restart."""
        length, stretch = int(self.period), int(self.stretch)
        if stretch == 1:
            return _cosine(t % length / length, self.floor)
        while t >= length:
            t, length = t - length, length * stretch
        return _cosine(t / length, self.floor)

    def snapshots(self, max_steps: int) -> tuple[int, ...]:
        """T_0, T_0 + T_1, ...: a point k is the one after k steps. An unfinished cycle has none."""
        ends, length = list[int](), int(self.period)
        while (end := (ends[-1] if ends else 0) + length) <= max_steps:
            ends.append(end)
            length *= int(self.stretch)
        return tuple(ends)


@dataclass(frozen=True)
class Warmup(Schedule):
    """From `first` up to 1 in equal parts over `warmup` steps, then 1.

    torch's LinearLR(start_factor=first, total_iters=warmup).
    """

    slug = "warmup"
    title = "Linear warm-up"
    latex = r"\alpha_t = \alpha\left(s + (1-s)\min(t/w, 1)\right)"

    warmup: float = knob(20, 1, 1000, "Warm-up w (steps)", integer=True)
    first: float = knob(0.1, 0.001, 1, "First share s", log=True)

    def factor(self, t: int, max_steps: int) -> float:
        """first + (1 - first) min(t / warmup, 1)."""
        return self.first + (1 - self.first) * min(t / self.warmup, 1.0)


@dataclass(frozen=True)
class WarmupCosine(Warmup):
    """The warm-up, then half a cosine down to `floor` over the steps that are left.

    torch's SequentialLR of LinearLR and CosineAnnealingLR(T_max=max_steps - warmup). A run that
    is shorter than the warm-up sees only the warm-up.
    """

    slug = "warmup_cosine"
    title = "Warm-up, then cosine"
    latex = (
        r"\alpha_t = \alpha\begin{cases} s + (1-s)\,t/w & t < w \\"
        r" f + (1-f)\tfrac12(1+\cos(\pi\frac{t-w}{T-w})) & t \ge w \end{cases}"
    )

    floor: float = knob(0.0, 0, 1, "Lowest share f")

    def factor(self, t: int, max_steps: int) -> float:
        """As `Warmup` before step `warmup`, then as `Cosine`, counted from there."""
        since = t - int(self.warmup)
        if since < 0:
            return super().factor(t, max_steps)
        return _cosine(since / max(max_steps - int(self.warmup), 1), self.floor)


def _cosine(share: float, floor: float) -> float:
    """Half a cosine: 1 at share 0, `floor` at share 1."""
    return floor + (1 - floor) * (1 + math.cos(math.pi * share)) / 2


CLASSES: Mapping[str, type[Schedule]] = MappingProxyType(
    {
        cls.slug: cls
        for cls in (
            *(Constant, StepDecay, Exponential, InverseTime, Cosine),
            *(Restarts, Warmup, WarmupCosine),
        )
    }
)


def names() -> tuple[str, ...]:
    """The slugs of the schedules, in menu order."""
    return tuple(CLASSES)


def get(slug: str, **knobs: float) -> Schedule:
    """A schedule, such as `get("exponential", rate=0.02)`; errors as `optim.get`."""
    made: Schedule = registry.make("schedule", CLASSES, slug, knobs)
    return made
