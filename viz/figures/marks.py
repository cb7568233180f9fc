"""What is marked on the map beside the paths: start, critical points, the probe and the chord.

All of it is drawn in ink on paper, never in a racer's colour. Shape carries the meaning.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from landscapes import NO_CURVATURE, CriticalPoint, Local, Point
from viz import theme
from viz.run import Bounds, single

SYMBOLS = {
    "minimum": "star",
    "maximum": "triangle-up",
    "saddle": "hourglass",
    "degenerate": "hexagon",
}
"""The mark of each kind of critical point. A diamond would be taken for the start."""
SIZES = {"minimum": 15, "maximum": 12, "saddle": 13, "degenerate": 12}
SAME_PLACE = 0.01
"""Points closer than this share of the window are one mark."""
ARM = 0.055
"""Half an arm of the probe's cross, as a share of the window."""


@dataclass(frozen=True)
class Mark:
    """A place on the surface and what is said there."""

    x: float
    y: float
    fun: float
    text: str


def gathered(
    minima: Sequence[Point], critical: Sequence[CriticalPoint], floor: float, bounds: Bounds
) -> dict[str, list[Mark]]:
    """All critical points by kind, each once; `floor` is the loss at the known minima.

    A known minimum wins over what was found at its place: where the Hessian is singular, as at
    the bottom of x^4, its eigenvalues alone cannot tell.
    """
    found: dict[str, list[Mark]] = {kind: [] for kind in SYMBOLS}
    taken = set[int]()
    for x, y in minima:
        near = [k for k, c in enumerate(critical) if _same((c.x, c.y), (x, y), bounds)]
        taken |= set(near)
        text = _words(critical[near[0]], "minimum") if near else f"<b>minimum</b> at {_place(x, y)}"
        found["minimum"].append(Mark(x, y, floor, text))
    for k, c in enumerate(critical):
        if k not in taken:
            found.setdefault(c.kind, []).append(Mark(c.x, c.y, c.fun, _words(c, c.kind)))
    return found


def _same(a: Point, b: Point, bounds: Bounds) -> bool:
    return all(
        abs(p - q) <= SAME_PLACE * (hi - lo) for p, q, (lo, hi) in zip(a, b, bounds, strict=True)
    )


def _words(c: CriticalPoint, kind: str) -> str:
    curved = math.isfinite(c.low) and math.isfinite(c.high)
    values = f"eigenvalues {c.low:.4g} and {c.high:.4g}" if curved else "at a kink: no eigenvalues"
    return f"<b>{kind}</b> at {_place(c.x, c.y)}<br>loss {c.fun:.5g}<br>{values}"


def _place(x: float, y: float) -> str:
    return f"({x:.5g}, {y:.5g})"


def critical_marks(
    minima: Sequence[Point], critical: Sequence[CriticalPoint], bounds: Bounds
) -> list[go.Scatter]:
    """One trace a kind; that of the minima is always there, also without any."""
    every = gathered(minima, critical, math.nan, bounds)
    return [
        go.Scatter(
            x=np.array([m.x for m in of_kind], np.float32),
            y=np.array([m.y for m in of_kind], np.float32),
            mode="markers",
            marker=theme.badge(SYMBOLS.get(kind, "hexagon"), SIZES.get(kind, 12)),
            name=kind,
            text=[m.text for m in of_kind],
            hovertemplate="%{text}<extra></extra>",
            showlegend=bool(of_kind),
        )
        for kind, of_kind in every.items()
        if of_kind or kind == "minimum"
    ]


def start_mark(start: Point) -> go.Scatter:
    """The common start."""
    return go.Scatter(
        x=[start[0]],
        y=[start[1]],
        mode="markers",
        marker=theme.badge("diamond", 13),
        name="start",
        hovertemplate="start (%{x:.5g}, %{y:.5g})<extra></extra>",
    )


def probe_marks(probe: Local, bounds: Bounds) -> list[go.Scatter]:
    """A cross along the Hessian's eigenvectors: solid where curved up, dotted where curved down.

    Both arms look equally long whatever the window's proportions; a flat one is dashed.
    """
    low = _arm(probe, probe.low, probe.low_axis, bounds)
    high = _arm(probe, probe.high, probe.high_axis, bounds)
    return [low.update(showlegend=False), high]


def _arm(probe: Local, value: float, axis: Point, bounds: Bounds) -> go.Scatter:
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    seen = math.hypot(axis[0] / (x_hi - x_lo), axis[1] / (y_hi - y_lo))
    t = np.array([-1.0, 0.0, 1.0]) * (ARM / seen if seen > 0 else math.nan)
    x, y = probe.x + t * axis[0], probe.y + t * axis[1]
    x[1], y[1] = probe.x, probe.y
    words, dash = _bend(value, max(abs(probe.low), abs(probe.high)))
    return go.Scatter(
        x=single(x),
        y=single(y),
        mode="lines+markers",
        line={"color": theme.INK, "width": 2.5, "dash": dash},
        marker={"size": [0, 7, 0], "color": theme.INK, "opacity": 1, "line": {"width": 0}},
        name="probe: solid curves up, dotted down",
        legendgroup="probe",
        hovertemplate=(
            f"<b>probe</b> at {_place(probe.x, probe.y)}<br>{words}: {value:.4g} "
            f"along {_place(*axis)}<extra></extra>"
        ),
    )


def _bend(curvature: float, largest: float) -> tuple[str, str]:
    """Words and dash for the sign of a curvature, `largest` being that of the two at its place."""
    if curvature > NO_CURVATURE * largest:
        return "curved up", "solid"
    return ("curved down", "dot") if curvature < -NO_CURVATURE * largest else ("flat", "dash")


def chord_mark(chord: tuple[Point, Point]) -> go.Scatter:
    """A dashed line between two points, lettered A and B."""
    return go.Scatter(
        x=[x for x, _ in chord],
        y=[y for _, y in chord],
        mode="lines+markers+text",
        line={"color": theme.INK, "width": 2, "dash": "dash"},
        marker=theme.badge("circle", 19),
        text=["A", "B"],
        textfont={"color": theme.INK, "size": 12},
        name="chord",
        showlegend=False,
        hovertemplate="%{text} (%{x:.5g}, %{y:.5g})<extra></extra>",
    )
