"""The two sides of a sweep: which knobs they are, and from where to where these go."""

import math

from core.knob import Knob
from landscapes import Landscape, eigenvalues
from ui.kit.query import Query, show
from ui.maps.axis import narrow_enough
from ui.maps.one_method import interval, swept_knobs
from ui.scene.racer import Racer
from ui.scene.scene import Point

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


def read(asked: Query, racer: Racer) -> dict[str, object]:
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
