"""How methods fare by one of their knobs: a curve for each method."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.sentences import N_, _
from optim import LOST
from viz import theme
from viz.axis_limits import limits_of, log_axis
from viz.chart import SMALLEST
from viz.figures.dark import themed
from viz.figures.lines import line_trace


@dataclass(frozen=True)
class Slice:
    """One method over one knob: arrays of one length."""

    name: str
    index: int
    """Decides colour and dash."""
    knob: np.ndarray
    steps: np.ndarray
    fun: np.ndarray
    status: np.ndarray


def slice_figure(
    slices: Sequence[Slice],
    label: str,
    log: bool,
    measure: str,
    floor: float,
    here: float | None,
    dark: bool = False,
) -> go.Figure:
    """Sensitivity to one knob: a line a method, with a gap where it diverged or did not get there.

    `here` is the value looked at.
    """
    figure = go.Figure([_line(one, measure, floor) for one in slices])
    by_steps = measure == "steps"
    title = N_("steps to the tolerance") if by_steps else N_("last loss above the minimum")
    figure.update_layout(
        theme.layout(
            "slices",
            showlegend=True,
            legend={
                "itemwidth": 40,
                "font": {"size": 12},
                "orientation": "h",
                "y": 1.02,
                "yanchor": "bottom",
            },
            xaxis=theme.axis(**_scale(label, [one.knob for one in slices], log)),
            yaxis=theme.axis(
                **_scale(title, [line.y for line in figure.data], True),
                title_standoff=10,
                automargin=True,
            ),
        )
    )
    if here is not None:
        figure.add_vline(x=here, line={"color": theme.FAINT, "width": 1.5, "dash": "dot"})
    return themed(figure, dark)


def _scale(title: str, values: Sequence[Any], log: bool) -> dict[str, Any]:
    """An axis for these values."""
    return log_axis(title, limits_of(values)) if log else {"text": _(title), "type": "linear"}


def _line(one: Slice, measure: str, floor: float) -> go.Scatter:
    lost = np.isin(one.status, LOST)
    if measure == "steps":
        values = np.where(one.status == "converged", np.maximum(one.steps, 1), math.nan)
    else:
        values = np.where(lost, math.nan, np.maximum(one.fun - floor, SMALLEST))
    words = f"<b>{one.name}</b> %{{x:.3g}}: %{{y:.3g}}"
    return line_trace(one.name, one.knob, values, one.index, words, 2.2)
