"""What the ground was like along one run: curvature, conditioning and the step's direction."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.sentences import N_, _
from optim import LOST, Along
from viz import theme
from viz.axis_limits import limits_of, log_axis
from viz.figures.dark import themed
from viz.figures.lines import line_trace
from viz.run import single

PANELS = ((0.70, 1.0), (0.40, 0.64), (0.0, 0.34))
"""From where to where each panel reaches, as shares of the plot's height."""
TALL = 1e16
"""Condition numbers beyond this cannot be told apart in float64."""
USUAL = (0.03, 0.97)
"""Eigenvalues outside these quantiles do not stretch the axis by more than its own length."""


def along_figure(along: Along, name: str, outcome: str, dark: bool = False) -> go.Figure:
    """Three panels over the steps: eigenvalues, condition number, angles of the step."""
    figure = make_subplots(rows=3, shared_xaxes=True)
    condition = np.minimum(along.condition, TALL)
    for row, title, values, index in (
        (1, N_("highest"), along.high, 1),
        (1, N_("lowest"), along.low, 0),
        (2, N_("largest / smallest"), condition, 2),
        (3, N_("to steepest descent"), along.to_gradient, 3),
        (3, N_("to the minimum"), along.to_minimum, 4),
    ):
        line = line_trace(
            _(title),
            None,
            single(values),
            index,
            f"{_(title)} %{{y:.4g}}",
            2,
            showlegend=bool(np.isfinite(values).any()),
            legend="legend" if row == 1 else f"legend{row}",
        )
        figure.add_trace(line, row=row, col=1)
    words = _(theme.STATUS_WORDS.get(outcome, outcome))
    figure.update_layout(
        theme.layout(name, hovermode="x", showlegend=True) | _panels(along, outcome)
    )
    figure.update_layout(margin={"l": 62, "r": 12, "t": 30, "b": 40})
    heading = theme.note(f"<b>{_(name)}</b> – {words}", 0, 1, xanchor="left", yanchor="bottom")
    figure.add_annotation(heading | {"yshift": 6, "font": {"color": theme.INK, "size": 13}})
    if not np.isfinite(along.high).any():
        figure.add_annotation(theme.note(_("The curvature is not defined here."), y=0.85))
    return themed(figure, dark)


def _panels(along: Along, outcome: str) -> dict[str, Any]:
    """Axes, and a legend on the right of each panel."""
    condition = log_axis(N_("condition"), limits_of([np.minimum(along.condition, TALL)]))
    heads = (_("eigenvalues"), condition.pop("text"), _("angle of step (°)"))
    scales: tuple[dict[str, Any], ...] = (
        {
            "range": _limits(along, outcome),
            "zeroline": True,
            "zerolinecolor": theme.FAINT,
            "exponentformat": "power",
            "nticks": 5,
        },
        condition,
        {"range": [0, 180], "tickvals": [0, 45, 90, 135, 180]},
    )
    whole = {"dtick": 1} if len(along.low) <= 9 else {}
    made: dict[str, Any] = {}
    for k, (head, scale, (low, high)) in enumerate(zip(heads, scales, PANELS, strict=True)):
        suffix = str(k + 1) if k else ""
        made[f"yaxis{suffix}"] = theme.axis(head, domain=[low, high], **scale)
        made[f"yaxis{suffix}"]["title"] |= {"standoff": 4, "font": {"size": 12, "color": theme.INK}}
        made[f"xaxis{suffix}"] = theme.axis(
            _("step") if k == 2 else "", rangemode="tozero", **whole
        )
        made[f"legend{suffix}"] = {"x": 1.01, "y": high, "yanchor": "top", "font": {"size": 12}}
    made["shapes"] = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "yref": "y3",
            "y0": 90,
            "y1": 90,
            "line": {"color": theme.FAINT, "width": 1, "dash": "dot"},
            "layer": "below",
        }
    ]
    return made


def _limits(along: Along, outcome: str) -> list[float]:
    """From the lowest to the highest eigenvalue and zero; a few far outside the rest do not count.

    Of a run that was lost only the start counts: all the rest may be of any size.
    """
    first = slice(1) if outcome in LOST else slice(None)
    every = single(np.concatenate([along.low[first], along.high[first], [0.0]]))
    every = every[np.isfinite(every)].astype(np.float64)
    low, high = (float(v) for v in np.quantile(every, USUAL))
    room = (high - low) or 1.0
    if outcome not in LOST:
        low, high = max(float(every.min()), low - room), min(float(every.max()), high + room)
        room *= 0.06
    return [low - room, high + room]
