"""What is trained and how it is looked at, as a value with a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

import optim
from core.knob import Knob, knob, knobs_of
from landscapes.networks import Mlp
from ui.scene.racer import Racer, Values, differing, labels_of, scheduled

FEATURES, CLASSES = 64, 10
MAX_RACERS = 4
RATES = {
    "gd": 0.1, "momentum": 0.1, "nesterov": 0.1, "adagrad": 0.05, "rmsprop": 0.005,
    "adam": 0.01, "amsgrad": 0.01, "adamw": 0.01, "adamax": 0.01, "nadam": 0.01,
    "radam": 0.01, "adabelief": 0.01, "rprop": 0.001, "lion": 0.001,
}  # fmt: skip
"""Learning rates a method trains well with here; others start from their defaults."""
SIDES = (17, 21, 25, 33, 41, 51, 65, 81)
"""Points a side of a slice, from the first glance on."""
TRAINING, SLICE = 2.0, 1.2
"""Seconds that all training may take, and a slice: see `Study.steps_of` and `Study.side`."""


def _words(*words: str) -> Any:
    return field(default=words[0], metadata={"words": words})


def trainable() -> tuple[str, ...]:
    """The methods that can train a network: their rule is for one coordinate."""
    return tuple(slug for slug, cls in optim.CLASSES.items() if issubclass(cls, optim.Elementwise))


@dataclass(frozen=True)
class Learner:
    """One optimizer that trains the network; `batch` None is as the others, 0 all samples."""

    slug: str
    knobs: Values = ()
    batch: int | None = None

    def __post_init__(self) -> None:
        if self.slug not in trainable():
            raise ValueError(f"{self.slug} cannot train a network")
        if self.batch is not None:
            object.__setattr__(self, "batch", int(NUMBERS["batch"].check(self.batch, "network")))
        object.__setattr__(self, "knobs", differing(optim.CLASSES[self.slug], self.knobs))

    @classmethod
    def usual(cls, slug: str) -> "Learner":
        """With the learning rate it trains well with."""
        return cls(slug, (("learning_rate", RATES[slug]),) if slug in RATES else ())

    def build(self) -> optim.Optimizer:
        """The optimizer itself."""
        return Racer(self.slug, self.knobs).build()


@dataclass(frozen=True)
class Study:
    """A network, its training by up to four optimizers, and the plane it is seen on.

    Making one with an impossible value is a ValueError. `batch` 0 is all samples, as is every
    number that is not below theirs; a learner's own replaces it. `focus` is the label of one
    learner, or "" for the first.
    """

    units: int = knob(32, 4, 64, "Units a hidden layer", integer=True)
    depth: int = knob(1, 1, 8, "Hidden layers", integer=True)
    activation: str = _words("tanh", "relu")
    residual: str = _words("off", "on")
    samples: int = knob(500, 50, 1437, "Digits to train on", integer=True)
    race: tuple[Learner, ...] = field(
        default_factory=lambda: tuple(map(Learner.usual, ("gd", "momentum", "adam")))
    )
    steps: int = knob(300, 10, 3000, "Steps", integer=True)
    batch: int = knob(32, 0, 1437, "Batch size", "Digits a step sees; 0 is all.", integer=True)
    dropout: float = knob(0, 0, 0.8, "Dropout", "Each unit's chance to be left out of a step.")
    weight_decay: float = knob(
        0, 0, 0.1, "Weight decay λ", "The penalty λ/2 |w|² is part of the loss.", log=True,
        least=1e-5,
    )  # fmt: skip
    schedule: str = "constant"
    schedule_knobs: Values = ()
    seed: int = knob(0, 0, 999_999, "Seed", "Of first weights, batches and dropout.", integer=True)
    plane: str = _words("paths", "random", "three")
    plane_seed: int = knob(0, 0, 999_999, "Seed of the plane", integer=True)
    zoom: float = knob(1, 0.25, 4, "Window", "As a multiple of the usual one.", log=True)
    cells: str = _words("51", "25", "81")
    inside: str = _words("off", "on")
    panel: str = _words("honesty", "sharp")
    focus: str = ""

    def __post_init__(self) -> None:
        for name, limits in NUMBERS.items():
            number = limits.check(getattr(self, name), "network")
            self._set(name, int(number) if limits.integer else number)
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}")
        if len(self.race) > MAX_RACERS:
            raise ValueError(f"at most {MAX_RACERS} optimizers can train")
        self._set("schedule_knobs", scheduled(self.schedule, self.schedule_knobs))
        self._set("batch", self.batch if self.batch < self.samples else 0)
        self._set("focus", self.focus if self.focus in self.labels() else "")

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    @classmethod
    def from_query(cls, query: Mapping[str, str | list[str]]) -> "tuple[Study, tuple[str, ...]]":
        """The study a link asks for, and a sentence for each thing ignored or changed."""
        from ui.network import link  # which is about studies, so it cannot be loaded before this

        return link.read(query)

    def to_query(self) -> dict[str, str]:
        """The link's parameters: what differs from the usual, and the version."""
        from ui.network import link

        return link.write(self)

    def mlp(self) -> Mlp:
        """The network."""
        sizes = (FEATURES, *(self.units,) * self.depth, CLASSES)
        return _mlp(sizes, self.activation, self.residual == "on")

    def labels(self) -> tuple[str, ...]:
        """A name for each learner that is unique: adam, momentum, adam.2."""
        return labels_of(tuple(learner.slug for learner in self.race))

    def focused(self) -> str:
        """The label of the learner looked at: the first one unless told; "" without any."""
        return self.focus or next(iter(self.labels()), "")

    def batch_of(self, learner: Learner) -> int:
        """How many digits each of its steps sees."""
        asked = self.batch if learner.batch is None else learner.batch
        return min(asked or self.samples, self.samples)

    def driven_by(self) -> optim.schedules.Schedule | None:
        """What drives the learning rates; None where they stay."""
        if self.schedule == "constant":
            return None
        return optim.schedules.get(self.schedule, **dict(self.schedule_knobs))

    # -- what it may cost -------------------------------------------------------------------

    def steps_of(self, learner: Learner) -> int:
        """How many steps it takes: fewer than asked for where those would take too long."""
        share = TRAINING / max(1, len(self.race))
        return max(1, min(self.steps, int(share / self._step(self.batch_of(learner)))))

    def _step(self, batch: int) -> float:
        """Seconds of a step on one core, roughly, as measured: see bench/networks.py."""
        size = self.mlp().size
        sample = 3e-7 + 1.3e-10 * size + 6e-9 * self.units * self.depth
        return 6e-5 + 2.5e-5 * self.depth + 4e-9 * size + batch * sample

    def point(self) -> float:
        """Seconds of one point of a slice, roughly: only layers after the first cost much."""
        later = self.mlp().size - (FEATURES + 1) * self.units
        return self.samples * (5e-8 + 1e-10 * later)

    def side(self) -> int:
        """Points a side of the slice: fewer than asked for where those would take too long."""
        fit = [side for side in SIDES if side * side * self.point() <= SLICE]
        return min(int(self.cells), max(fit, default=SIDES[0]))


@lru_cache(maxsize=64)
def _mlp(sizes: tuple[int, ...], activation: str, residual: bool) -> Mlp:
    return Mlp(sizes, activation, residual)


NUMBERS: Mapping[str, Knob] = knobs_of(Study)
"""The limits of each plain number: for links, sliders and studies alike."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    f.name: f.metadata["words"] for f in fields(Study) if "words" in f.metadata
}
"""The words of each plain choice, the usual one first."""
