"""One optimizer in the race: a value, like the scene it stands in."""

from dataclasses import dataclass, replace

import optim
from core.knob import build, knobs_of

NOISE = replace(knobs_of(optim.noise.Gaussian)["scale"], name="noise")
Values = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Racer:
    """One optimizer in the race; `knobs` holds those that differ from its defaults.

    `schedule` "" and `noise` None mean: as the race. A schedule is kept only by a method with a
    learning rate, noise only by one that uses gradients.
    """

    slug: str
    knobs: Values = ()
    schedule: str = ""
    schedule_knobs: Values = ()
    noise: float | None = None

    def __post_init__(self) -> None:
        schedule = self.schedule if has_rate(self.slug) else ""
        noise = None if self.noise is None or not uses_gradients(self.slug) else self.noise
        values = scheduled(schedule, self.schedule_knobs) if schedule else ()
        object.__setattr__(self, "knobs", differing(optim.CLASSES[self.slug], self.knobs))
        object.__setattr__(self, "schedule", schedule)
        object.__setattr__(self, "schedule_knobs", values)
        object.__setattr__(self, "noise", noise if noise is None else NOISE.check(noise, "racer"))

    def build(self) -> optim.Optimizer:
        """The optimizer itself."""
        return optim.get(self.slug, **dict(self.knobs))


def has_rate(slug: str) -> bool:
    """Whether a schedule means anything to this method."""
    return "learning_rate" in knobs_of(optim.CLASSES[slug])


def uses_gradients(slug: str) -> bool:
    """Whether gradient noise means anything to this method."""
    return not getattr(optim.CLASSES[slug], "gradient_free", False)


def labels_of(slugs: tuple[str, ...]) -> tuple[str, ...]:
    """A unique name for each: a second adam is adam.2."""
    seen: dict[str, int] = {}
    labels = []
    for slug in slugs:
        seen[slug] = seen.get(slug, 0) + 1
        labels.append(slug if seen[slug] == 1 else f"{slug}.{seen[slug]}")
    return tuple(labels)


def differing(cls: type, values: Values) -> Values:
    """The knobs that differ from their defaults, checked, in the order the class declares."""
    made = build(cls, dict(values))
    found = ((name, getattr(made, name), knob) for name, knob in knobs_of(cls).items())
    return tuple((name, value) for name, value, knob in found if value != knob.default)


def scheduled(slug: str, values: Values) -> Values:
    """The knobs of a schedule that differ from its defaults, checked."""
    return differing(type(optim.schedules.get(slug, **dict(values))), values)
