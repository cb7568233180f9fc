"""A sweep as a value with a link: a scene, the two knobs that vary, and what is measured."""

from dataclasses import dataclass
from typing import Self

import optim
from core.knob import Knob, like
from core.linked import Facts, Linked, linked, words
from core.parts import Slugs
from core.sentences import N_, sentence
from ui.maps import sweep_sides
from ui.maps.axis import Axis
from ui.maps.one_method import CELLS, GTOL, OneMethod, swept_knobs
from ui.maps.sweep_sides import SCALES, SIDES, Range, SideRange, Sides, sides_of, usable
from ui.scene.racer import TOO_MANY, UNKNOWN
from ui.scene.scene import MAX_RACERS, Scene

USUAL = OneMethod("ravine", "momentum")
MEASURES = ("steps", "loss")


@dataclass(frozen=True)
class Sweep(Linked):
    """How a method fares by its knobs. Making one with an impossible value is a ValueError.

    `x` and `y` name the knobs of the axes, "" the usual ones; what a method has no knob for is
    forgotten. The scene's own values of both are the cell looked at. `methods` are those whose
    sensitivity to the knob of the x axis is compared.
    """

    noun = "map"
    versions = Scene.versions

    scene: Scene = linked(USUAL, default_factory=USUAL.scene)
    x: str = linked(Sides(), "")
    y: str = ""
    measure: str = words(*MEASURES)
    cells: str = words(*CELLS, usual=CELLS[-2])
    x_scale: str = words(*SCALES)
    y_scale: str = words(*SCALES)
    x_range: Range = linked(SideRange("x"), None)
    y_range: Range = linked(SideRange("y"), None)
    gtol: float = like(GTOL)
    methods: tuple[str, ...] = linked(
        Slugs(optim.CLASSES, MAX_RACERS, UNKNOWN, TOO_MANY), ("gd", "momentum", "nesterov", "adam")
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        self._check_sides()

    def _check_sides(self) -> None:
        x, y = sides_of(self.scene.race[0], self.x, self.y)
        for side, name, asked in (("x", x, self.x), ("y", y, self.y)):
            if name != asked:  # a range of another knob means nothing
                if asked:
                    self._keep({f"{side}_range": None, f"{side}_scale": SCALES[0]})
                self._keep({side: name})
            self._check_range(side)

    def _check_range(self, side: str) -> None:
        name, asked = getattr(self, side), getattr(self, f"{side}_range")
        knob = self.knob(side)
        if knob is None or asked is None:
            scale = getattr(self, f"{side}_scale") if knob else SCALES[0]
            self._keep({f"{side}_range": None, f"{side}_scale": scale})
            return
        ends = usable(knob, *asked)
        if ends is None or not knob.lo <= ends[0] < ends[1] <= knob.hi:
            raise ValueError(
                sentence(
                    "the range of {name} is empty, or not within {limits}",
                    name=name,
                    limits=N_(knob.limits),
                )
            )
        self._keep({f"{side}_range": None if ends == self.usual_range(side) else ends})

    @classmethod
    def unsaid(cls, told: Facts) -> Self:
        """The usual sweep of a scene's method."""
        return cls(told["scene"])

    # -- its two sides ------------------------------------------------------------------------

    def knob(self, side: str) -> Knob | None:
        """The knob of a side; None where the method has no second one."""
        return swept_knobs(self.scene.race[0]).get(getattr(self, side))

    def log(self, side: str) -> bool:
        """Whether the axis is logarithmic: as the knob's own slider unless told."""
        knob, scale = self.knob(side), getattr(self, f"{side}_scale")
        if knob is None or not self.range(side)[0] > 0:
            return False
        return knob.log if scale == "own" else bool(scale == "log")

    def range(self, side: str) -> tuple[float, float]:
        """From where to where the knob goes."""
        asked: Range = getattr(self, f"{side}_range")
        return asked or self.usual_range(side)

    def usual_range(self, side: str) -> tuple[float, float]:
        """Where the knob of a side usually goes: see `sweep_sides.usual`."""
        knob, optimizer = self.knob(side), self.scene.race[0].build()
        if knob is None:
            return 0.0, 1.0
        rate = knob.name == "learning_rate" and optimizer.stable_limit() is not None
        return sweep_sides.usual(knob, self.curvatures()[1] if rate else 0.0)

    def curvatures(self) -> tuple[float, float]:
        """Smallest and largest curvature at the known minimum nearest to the start; else zeros."""
        return sweep_sides.curvatures(self.scene.landscape(), self.scene.start)

    def axes(self) -> tuple[Axis, Axis]:
        """Across and upwards."""
        across, up = (
            Axis(*self.range(side), self.log(side), bool((k := self.knob(side)) and k.integer))
            for side in SIDES
        )
        return across, up
