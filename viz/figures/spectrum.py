"""The eigenvalues of Hessians, lowest first."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from core.written import number
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import line_trace, meant


def spectrum_figure(
    values: Mapping[str, np.ndarray], level: float, dark: bool = False
) -> go.Figure:
    """A line a Hessian, by rank; the axis is that of asinh, even around 0 and logarithmic beyond.

    `level`: below this size a value counts as 0, and there the axis turns.
    """
    words = _("the %{x}. lowest<br>%{customdata:.3g}")
    figure = go.Figure()
    for k, (name, each) in enumerate(values.items()):
        rank = np.arange(1, len(each) + 1, dtype=np.float32)
        bent = np.arcsinh(each / level).astype(np.float32)
        trace = line_trace(name, rank, bent, k, f"<b>{name}</b> {words}")
        figure.add_trace(trace.update(meant("y", each.astype(np.float32))))
    top = max(float(np.abs(each).max()) for each in values.values())
    powers = np.arange(np.ceil(np.log10(level)), np.floor(np.log10(top)) + 1)
    ticks = [0.0, *(sign * 10.0**p for sign in (-1, 1) for p in powers)]
    figure.update_layout(
        theme.layout(
            "spectrum",
            showlegend=True,
            legend={"orientation": "h", "y": 1.01, "yanchor": "bottom", "itemwidth": 40},
            xaxis=theme.axis(_("eigenvalue, lowest first")),
            yaxis=theme.axis(
                _("curvature"),
                tickvals=[float(np.arcsinh(t / level)) for t in ticks],
                ticktext=[number(t) for t in ticks],
                automargin=True,
            ),
        )
    )
    return themed(figure, dark)
