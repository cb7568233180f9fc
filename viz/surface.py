"""The landscape in three dimensions, with the paths lying on it."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from viz import theme
from viz.ground import Ground
from viz.run import Run, hidden, inside, single

CAMERA = {"eye": {"x": 0.85, "y": -1.55, "z": 1.4}, "center": {"x": 0, "y": 0, "z": -0.18}}
LIFT = 0.012
"""Paths float this share of the height above the surface, so that it does not hide them."""


def surface_figure(
    ground: Ground,
    runs: Sequence[Run],
    start: tuple[float, float],
    minima: Sequence[tuple[float, float]],
    floor: float,
    revision: str,
) -> go.Figure:
    """The 3-D view. Its first trace is the surface and depends on `ground` alone.

    `floor` is the loss at the known minima.
    """
    figure = go.Figure(_surface(ground))
    figure.add_traces([_path(run, ground) for run in runs])
    figure.add_traces([_end(run, ground) for run in runs])
    figure.add_trace(_minima(ground, minima, floor))
    places, losses = ground.ticks()
    scene = {
        "xaxis": theme.axis("x", range=list(ground.bounds[0]), showbackground=False),
        "yaxis": theme.axis("y", range=list(ground.bounds[1]), showbackground=False),
        "zaxis": theme.axis(
            "loss (log)" if ground.log else "loss",
            tickvals=places, ticktext=losses, showbackground=False,
            range=[0, float(ground.height(ground.high)) * 1.02],
        ),
        "aspectmode": "manual",
        "aspectratio": {"x": 1.15, "y": 1.15, "z": 0.72},
        "camera": CAMERA,
    }  # fmt: skip
    margin = {"l": 0, "r": 0, "t": 0, "b": 0}
    figure.update_layout(theme.layout(revision, scene=scene, margin=margin))
    return figure


def _surface(ground: Ground) -> go.Surface:
    every = slice(None, None, 2)
    z = ground.z[every, every]
    return go.Surface(
        x=ground.x[every].astype(np.float32),
        y=ground.y[every].astype(np.float32),
        z=ground.height(z).astype(np.float32),
        customdata=single(z),
        hovertemplate="x %{x:.4g}, y %{y:.4g}<br>loss %{customdata:.4g}<extra></extra>",
        colorscale=theme.GROUND_SCALE,
        cmin=0,
        cmax=float(ground.height(ground.high)),
        showscale=False,
        lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.05, "roughness": 0.9},
        contours={"z": {"show": True, "usecolormap": False, "color": theme.FAINT, "width": 1,
                        "start": 0, "end": float(ground.height(ground.high)),
                        "size": float(ground.height(ground.high)) / 12}},
        name="surface",
    )  # fmt: skip


def _lifted(ground: Ground, loss: np.ndarray) -> np.ndarray:
    return ground.height(loss) + LIFT * float(ground.height(ground.high))


def _path(run: Run, ground: Ground) -> go.Scatter3d:
    shown = inside(run.x, run.y, ground.bounds) & (run.fun <= ground.high)
    return go.Scatter3d(
        x=hidden(run.x, shown),
        y=hidden(run.y, shown),
        z=hidden(_lifted(ground, run.fun), shown),
        mode="lines",
        line=theme.line(run.index, 6),
        customdata=single(run.fun),
        hovertemplate=(
            f"<b>{run.name}</b> step %{{pointNumber}}<br>loss %{{customdata:.5g}}<extra></extra>"
        ),
        name=run.name,
    )


def _end(run: Run, ground: Ground) -> go.Scatter3d:
    seen = np.flatnonzero(inside(run.x, run.y, ground.bounds) & (run.fun <= ground.high))
    at = seen[-1:]
    symbol = theme.END_MARKS.get(run.status, "circle")
    return go.Scatter3d(
        x=run.x[at],
        y=run.y[at],
        z=_lifted(ground, run.fun[at]),
        mode="markers",
        marker={"symbol": symbol, "size": 5, "color": theme.line(run.index)["color"]},
        hoverinfo="skip",
        name=f"{run.name} end",
    )


def _minima(ground: Ground, minima: Sequence[tuple[float, float]], floor: float) -> go.Scatter3d:
    z = _lifted(ground, np.full(len(minima), floor))
    return go.Scatter3d(
        x=[x for x, _ in minima],
        y=[y for _, y in minima],
        z=z,
        mode="markers",
        marker={"symbol": "diamond", "size": 5, "color": theme.PAPER,
                "line": {"width": 2, "color": theme.INK}},
        hoverinfo="skip",
        name="minimum",
    )  # fmt: skip
