"""The map: contours of the loss, all paths on them, start, critical points and ends."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from core.written import number
from landscapes import CriticalPoint, Local, Point
from viz import theme
from viz.figures import marks
from viz.ground import LEVELS, Ground
from viz.run import REACH, Run, hidden, inside, single, sketched

FEW = 60
"""Up to so many points each is marked; more marks would hide the dashes."""
EQUAL: tuple[dict[str, str], ...] = (
    {"constrain": "domain"},
    {"constrain": "domain", "scaleanchor": "x"},
)
"""Of both axes, where they have one scale: the plot gives way, the window stays."""
LEGEND = {
    "orientation": "h",
    "y": 1.01,
    "yanchor": "bottom",
    "x": 0,
    "font": {"size": 13},
    "itemwidth": 40,
}


def contour_figure(
    ground: Ground,
    runs: Sequence[Run],
    start: Point | None,
    minima: Sequence[Point],
    revision: str,
    critical: Sequence[CriticalPoint] = (),
    chord: tuple[Point, Point] | None = None,
    probe: Local | None = None,
    equal: bool = False,
    guess: Point | None = None,
) -> go.Figure:
    """The contour map. Its first trace is the surface and depends on `ground` alone.

    Without runs and start it is the ground that the player draws these on. `equal`: both axes have
    one unit and so one scale; a circle is round, and steepest descent crosses contours upright.
    """
    figure = go.Figure([_surface(ground), *(_fan(run, ground) for run in runs if run.fan)])
    for run in runs:
        figure.add_traces(_path(run, ground))
    figure.add_traces(marks.critical_marks(minima, critical, ground.bounds))
    for at, mark in ((start, marks.start_mark), (guess, marks.guess_mark)):
        if at is not None:
            figure.add_trace(mark(at))
    if chord is not None:
        figure.add_trace(marks.chord_mark(chord))
    if probe is not None:
        figure.add_traces(marks.probe_marks(probe, ground.bounds))
    x_range, y_range = (list(edge) for edge in ground.bounds)
    across, up = EQUAL if equal else ({}, {})
    figure.update_layout(
        theme.layout(
            revision,
            xaxis=theme.axis("x", range=x_range, showgrid=False, **across),
            yaxis=theme.axis("y", range=y_range, showgrid=False, title_standoff=4, **up),
            showlegend=True,
            legend=LEGEND,
        )
    )
    return figure


def _surface(ground: Ground) -> go.Contour:
    heights = ground.height(ground.z)
    top = float(ground.height(ground.high))
    return go.Contour(
        x=ground.x.astype(np.float32),
        y=ground.y.astype(np.float32),
        z=heights.astype(np.float32),
        customdata=single(ground.z),
        hovertemplate=_("x %{x:.4g}, y %{y:.4g}<br>loss %{customdata:.4g}") + "<extra></extra>",
        colorscale=theme.GROUND_SCALE,
        zmin=0,
        zmax=top,
        contours={"start": top / LEVELS, "end": top, "size": top / LEVELS},
        line={"width": 0.6, "color": theme.FAINT},
        showscale=False,
        showlegend=False,
        name="surface",
    )


def _fan(run: Run, ground: Ground) -> go.Scatter:
    x, y, _ = sketched(run.fan, ground.bounds)
    return go.Scatter(
        x=single(x),
        y=single(y),
        mode="lines",
        line=theme.fan_line(run.index),
        opacity=theme.FAN_OPACITY,
        name=f"{run.name} fan",
        legendgroup=run.name,
        showlegend=False,
        hoverinfo="skip",
    )


def _path(run: Run, ground: Ground) -> list[go.Scatter]:
    shown = inside(run.x, run.y, ground.bounds, REACH)
    x, y = hidden(run.x, shown), hidden(run.y, shown)
    words = _(theme.outcome_words(run.outcome, run.above))
    line = theme.line(run.index)
    path = go.Scatter(
        x=x,
        y=y,
        mode="lines+markers" if len(x) <= FEW else "lines",
        line=line,
        marker={"size": 5, "color": line["color"]},
        name=f"{_(run.name)} – {words}",
        legendgroup=run.name,
        customdata=single(run.fun),
        hovertemplate=(
            f"<b>{_(run.name)}</b> "
            + _("step %{pointNumber}<br>x %{x:.5g}, y %{y:.5g}<br>loss %{customdata:.5g}")
            + "<extra></extra>"
        ),
    )
    snapshots = [_snapshots(run, shown)] if len(run.snapshots) else []
    return [_halo(run, x, y), path, _end(run, ground, words), *snapshots]


def _halo(run: Run, x: np.ndarray, y: np.ndarray) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line=theme.halo(),
        name=f"{run.name} halo",
        legendgroup=run.name,
        showlegend=False,
        hoverinfo="skip",
    )


def _end(run: Run, ground: Ground, words: str) -> go.Scatter:
    """The mark of the outcome, at the last point one can see."""
    seen = np.flatnonzero(inside(run.x, run.y, ground.bounds))
    at = int(seen[-1]) if seen.size else 0
    said = _("{outcome} after {steps} steps", outcome=words, steps=len(run.x) - 1)
    return go.Scatter(
        x=[run.x[at]],
        y=[run.y[at]],
        mode="markers",
        marker=theme.end_mark(run.outcome, run.index, 12),
        legendgroup=run.name,
        showlegend=False,
        hovertemplate=f"<b>{_(run.name)}</b> {said}<extra></extra>",
    )


def _snapshots(run: Run, shown: np.ndarray) -> go.Scatter:
    """Where the schedule restarts: the models a snapshot ensemble would keep."""
    steps = np.asarray(run.snapshots, np.intp)
    which = np.arange(1, len(steps) + 1)
    kept = (steps < len(run.x)) & shown[np.minimum(steps, len(run.x) - 1)]
    steps, which = steps[kept], which[kept]
    return go.Scatter(
        x=single(run.x[steps]),
        y=single(run.y[steps]),
        mode="markers",
        marker={
            "symbol": "diamond-tall",
            "size": 13,
            "color": theme.line(run.index)["color"],
            "line": {"width": 1.5, "color": theme.PAPER},
        },
        name=f"{run.name} snapshots",
        legendgroup=run.name,
        showlegend=False,
        text=[
            f"<b>{_(run.name)}</b> "
            + _("snapshot {k}, step {t}<br>loss {loss}", k=k, t=t, loss=number(loss, 5))
            for k, t, loss in zip(which, steps, run.fun[steps], strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )
