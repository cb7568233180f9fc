"""Curves over several seeds: a line for the mean, and a band from the lowest to the highest."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import band, line_trace
from viz.figures.network import LEGEND
from viz.run import single

TOP = 2.0
"""The axis ends at so many times the highest of the last losses: the first ones lie above it."""


def spread_figure(
    steps: np.ndarray, curves: Mapping[str, np.ndarray], dark: bool = False
) -> go.Figure:
    """Test losses (seeds, k) by steps (k,), of each kind of training."""
    at = np.asarray(steps, np.float32)
    words = _("step %{x}<br>mean test loss %{y:.4g}")
    figure = go.Figure([band(name, at, each, k) for k, (name, each) in enumerate(curves.items())])
    for k, (name, each) in enumerate(curves.items()):
        mean = single(each.mean(axis=0))
        figure.add_trace(line_trace(name, at, mean, k, f"<b>{name}</b> {words}"))
    last = max(float(each[:, -1].max()) for each in curves.values())
    figure.update_layout(
        theme.layout(
            "spread",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(_("steps"), rangemode="tozero"),
            yaxis=theme.axis(
                _("test loss"), range=[0.0, TOP * last], automargin=True, title_standoff=6
            ),
        )
    )
    return themed(figure, dark)
