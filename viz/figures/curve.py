"""Loss, distance to the minimum or gradient of every run, against what was spent."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from viz import theme
from viz.axis_limits import log_axis
from viz.chart import Chart
from viz.chart_axes import SPENT, nothing_known, value_range
from viz.figures.lines import line_trace
from viz.run import Run, joined


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


def _layout(runs: Sequence[Run], chart: Chart, revision: str) -> dict[str, Any]:
    limits = value_range(runs, chart)
    scale = (
        log_axis(chart.title, limits) if chart.log else {"text": _(chart.title), "range": limits}
    )
    y_axis = theme.axis(**scale, title_standoff=6, automargin=True)
    x_axis = theme.axis(_(SPENT[chart.by]), rangemode="tozero")
    same = revision + chart.curve + chart.by + ("log" if chart.log else "linear")
    layout = theme.layout(same, xaxis=x_axis, yaxis=y_axis)
    if note := nothing_known(runs, chart):
        layout["annotations"] = [theme.note(_(note))]
    return layout


def _line(run: Run, chart: Chart) -> go.Scatter:
    words = f"<b>{_(run.name)}</b> %{{x}}<br>%{{y:.4g}}"
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
        marker=theme.end_mark(run.outcome, run.index, 9),
        hoverinfo="skip",
        name=f"{run.name} end",
        legendgroup=run.name,
    )
