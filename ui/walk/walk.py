"""A walk in the dark as a value with a link: ground, what one feels, and the steps so far."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from core.knob import knob, knobs_of
from core.linked import Facts, Linked, Single, linked, words
from core.query import Query
from core.sentences import N_, sentence
from landscapes import Landscape, Point
from ui.scene.scene import Scene
from ui.walk.ground import FINE, Ground, place_at, point, unknown

Place = tuple[int, int]
MOST = 60
"""Evaluations that a walk may take."""
USUAL = Scene.opening()


@dataclass(frozen=True)
class Places(Single):
    """Where somebody stood after the start, two whole numbers each: `walked=5123~3010`."""

    def _value(self, asked: Query, key: str, usual: Any) -> Any:
        text = asked.left.pop(key, "")
        numbers = text.split("~")[: 2 * MOST] if text else []
        if len(numbers) % 2 or not all(n.isascii() and n.isdigit() for n in numbers):
            asked.note(N_("The steps of the link cannot be read; the walk begins anew."))
            return usual
        return tuple(
            (min(int(p[:6]), FINE), min(int(q[:6]), FINE))
            for p, q in zip(numbers[::2], numbers[1::2], strict=True)
        )

    def _text(self, value: Any) -> str:
        return "~".join(str(v) for place in value for v in place)

    def _checked(self, value: Any, noun: str) -> Any:
        made = tuple((int(p), int(q)) for p, q in value)
        if any(not 0 <= v <= FINE for place in made for v in place):
            raise ValueError(f"{self.name}: a place lies in the window")
        return made


@dataclass(frozen=True)
class Walk(Linked):
    """A walk. Making one with an impossible value is a ValueError.

    `number` is that of an unknown ground; 0 is the surface of `scene`, from its start. At each
    place one feels the slope too, or the loss alone. `shown` is whether the ground is.
    """

    noun = "walk"
    versions = Scene.versions

    number: int = knob(0, 0, 9999, "Ground no.", integer=True)
    scene: Scene = linked(
        Ground(
            when=lambda told: not told["number"],
            otherwise=N_("An unknown ground has its own surface; the link's is ignored."),
        ),
        USUAL,
    )
    budget: int = knob(20, 3, MOST, "Evaluations", "Each place costs one.", integer=True)
    feel: str = words("slope", "loss")
    walked: tuple[Place, ...] = linked(Places(), ())
    shown: str = words("off", "on")

    def __post_init__(self) -> None:
        super().__post_init__()
        self._keep({"walked": self.walked[: self.budget - 1]})

    def ignored(self, told: Facts) -> Iterator[str]:
        """Steps beyond the budget."""
        if len(told["walked"]) > len(self.walked):
            yield sentence("The steps of the link end with its {n} evaluations.", n=self.budget)

    @cached_property
    def ground(self) -> Scene:
        """What lies in the dark: surface and start."""
        return unknown(self.number) if self.number else self.scene

    @property
    def landscape(self) -> Landscape:
        """The surface."""
        return self.ground.landscape()

    @property
    def places(self) -> tuple[Place, ...]:
        """The start, in the window, and the steps."""
        return (place_at(self.landscape.bounds, self.ground.start), *self.walked)

    def points(self) -> list[Point]:
        """Where that is on the surface."""
        return [point(self.landscape.bounds, place) for place in self.places]

    @property
    def is_over(self) -> bool:
        """Whether no evaluation is left, or the ground is seen."""
        return self.shown == "on" or len(self.places) >= self.budget

    def again(self) -> "Walk":
        """The same ground, dark."""
        return replace(self, walked=(), shown="off")


NUMBERS = knobs_of(Walk)
