"""What is marked on a surface beside the paths: critical points, the probe, and what is said there.

Figures and the player draw the same marks, all in ink on paper, never in a racer's colour. Shape
carries the meaning.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.sentences import N_, Sentence, sentence
from core.written import number
from landscapes import NO_CURVATURE, CriticalPoint, Local, Point
from viz.run import Bounds

KINDS = (N_("minimum"), N_("maximum"), N_("saddle"), N_("degenerate"))
SAME_PLACE = 0.01
"""Points closer than this share of the window are one mark."""
ARM = 0.055
"""Half an arm of the probe's cross, as a share of the window."""


@dataclass(frozen=True)
class Mark:
    """A critical point and what is said there, line by line; its kind comes first."""

    kind: str
    x: float
    y: float
    fun: float
    lines: tuple[str, ...]


def gathered(
    minima: Sequence[Point], critical: Sequence[CriticalPoint], floor: float, bounds: Bounds
) -> dict[str, list[Mark]]:
    """All critical points by kind, each once; `floor` is the loss at the known minima.

    A known minimum wins over what was found at its place: where the Hessian is singular, as at
    the bottom of x^4, its eigenvalues alone cannot tell.
    """
    found: dict[str, list[Mark]] = {kind: [] for kind in KINDS}
    taken = set[int]()
    for x, y in minima:
        near = [k for k, c in enumerate(critical) if _same((c.x, c.y), (x, y), bounds)]
        taken |= set(near)
        lines = _lines(critical[near[0]], "minimum") if near else (_at("minimum", x, y),)
        found["minimum"].append(Mark("minimum", x, y, floor, lines))
    for k, c in enumerate(critical):
        if k not in taken:
            found.setdefault(c.kind, []).append(Mark(c.kind, c.x, c.y, c.fun, _lines(c, c.kind)))
    return found


def _same(a: Point, b: Point, bounds: Bounds) -> bool:
    return all(
        abs(p - q) <= SAME_PLACE * (hi - lo) for p, q, (lo, hi) in zip(a, b, bounds, strict=True)
    )


def _lines(c: CriticalPoint, kind: str) -> tuple[str, ...]:
    curved = math.isfinite(c.low) and math.isfinite(c.high)
    values = (
        sentence("eigenvalues {low} and {high}", low=number(c.low), high=number(c.high))
        if curved
        else N_("at a kink: no eigenvalues")
    )
    return _at(kind, c.x, c.y), sentence("loss {loss}", loss=number(c.fun, 5)), values


def _at(kind: str, x: float, y: float) -> Sentence:
    return sentence("{kind} at {place}", kind=N_(kind), place=place(x, y))


def place(x: float, y: float) -> str:
    """A place, or a direction, for people."""
    return f"({number(x, 5)}, {number(y, 5)})"


@dataclass(frozen=True)
class Arm:
    """One line of the probe's cross, along an eigenvector of the Hessian."""

    ends: tuple[Point, Point]
    dash: str
    words: str
    """How it is curved that way, with its eigenvalue and the direction."""


def arms(probe: Local, bounds: Bounds) -> tuple[Arm, Arm]:
    """The probe's cross: solid where curved up, dotted where down, dashed where flat.

    Both arms look equally long whatever the window's proportions. What has no direction has ends
    that are not finite.
    """
    low = _arm(probe, probe.low, probe.low_axis, bounds)
    return low, _arm(probe, probe.high, probe.high_axis, bounds)


def _arm(probe: Local, value: float, axis: Point, bounds: Bounds) -> Arm:
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    seen = math.hypot(axis[0] / (x_hi - x_lo), axis[1] / (y_hi - y_lo))
    t = ARM / seen if seen > 0 else math.nan
    dx, dy = t * axis[0], t * axis[1]
    pattern, dash = _bend(value, max(abs(probe.low), abs(probe.high)))
    words = sentence(pattern, value=number(value), axis=place(*axis))
    ends = (probe.x - dx, probe.y - dy), (probe.x + dx, probe.y + dy)
    return Arm(ends, dash, words)


def _bend(curvature: float, largest: float) -> tuple[str, str]:
    """Words and dash for the sign of a curvature, `largest` being that of the two at its place."""
    if curvature > NO_CURVATURE * largest:
        return N_("curved up: {value} along {axis}"), "solid"
    if curvature < -NO_CURVATURE * largest:
        return N_("curved down: {value} along {axis}"), "dot"
    return N_("flat: {value} along {axis}"), "dash"
