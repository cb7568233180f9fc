"""A sweep as a value with a link: a scene, the two knobs that vary, and what is measured."""

import math
from dataclasses import dataclass, field

import optim
from core.knob import Knob
from ui.maps.axis import Axis, narrow_enough
from ui.maps.one import (
    CELLS,
    GTOL,
    VERSION,
    Asked,
    Usual,
    gtol_of,
    interval,
    swept_knobs,
    text,
)
from ui.query import Query, show
from ui.racer import Racer
from ui.scene import MAX_RACERS, Scene
from ui.survey import methods_of

USUAL = Usual("ravine", "momentum")
MEASURES = ("steps", "loss")
SCALES = ("own", "linear", "log")
SIDES = ("x", "y")
FINEST = CELLS[-2]
Range = tuple[float, float] | None


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
        facts |= _sides(asked, scene.race[0])
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
        """All of a plain knob; of a logarithmic one the four powers of ten around its default.

        A learning rate that means a share of the curvature goes from a twentieth to five times
        1 / L instead, L being the largest curvature at a minimum.
        """
        knob = self.knob(side)
        if knob is None:
            return 0.0, 1.0
        if not knob.log:
            return knob.lo, knob.hi
        middle, span = knob.default, 100.0
        sharpest = self.curvatures()[1] if knob.name == "learning_rate" else 0.0
        if sharpest and self.scene.race[0].slug in optim.theory.METHODS:
            middle, span = 0.5 / sharpest, 10.0
        lo, hi = (float(f"{v:.1g}") for v in (middle / span, middle * span))
        lo, hi = max(knob.lo, lo), min(knob.hi, hi)
        return (lo, hi) if lo < hi else (knob.lo, knob.hi)

    def curvatures(self) -> tuple[float, float]:
        """Smallest and largest curvature at the known minimum nearest to the start; else zeros."""
        landscape, (x, y) = self.scene.landscape(), self.scene.start
        if not landscape.minima or not landscape.smooth:
            return 0.0, 0.0
        at = min(landscape.minima, key=lambda m: math.hypot(m[0] - x, m[1] - y))
        hxx, hxy, hyy = (float(h) for h in landscape.hess(*at))
        mean, half = (hxx + hyy) / 2, math.hypot((hxx - hyy) / 2, hxy)
        known = math.isfinite(mean + half) and mean + half > 0
        return (max(0.0, mean - half), mean + half) if known else (0.0, 0.0)

    def axes(self) -> tuple[Axis, Axis]:
        """Across and upwards."""
        across, up = (
            Axis(*self.range(side), self.log(side), bool((k := self.knob(side)) and k.integer))
            for side in SIDES
        )
        return across, up


def usable(knob: Knob, lo: float, hi: float) -> Range:
    """A range as an axis takes it, from whole number to whole number for some; None if empty."""
    if knob.integer:
        lo, hi = math.ceil(lo), math.floor(hi)
    lo, hi = float(lo) + 0.0, float(hi) + 0.0
    return (lo, hi) if lo < hi and narrow_enough(lo, hi) else None


def sides_of(racer: Racer, x: str = "", y: str = "") -> tuple[str, str]:
    """The knobs of both axes: those asked for where the method has them, else its first ones."""
    names = list(swept_knobs(racer))
    x = x if x in names else next((name for name in names if name != y), "")
    others = [name for name in names if name != x]
    return x, y if y in others else next(iter(others), "")


def _sides(asked: Query, racer: Racer) -> dict[str, object]:
    """Which knobs vary, and from where to where they go."""
    knobs, told = swept_knobs(racer), [asked.left.pop(side, "") for side in SIDES]
    for side, name in zip(SIDES, told, strict=True):
        if name and name not in knobs:
            asked.note(f"{side} = {show(name)} is no knob of this optimizer.")
    if told[0] and told[0] == told[1]:
        asked.note(f"x and y are both {show(told[0])}; y is another knob.")
    facts: dict[str, object] = {}
    for side, name in zip(SIDES, sides_of(racer, *told), strict=True):
        limits = (knobs[name].lo, knobs[name].hi) if name else (0.0, 1.0)
        ends = interval(asked, f"{side}.range", limits) if name else None
        if ends is not None and (ends := usable(knobs[name], *ends)) is None:
            asked.note(f"{side}.range is too narrow; the usual is used.")
        scale = asked.choice(f"{side}.scale", SCALES, SCALES[0])
        facts |= {side: name, f"{side}_range": ends, f"{side}_scale": scale}
    return facts
