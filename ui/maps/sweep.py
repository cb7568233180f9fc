"""A sweep as a value with a link: a scene, the two knobs that vary, and what is measured."""

from dataclasses import dataclass, field

import optim
from core.knob import Knob
from ui.maps import sweep_sides
from ui.maps.axis import Axis
from ui.maps.one_method import CELLS, GTOL, VERSION, Asked, Usual, gtol_of, swept_knobs, text
from ui.maps.sweep_sides import SCALES, SIDES, Range, sides_of, usable
from ui.profile.survey import methods_of
from ui.scene.scene import MAX_RACERS, Scene

USUAL = Usual("ravine", "momentum")
MEASURES = ("steps", "loss")
FINEST = CELLS[-2]


@dataclass(frozen=True)
class Sweep:
    """How a method fares by its knobs. Making one with an impossible value is a ValueError.

    `x` and `y` name the knobs of the axes, "" the usual ones; what a method has no knob for is
    forgotten. The scene's own values of both are the cell looked at. `methods` are those whose
    sensitivity to the knob of the x axis is compared.
    """

    scene: Scene = field(default_factory=USUAL.scene)
    x: str = ""
    y: str = ""
    x_range: Range = None
    y_range: Range = None
    x_scale: str = SCALES[0]
    y_scale: str = SCALES[0]
    measure: str = MEASURES[0]
    gtol: float = GTOL.default
    cells: str = FINEST
    methods: tuple[str, ...] = ("gd", "momentum", "nesterov", "adam")

    def __post_init__(self) -> None:
        self._set("scene", USUAL.alone(self.scene))
        self._set("gtol", GTOL.check(self.gtol, "map"))
        for value, words in ((self.measure, MEASURES), (self.x_scale, SCALES),
                             (self.y_scale, SCALES), (self.cells, CELLS)):  # fmt: skip
            if value not in words:
                raise ValueError(f"{value} is none of {', '.join(words)}")
        self._check_sides()
        if len(self.methods) > MAX_RACERS or len(set(self.methods)) < len(self.methods):
            raise ValueError(f"at most {MAX_RACERS} methods, each once")
        for slug in self.methods:
            optim.get(slug)

    def _check_sides(self) -> None:
        x, y = sides_of(self.scene.race[0], self.x, self.y)
        for side, name, asked in (("x", x, self.x), ("y", y, self.y)):
            if name != asked:  # a range of another knob means nothing
                if asked:
                    self._set(f"{side}_range", None)
                    self._set(f"{side}_scale", SCALES[0])
                self._set(side, name)
            self._check_range(side)

    def _check_range(self, side: str) -> None:
        name, asked = getattr(self, side), getattr(self, f"{side}_range")
        knob = self.knob(side)
        if knob is None or asked is None:
            self._set(f"{side}_range", None)
            self._set(f"{side}_scale", getattr(self, f"{side}_scale") if knob else SCALES[0])
            return
        ends = usable(knob, *asked)
        if ends is None or not knob.lo <= ends[0] < ends[1] <= knob.hi:
            raise ValueError(f"the range of {name} is empty, or not within {knob.limits}")
        self._set(f"{side}_range", None if ends == self.usual_range(side) else ends)

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @classmethod
    def from_query(cls, query: Asked) -> "tuple[Sweep, tuple[str, ...]]":
        """The sweep a link asks for, and a sentence for each thing ignored or changed."""
        scene, asked, notes = USUAL.read(query)
        facts: dict[str, object] = {"scene": scene, "gtol": gtol_of(asked)}
        facts["measure"] = asked.choice("measure", MEASURES, MEASURES[0])
        facts["cells"] = asked.choice("cells", CELLS, FINEST)
        facts["methods"] = methods_of(asked, cls.methods)
        facts |= sweep_sides.read(asked, scene.race[0])
        asked.leftovers()
        return cls(**facts), notes + asked.sentences()  # type: ignore[arg-type]

    def to_query(self) -> dict[str, str]:
        """The link's parameters: what differs from the usual, and the version."""
        query, usual = USUAL.write(self.scene), Sweep(self.scene)
        for name in ("x", "y", "measure", "cells", "x_scale", "y_scale"):
            if getattr(self, name) != getattr(usual, name):
                query[name.replace("_", ".")] = getattr(self, name)
        if self.y != usual.y or self.x != usual.x:
            query |= {"x": self.x} | ({"y": self.y} if self.y else {})
        for side in SIDES:
            if (ends := getattr(self, f"{side}_range")) is not None:
                query[f"{side}.range"] = "~".join(text(v) for v in ends)
        if self.gtol != GTOL.default:
            query["gtol"] = text(self.gtol)
        if self.methods != usual.methods:
            query["methods"] = "~".join(self.methods) or "none"
        return {"v": VERSION} | query if query else {}

    # -- its two sides ------------------------------------------------------------------------

    def knob(self, side: str) -> Knob | None:
        """The knob of a side; None where the method has no second one."""
        return swept_knobs(self.scene.race[0]).get(getattr(self, side))

    def log(self, side: str) -> bool:
        """Whether the axis is logarithmic: as the knob's own slider unless told."""
        knob, scale = self.knob(side), getattr(self, f"{side}_scale")
        lo = self.range(side)[0]
        return bool(knob) and lo > 0 and (knob.log if scale == "own" else scale == "log")  # type: ignore[union-attr]

    def range(self, side: str) -> tuple[float, float]:
        """From where to where the knob goes."""
        asked: Range = getattr(self, f"{side}_range")
        return asked or self.usual_range(side)

    def usual_range(self, side: str) -> tuple[float, float]:
        """Where the knob of a side usually goes: see `sides.usual`."""
        knob, known = self.knob(side), self.scene.race[0].slug in optim.theory.METHODS
        if knob is None:
            return 0.0, 1.0
        rate = known and knob.name == "learning_rate"
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
