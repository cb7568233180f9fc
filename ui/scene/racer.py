"""One optimizer in the race: a value, like the scene it stands in."""

from dataclasses import dataclass, replace
from typing import Self

import optim
from core.knob import Knob, knobs_of
from core.linked import Facts, Linked, linked
from core.parts import Chosen, Knobs, OwnNumber, Values
from core.sentences import N_

UNKNOWN = N_("There is no optimizer {name}; it was left out.")
"""What is told of a method that a link names and nobody knows."""
TOO_MANY = N_("At most {most} optimizers are compared; the others were left out.")
MISSING = N_("{label} is not in the race; it cannot be looked at.")
NOISE = replace(knobs_of(optim.noise.Gaussian)["scale"], name="noise")

BATCH = Knob(
    0, 0, 5000, "Batch size", "Samples of each step; 0 is all.", integer=True, name="batch"
)


def has_rate(slug: str) -> bool:
    """Whether a schedule means anything to this method."""
    return optim.CLASSES[slug].takes_rate()


def uses_gradients(slug: str) -> bool:
    """Whether gradient noise means anything to this method."""
    return not optim.CLASSES[slug].gradient_free


@dataclass(frozen=True)
class Racer(Linked):
    """One optimizer in the race; `knobs` holds those that differ from its defaults.

    `schedule` "", `noise` None and `batch` None mean: as the race. A schedule is kept only by a
    method with a learning rate, noise only by one that uses gradients.
    """

    noun = "racer"

    slug: str
    knobs: Values = linked(Knobs(optim.CLASSES), ())
    schedule: str = linked(
        Chosen(
            optim.schedules.CLASSES,
            none=True,
            when=lambda racer: has_rate(racer["slug"]),
            otherwise=N_("{name} has no learning rate; its schedule is ignored."),
        ),
        "",
    )
    schedule_knobs: Values = ()
    noise: float | None = linked(
        OwnNumber(
            NOISE,
            when=lambda racer: uses_gradients(racer["slug"]),
            otherwise=N_("{name} asks for no gradient; its noise is ignored."),
        ),
        None,
    )
    batch: int | None = linked(OwnNumber(BATCH), None)

    @classmethod
    def unsaid(cls, told: Facts) -> Self:
        """An optimizer as it is by default."""
        return cls(told["slug"])

    def fitted(self, samples: int) -> Self:
        """With a batch size of its own only where there are samples, and not more than those."""
        if self.batch is None or 0 < self.batch < samples:
            return self
        return replace(self, batch=0 if samples else None)

    def build(self) -> optim.Optimizer:
        """The optimizer itself."""
        return optim.get(self.slug, **dict(self.knobs))
