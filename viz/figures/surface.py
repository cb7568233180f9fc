"""The landscape in three dimensions, with the paths lying on it."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from landscapes import CriticalPoint, Point
from viz import theme
from viz.figures import marks
from viz.ground import LIFT, Ground
from viz.marks import gathered
from viz.run import DOTS, Run, hidden, inside, single, sketched

CAMERA = {"eye": {"x": 0.85, "y": -1.55, "z": 1.4}, "center": {"x": 0, "y": 0, "z": -0.18}}
SYMBOLS = {"minimum": "diamond", "maximum": "square", "saddle": "cross", "degenerate": "circle"}
"""The mark of each kind of critical point: plotly has few shapes in 3-D."""


def surface_figure(
    ground: Ground,
    runs: Sequence[Run],
    start: Point | None,
    minima: Sequence[Point],
    floor: float,
    revision: str,
    critical: Sequence[CriticalPoint] = (),
) -> go.Figure:
    """The 3-D view. Its first trace is the surface and depends on `ground` alone.

    `floor` is the loss at the known minima.
    """
    figure = go.Figure(_surface(ground))
    figure.add_traces([_fan(run, ground) for run in runs if run.fan])
    figure.add_traces([_halo(run, ground) for run in runs])
    figure.add_traces([_path(run, ground) for run in runs])
    figure.add_traces([_end(run, ground) for run in runs])
    figure.add_traces(_critical(ground, minima, critical, floor))
    places, losses = ground.ticks()
    scene = {
        "xaxis": theme.axis("x", range=list(ground.bounds[0]), showbackground=False),
        "yaxis": theme.axis("y", range=list(ground.bounds[1]), showbackground=False),
        "zaxis": theme.axis(
            _("loss (log)") if ground.log else _("loss"),
            tickvals=places,
            ticktext=losses,
            showbackground=False,
            range=[0, float(ground.height(ground.high)) * 1.02],
        ),
        "aspectmode": "manual",
        "aspectratio": {"x": 1.15, "y": 1.15, "z": 0.72},
        "camera": CAMERA,
    }
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
        hovertemplate=_("x %{x:.4g}, y %{y:.4g}<br>loss %{customdata:.4g}") + "<extra></extra>",
        colorscale=theme.GROUND_SCALE,
        cmin=0,
        cmax=float(ground.height(ground.high)),
        showscale=False,
        lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.05, "roughness": 0.9},
        contours={
            "z": {
                "show": True,
                "usecolormap": False,
                "color": theme.FAINT,
                "width": 1,
                "start": 0,
                "end": float(ground.height(ground.high)),
                "size": float(ground.height(ground.high)) / 12,
            }
        },
        name="surface",
    )


def _lifted(ground: Ground, loss: np.ndarray, lift: float = LIFT) -> np.ndarray:
    return ground.height(loss) + lift * float(ground.height(ground.high))


def _halo(run: Run, ground: Ground) -> go.Scatter3d:
    """A wider line of paper below a path, which keeps it apart from ground of any colour."""
    shown = inside(run.x, run.y, ground.bounds) & (run.fun <= ground.high)
    return go.Scatter3d(
        x=hidden(run.x, shown),
        y=hidden(run.y, shown),
        z=hidden(_lifted(ground, run.fun, LIFT / 2), shown),
        mode="lines",
        line=theme.halo(11),
        hoverinfo="skip",
        name=f"{run.name} halo",
    )


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
            f"<b>{_(run.name)}</b> "
            + _("step %{pointNumber}<br>loss %{customdata:.5g}")
            + "<extra></extra>"
        ),
        name=run.name,
    )


def _fan(run: Run, ground: Ground) -> go.Scatter3d:
    x, y, fun = sketched(run.fan, ground.bounds, DOTS // 2)
    shown = inside(x, y, ground.bounds) & (fun <= ground.high)
    return go.Scatter3d(
        x=hidden(x, shown),
        y=hidden(y, shown),
        z=hidden(_lifted(ground, fun), shown),
        mode="lines",
        line=theme.fan_line(run.index, 2.5),
        opacity=theme.FAN_OPACITY,
        hoverinfo="skip",
        name=f"{run.name} fan",
    )


def _end(run: Run, ground: Ground) -> go.Scatter3d:
    seen = np.flatnonzero(inside(run.x, run.y, ground.bounds) & (run.fun <= ground.high))
    at = seen[-1:]
    return go.Scatter3d(
        x=run.x[at],
        y=run.y[at],
        z=_lifted(ground, run.fun[at]),
        mode="markers",
        marker=theme.end_mark(run.outcome, run.index, 5, solid=True),
        hoverinfo="skip",
        name=f"{run.name} end",
    )


def _critical(
    ground: Ground,
    minima: Sequence[Point],
    critical: Sequence[CriticalPoint],
    floor: float,
) -> list[go.Scatter3d]:
    """One trace a kind of critical point; that of the minima is always there."""
    every = gathered(minima, critical, floor, ground.bounds)
    return [
        go.Scatter3d(
            x=np.array([m.x for m in of_kind], np.float32),
            y=np.array([m.y for m in of_kind], np.float32),
            z=single(_lifted(ground, np.array([m.fun for m in of_kind]))),
            mode="markers",
            marker=theme.badge(SYMBOLS.get(kind, "circle"), 5),
            text=[marks.hover(m) for m in of_kind],
            hovertemplate="%{text}<extra></extra>",
            name=_(kind),
        )
        for kind, of_kind in every.items()
        if of_kind or kind == "minimum"
    ]
