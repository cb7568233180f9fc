"""What is marked on the map, as plotly draws it: start, critical points, probe and chord."""

import math
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from landscapes import CriticalPoint, Local, Point
from viz import theme
from viz.marks import Arm, Mark, arms, gathered, place
from viz.run import Bounds, single

SYMBOLS = {
    "minimum": "star",
    "maximum": "triangle-up",
    "saddle": "hourglass",
    "degenerate": "hexagon",
}
"""The mark of each kind of critical point. A diamond would be taken for the start."""
SIZES = {"minimum": 15, "maximum": 12, "saddle": 13, "degenerate": 12}


def hover(mark: Mark) -> str:
    """What plotly says at a mark: its lines, the kind in bold."""
    lines, kind = "<br>".join(map(_, mark.lines)), _(mark.kind)
    return lines.replace(kind, f"<b>{kind}</b>", 1)


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
            name=_(kind),
            text=[hover(m) for m in of_kind],
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
        name=_("start"),
        hovertemplate=_("start (%{x:.5g}, %{y:.5g})") + "<extra></extra>",
    )


def guess_mark(guess: Point) -> go.Scatter:
    """Where somebody said that a run would end: a ring, as the player draws it."""
    return go.Scatter(
        x=[guess[0]],
        y=[guess[1]],
        mode="markers",
        marker=theme.badge("circle-open", 17),
        name=_("your prediction"),
        hovertemplate=_("your prediction") + "<br>(%{x:.5g}, %{y:.5g})<extra></extra>",
    )


def probe_marks(probe: Local, bounds: Bounds) -> list[go.Scatter]:
    """A cross along the Hessian's eigenvectors: solid where curved up, dotted where curved down.

    Both arms look equally long whatever the window's proportions; a flat one is dashed.
    """
    low, high = (_arm(probe, arm) for arm in arms(probe, bounds))
    return [low.update(showlegend=False), high]


def _arm(probe: Local, arm: Arm) -> go.Scatter:
    ((x0, y0), (x1, y1)) = arm.ends
    return go.Scatter(
        x=single(np.array([x0, probe.x, x1])),
        y=single(np.array([y0, probe.y, y1])),
        mode="lines+markers",
        line={"color": theme.INK, "width": 2.5, "dash": arm.dash},
        marker={"size": [0, 7, 0], "color": theme.INK, "opacity": 1, "line": {"width": 0}},
        name=_("probe: solid curves up, dotted down"),
        legendgroup="probe",
        hovertemplate=_("<b>probe</b> at {place}", place=place(probe.x, probe.y))
        + f"<br>{_(arm.words)}<extra></extra>",
    )


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
        name=_("chord"),
        showlegend=False,
        hovertemplate="%{text} (%{x:.5g}, %{y:.5g})<extra></extra>",
    )
