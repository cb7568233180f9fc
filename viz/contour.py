"""The map: contours of the loss, all paths on them, start, minima and ends."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from viz import theme
from viz.ground import Ground
from viz.run import REACH, Run, hidden, inside, single

LEVELS = 22
FEW = 60
"""Up to so many points each is marked; more marks would hide the dashes."""


def contour_figure(
    ground: Ground,
    runs: Sequence[Run],
    start: tuple[float, float],
    minima: Sequence[tuple[float, float]],
    revision: str,
) -> go.Figure:
    """The contour map. Its first trace is the surface and depends on `ground` alone."""
    figure = go.Figure(_surface(ground))
    for run in runs:
        figure.add_traces(_path(run, ground))
    figure.add_traces([_minima(minima), _start(start)])
    x_range, y_range = (list(edge) for edge in ground.bounds)
    figure.update_layout(
        theme.layout(
            revision,
            xaxis=theme.axis("x", range=x_range, showgrid=False),
            yaxis=theme.axis("y", range=y_range, showgrid=False, title_standoff=4),
            showlegend=True,
            legend={
                "orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0, "font": {"size": 13},
                "itemwidth": 40,
            },
        )
    )  # fmt: skip
    return figure


def _surface(ground: Ground) -> go.Contour:
    heights = ground.height(ground.z)
    top = float(ground.height(ground.high))
    return go.Contour(
        x=ground.x.astype(np.float32),
        y=ground.y.astype(np.float32),
        z=heights.astype(np.float32),
        customdata=single(ground.z),
        hovertemplate="x %{x:.4g}, y %{y:.4g}<br>loss %{customdata:.4g}<extra></extra>",
        colorscale=theme.GROUND_SCALE,
        zmin=0,
        zmax=top,
        contours={"start": top / LEVELS, "end": top, "size": top / LEVELS},
        line={"width": 0.6, "color": theme.FAINT},
        showscale=False,
        showlegend=False,
        name="surface",
    )


def _path(run: Run, ground: Ground) -> list[go.Scatter]:
    shown = inside(run.x, run.y, ground.bounds, REACH)
    x, y = hidden(run.x, shown), hidden(run.y, shown)
    words = theme.STATUS_WORDS.get(run.status, run.status)
    line = theme.line(run.index)
    path = go.Scatter(
        x=x,
        y=y,
        mode="lines+markers" if len(x) <= FEW else "lines",
        line=line,
        marker={"size": 5, "color": line["color"]},
        name=f"{run.name} – {words}",
        legendgroup=run.name,
        customdata=single(run.fun),
        hovertemplate=(
            f"<b>{run.name}</b> step %{{pointNumber}}<br>x %{{x:.5g}}, y %{{y:.5g}}"
            "<br>loss %{customdata:.5g}<extra></extra>"
        ),
    )
    return [path, _end(run, ground, words)]


def _end(run: Run, ground: Ground, words: str) -> go.Scatter:
    """The mark of the status, at the last point one can see."""
    seen = np.flatnonzero(inside(run.x, run.y, ground.bounds))
    at = int(seen[-1]) if seen.size else 0
    return go.Scatter(
        x=[run.x[at]],
        y=[run.y[at]],
        mode="markers",
        marker={
            "symbol": theme.END_MARKS.get(run.status, "circle"), "size": 12,
            "color": theme.line(run.index)["color"], "line": {"width": 2},
        },
        legendgroup=run.name,
        showlegend=False,
        hovertemplate=f"<b>{run.name}</b> {words} after {len(run.x) - 1} steps<extra></extra>",
    )  # fmt: skip


def _minima(minima: Sequence[tuple[float, float]]) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _ in minima],
        y=[y for _, y in minima],
        mode="markers",
        marker=_badge("star", 15),
        name="minimum",
        hovertemplate="minimum at (%{x:.5g}, %{y:.5g})<extra></extra>",
        showlegend=bool(minima),
    )


def _start(start: tuple[float, float]) -> go.Scatter:
    return go.Scatter(
        x=[start[0]],
        y=[start[1]],
        mode="markers",
        marker=_badge("diamond", 13),
        name="start",
        hovertemplate="start (%{x:.5g}, %{y:.5g})<extra></extra>",
    )


def _badge(symbol: str, size: int) -> dict[str, Any]:
    return {
        "symbol": symbol, "size": size, "color": theme.PAPER,
        "line": {"width": 2, "color": theme.INK},
    }  # fmt: skip
