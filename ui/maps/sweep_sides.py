"""The two sides of a sweep: which knobs they are, and from where to where these go."""

import math
from dataclasses import dataclass
from typing import Any

from core.knob import Knob
from core.linked import Facts, Part
from core.query import Query, joined, show
from core.sentences import sentence
from landscapes import Landscape, Point, eigenvalues
from ui.maps.axis import narrow_enough
from ui.maps.one_method import swept_knobs
from ui.scene.racer import Racer

SCALES = ("own", "linear", "log")
SIDES = ("x", "y")
Range = tuple[float, float] | None


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


@dataclass(frozen=True)
class Sides(Part):
    """The fields `x` and `y` of a sweep, the knobs of both axes: `x=beta1&y=beta2`."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Those it is about."""
        return SIDES

    def read(self, asked: Query, at: str, told: Facts, unsaid: Any) -> Facts:
        """As the link asks for it."""
        racer = told["scene"].race[0]
        knobs, said = swept_knobs(racer), [asked.left.pop(side, "") for side in SIDES]
        for side, name in zip(SIDES, said, strict=True):
            if name and name not in knobs:
                asked.note(
                    sentence(
                        "{side} = {value} is no knob of this optimizer.",
                        side=side,
                        value=show(name),
                    )
                )
        if said[0] and said[0] == said[1]:
            both = show(said[0])
            asked.note(sentence("x and y are both {value}; y is another knob.", value=both))
        return dict(zip(SIDES, sides_of(racer, *said), strict=True))

    def write(self, made: Any, at: str, unsaid: Any) -> dict[str, str]:
        """What the link says of it."""
        if (made.x, made.y) == (unsaid.x, unsaid.y):
            return {}
        return {"x": made.x} | ({"y": made.y} if made.y else {})


@dataclass(frozen=True)
class SideRange(Part):
    """From where to where the knob of an axis goes, None where that is usual: `x.range=0.1~1`."""

    side: str

    def read(self, asked: Query, at: str, told: Facts, unsaid: Any) -> Facts:
        """As the link asks for it."""
        knob = swept_knobs(told["scene"].race[0]).get(told[self.side])
        ends = asked.interval(self.key, knob.lo, knob.hi) if knob else None
        if knob and ends is not None and (ends := usable(knob, *ends)) is None:
            asked.note(sentence("{key} is too narrow; the usual is used.", key=self.key))
        return {self.name: ends}

    def write(self, made: Any, at: str, unsaid: Any) -> dict[str, str]:
        """What the link says of it."""
        ends = getattr(made, self.name)
        return {} if ends is None else {self.key: joined(*ends)}


def usual(knob: Knob, sharpest: float) -> tuple[float, float]:
    """All of a plain knob; of a logarithmic one the four powers of ten around its default.

    A learning rate that means a share of the curvature goes from a twentieth to five times 1 / L
    instead, L being the largest curvature at a minimum (`sharpest`; 0 where that says nothing).
    """
    if not knob.log:
        return knob.lo, knob.hi
    middle, span = (0.5 / sharpest, 10.0) if sharpest else (knob.default, 100.0)
    lo, hi = (float(f"{v:.1g}") for v in (middle / span, middle * span))
    lo, hi = max(knob.lo, lo), min(knob.hi, hi)
    return (lo, hi) if lo < hi else (knob.lo, knob.hi)


def curvatures(landscape: Landscape, near: Point) -> tuple[float, float]:
    """Smallest and largest curvature at the known minimum nearest to a point; else zeros."""
    if not landscape.minima or not landscape.smooth:
        return 0.0, 0.0
    x, y = near
    at = min(landscape.minima, key=lambda m: math.hypot(m[0] - x, m[1] - y))
    low, high = (float(value) for value in eigenvalues(*landscape.hess(*at)))
    return (max(0.0, low), high) if math.isfinite(high) and high > 0 else (0.0, 0.0)
