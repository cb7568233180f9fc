"""What is trained and how it is looked at, as a value with a link.

Such as `?v=1&race=gd~gd.2&gd.batch=5&gd.2.batch=0&steps=1500&panel=sharp`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import optim
from core.entrants import Entrants, Focus, labels
from core.knob import Knob, knob, knobs_of, like
from core.linked import Facts, Linked, linked, words, words_of
from core.parts import Chosen, Knobs, OwnNumber, Values
from core.sentences import N_, sentence
from landscapes.networks import PLACES, Mlp, RandomMask, Regularisation
from ui.scene.racer import MISSING, UNKNOWN

FEATURES, CLASSES = 64, 10
MAX_LEARNERS = 4
GRID_SIDES = (17, 21, 25, 33, 41, 51, 65, 81)
"""Points a side of a slice, from the first glance on."""
TRAINING, SLICE = 2.0, 1.2
"""Seconds that all training may take, and a slice: see `Study.steps_of` and `Study.side`."""


BATCH = Knob(32, 0, 1437, "Batch size", "Digits a step sees; 0 is all.", integer=True, name="batch")


def trainable() -> tuple[str, ...]:
    """The methods that can train a network: their rule is for one coordinate."""
    return tuple(slug for slug, cls in optim.CLASSES.items() if issubclass(cls, optim.Elementwise))


def refused(slug: str) -> str:
    """Why a method was left out, as it cannot train a network; "" where it can."""
    if slug in trainable():
        return ""
    return sentence(
        "{method} couples the weights and cannot train a network here; it was left out.",
        method=N_(optim.CLASSES[slug].title),
    )


@dataclass(frozen=True)
class Learner(Linked):
    """One optimizer that trains the network; `batch` None is as the others, 0 all samples."""

    noun = "network"

    slug: str
    knobs: Values = linked(Knobs(optim.CLASSES), ())
    batch: int | None = linked(OwnNumber(BATCH), None)

    def __post_init__(self) -> None:
        if self.slug not in trainable():
            raise ValueError(sentence("{method} cannot train a network", method=self.slug))
        super().__post_init__()

    @classmethod
    def unsaid(cls, told: Facts) -> Self:
        """An optimizer as it usually trains here."""
        return cls.usual(told["slug"])

    @classmethod
    def usual(cls, slug: str) -> Self:
        """With the learning rate it trains well with, where that is not its default."""
        rate = optim.CLASSES[slug].training_rate if slug in optim.CLASSES else None
        return cls(slug, () if rate is None else (("learning_rate", rate),))

    def build(self) -> optim.Optimizer:
        """The optimizer itself."""
        return optim.get(self.slug, **dict(self.knobs))


@dataclass(frozen=True)
class Study(Linked):
    """A network, its training by up to four optimizers, and the plane it is seen on.

    Making one with an impossible value is a ValueError. `batch` 0 is all samples, as is every
    number that is not below theirs; a learner's own replaces it. `focus` is the label of one
    learner, or "" for the first.
    """

    noun = "network"

    race: tuple[Learner, ...] = linked(
        Entrants(
            Learner,
            optim.CLASSES,
            MAX_LEARNERS,
            UNKNOWN,
            N_("At most {most} optimizers can train; the others were left out."),
            refused,
            first="learning_rate",
        ),
        default_factory=lambda: tuple(map(Learner.usual, ("gd", "momentum", "adam"))),
    )
    schedule: str = linked(Chosen(optim.schedules.CLASSES), "constant")
    schedule_knobs: Values = ()
    units: int = knob(32, 4, 64, "Units a hidden layer", integer=True)
    depth: int = knob(1, 1, 8, "Hidden layers", integer=True)
    samples: int = knob(500, 50, 1437, "Digits to train on", integer=True)
    steps: int = knob(300, 10, 3000, "Steps", integer=True)
    batch: int = like(BATCH)
    dropout: float = knob(0, 0, 0.8, "Dropout", "How probably each is left out of a step.")
    weight_decay: float = knob(
        0,
        0,
        0.1,
        "Weight decay λ",
        "The penalty λ/2 |w|² is part of the loss.",
        log=True,
        least=1e-5,
    )
    seed: int = knob(0, 0, 999_999, "Seed", "Of first weights, batches and dropout.", integer=True)
    plane_seed: int = knob(0, 0, 999_999, "Seed of the plane", integer=True)
    zoom: float = knob(1, 0.25, 4, "Window", "As a multiple of the usual one.", log=True)
    activation: str = words("tanh", "relu")
    residual: str = words("off", "on")
    norm: str = words("off", "on")
    layers: str = words("all", "last")
    before: str = words("drawn", "learned")
    mask: str = words(*PLACES)
    penalty: str = words("all", "weights")
    shift: str = words("off", "on")
    plane: str = words("paths", "random", "three")
    cells: str = words("51", "25", "81")
    inside: str = words("off", "on")
    panel: str = words("honesty", "sharp", "learning", "norm")
    focus: str = linked(Focus("race", MISSING), "")

    def __post_init__(self) -> None:
        super().__post_init__()
        self._keep({"batch": self.batch if self.batch < self.samples else 0})

    def ignored(self, told: Facts) -> Iterator[str]:
        """A batch that is all digits."""
        if told["batch"] != self.batch:
            asked = told["batch"]
            yield sentence(
                "There are no more than {n} digits; batch = {asked:g} is all.",
                n=self.samples,
                asked=asked,
            )

    def mlp(self) -> Mlp:
        """The network."""
        sizes = (FEATURES, *(self.units,) * self.depth, CLASSES)
        normalised, spares = self.norm == "on", self.penalty == "weights"
        return _mlp(sizes, self.activation, self.residual == "on", normalised, spares)

    def regularisation(self) -> Regularisation:
        """What is added to the training."""
        return Regularisation(
            self.weight_decay, RandomMask(self.dropout, self.mask), shifts=self.shift == "on"
        )

    def stays(self) -> str:
        """What the layers before the last one keep to: "drawn", "learned"; "" where they learn."""
        return self.before if self.layers == "last" else ""

    def trained_size(self) -> int:
        """How many weights training moves."""
        return (self.units + 1) * CLASSES if self.layers == "last" else self.mlp().size

    def labels(self) -> tuple[str, ...]:
        """A name for each learner that is unique: adam, momentum, adam.2."""
        return labels(self.race)

    def focused(self) -> str:
        """The label of the learner looked at: the first one unless told; "" without any."""
        return self.focus or next(iter(self.labels()), "")

    def batch_of(self, learner: Learner) -> int:
        """How many digits each of its steps sees."""
        asked = self.batch if learner.batch is None else learner.batch
        return min(asked or self.samples, self.samples)

    def driven_by(self) -> optim.schedules.Schedule | None:
        """What drives the learning rates; None where they stay."""
        if optim.schedules.CLASSES[self.schedule].steady:
            return None
        return optim.schedules.get(self.schedule, **dict(self.schedule_knobs))

    # -- what it may cost -------------------------------------------------------------------

    def steps_of(self, learner: Learner) -> int:
        """How many steps it takes: fewer than asked for where those would take too long."""
        share = TRAINING / max(1, len(self.race))
        return max(1, min(self.steps, int(share / self.step_seconds(self.batch_of(learner)))))

    def step_seconds(self, batch: int) -> float:
        """Seconds of a step on one core, roughly, as measured: see bench/networks.py."""
        size = self.mlp().size
        sample = 3e-7 + 1.3e-10 * size + 6e-9 * self.units * self.depth
        plain = 6e-5 + 2.5e-5 * self.depth + 4e-9 * size + batch * sample
        moved = 3e-5 + 1.3e-6 * batch if self.shift == "on" else 0.0
        return (2 * plain if self.norm == "on" else plain) + moved

    def point(self) -> float:
        """Seconds of one point of a slice, roughly: only layers after the first cost much."""
        later = self.mlp().size - (FEATURES + 1) * self.units
        plain = self.samples * (5e-8 + 1e-10 * later)
        return 8 * plain if self.norm == "on" else plain

    def side(self) -> int:
        """Points a side of the slice: fewer than asked for where those would take too long."""
        fit = [side for side in GRID_SIDES if side * side * self.point() <= SLICE]
        return min(int(self.cells), max(fit, default=GRID_SIDES[0]))


@lru_cache(maxsize=64)
def _mlp(
    sizes: tuple[int, ...], activation: str, residual: bool, normalised: bool, spares: bool
) -> Mlp:
    return Mlp(sizes, activation, residual, normalised, spares)


NUMBERS: Mapping[str, Knob] = knobs_of(Study)
"""The limits of each plain number: for links, sliders and studies alike."""
CHOICES: Mapping[str, tuple[str, ...]] = words_of(Study)
"""The words of each plain choice, the usual one first."""
