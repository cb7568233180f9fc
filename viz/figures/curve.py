"""Loss, distance to the minimum or gradient of every run, against what was spent."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from optim import LOST
from viz import theme
from viz.axis_limits import around, log_axis
from viz.chart import Chart
from viz.figures.lines import line_trace
from viz.run import Run, joined

SHALLOW = 1e-6
"""Where the minimum is not known, a log axis ends at this share of the first gap."""
MARGIN = 0.02
"""Left and right of the player's lines, as a share of the last place on the axis."""
SPENT = {
    "steps": "steps",
    "evaluations": "evaluations (loss, gradient, Hessian)",
    "cost": "cost (in losses)",
    "snapshots": "steps",
}
"""What a run's entries stand at: those of a run in snapshots at the steps that are its cost."""


def curve_figure(
    runs: Sequence[Run],
    curve: str,
    by: str,
    scale: str,
    floor: float,
    known: bool,
    revision: str,
) -> go.Figure:
    """Curves of the race. `curve`: loss, distance or gradient; `by`: steps, evaluations or cost.

    `scale`: log or linear; a log loss is measured from `floor`, and `known` says that this is the
    loss at the minimum, not just the lowest one seen.
    """
    chart = Chart(curve, by, scale == "log", floor, known)
    figure = go.Figure(layout=_layout(runs, chart, revision))
    if chart.has_fans:
        figure.add_traces([_fan(run, chart) for run in runs if run.fan])
    figure.add_traces([_line(run, chart) for run in runs])
    figure.add_traces([_end(run, chart) for run in runs])
    return figure


def curve_frame(runs: Sequence[Run], chart: Chart, revision: str) -> dict[str, Any]:
    """The chart without its lines, for the player, which draws them itself: a plain dictionary."""
    layout = _layout(runs, chart, revision)
    last = max((float(chart.at(run)[-1]) for run in runs), default=1.0) or 1.0
    layout["xaxis"] |= {"range": [-MARGIN * last, (1 + MARGIN) * last]}
    return {"data": [], "layout": layout}


def _layout(runs: Sequence[Run], chart: Chart, revision: str) -> dict[str, Any]:
    limits = _range(runs, chart)
    scale = log_axis(chart.title, limits) if chart.log else {"text": chart.title, "range": limits}
    y_axis = theme.axis(**scale, title_standoff=6, automargin=True)
    x_axis = theme.axis(SPENT[chart.by], rangemode="tozero")
    same = revision + chart.curve + chart.by + ("log" if chart.log else "linear")
    layout = theme.layout(same, xaxis=x_axis, yaxis=y_axis)
    if chart.curve == "distance" and not any(np.isfinite(run.distance).any() for run in runs):
        layout["annotations"] = [theme.note("No minimum of this surface is known.")]
    return layout


def _line(run: Run, chart: Chart) -> go.Scatter:
    words = f"<b>{run.name}</b> %{{x}}<br>%{{y:.4g}}"
    x, y = chart.at(run), chart.values(run)
    return line_trace(run.name, x, y, run.index, words, 2.2, legendgroup=run.name)


def _fan(run: Run, chart: Chart) -> go.Scatter:
    """The losses of further runs in one line with gaps, each from step 0."""
    # One more for the gap, which y alone makes: so x needs no nan, and two bytes an entry do.
    steps = np.concatenate([np.arange(len(fun) + 1) for _, _, fun in run.fan])[:-1]
    return go.Scatter(
        x=steps.astype(np.min_scalar_type(steps.max())),
        y=chart.drawn(joined(run.fan)[2]),
        mode="lines",
        line=theme.fan_line(run.index),
        opacity=theme.FAN_OPACITY,
        name=f"{run.name} fan",
        legendgroup=run.name,
        hoverinfo="skip",
    )


def _end(run: Run, chart: Chart) -> go.Scatter:
    return go.Scatter(
        x=chart.at(run)[-1:],
        y=chart.values(run)[-1:],
        mode="markers",
        marker=theme.end_mark(run.status, run.index, 9),
        hoverinfo="skip",
        name=f"{run.name} end",
        legendgroup=run.name,
    )


def _range(runs: Sequence[Run], chart: Chart) -> list[float]:
    """Limits that a diverging run cannot stretch: ten times the value at the start."""
    shown = [chart.values(run) for run in runs]
    firsts = [values[:1] for values in shown]
    if chart.has_fans:
        fans = [chart.drawn(fun) for run in runs for _, _, fun in run.fan]
        shown, firsts = shown + fans, firsts + [values[:1] for values in fans]
    if chart.curve == "gradient":
        firsts += [_downhill(run, chart.values(run)) for run in runs]
    shallow = chart.curve == "loss" and not chart.known
    return around(shown, firsts, chart.log, SHALLOW if shallow else 0.0)


def _downhill(run: Run, values: np.ndarray) -> np.ndarray:
    """The gradients met no higher than the start: from a saddle they grow before they shrink."""
    if run.status in LOST:
        return values[:1]
    descended: np.ndarray = values[run.fun <= run.fun[0]]
    return descended
