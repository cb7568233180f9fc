"""Last losses by learning rate: how large a rate a network bears."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from core.sentences import N_, _
from viz import theme
from viz.axis_limits import limits_of, log_axis
from viz.figures.dark import themed
from viz.figures.lines import line_trace
from viz.figures.network import LEGEND
from viz.run import single


def rates_figure(
    rates: np.ndarray, losses: Mapping[str, np.ndarray], first: float, dark: bool = False
) -> go.Figure:
    """A line a network; a thin one for the loss that training begins with.

    All arrays are (k,). Where a run diverged there is a gap.
    """
    figure = go.Figure()
    at = np.asarray(rates, np.float32)
    words = _("learning rate %{x:.3g}<br>last loss %{y:.4g}")
    for k, (name, values) in enumerate(losses.items()):
        trace = line_trace(
            name, at, single(np.asarray(values, np.float64)), k, f"<b>{name}</b> {words}"
        )
        mark = {"symbol": ("circle", "square")[k % 2], "size": 8}
        figure.add_trace(trace.update(mode="lines+markers", marker=mark))
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": first, "y1": first}
    figure.add_shape(type="line", line={"color": theme.FAINT, "width": 1, "dash": "dot"}, **ends)
    figure.add_annotation(
        xref="paper", x=0.01, y=float(np.log10(first)), text=_("first loss"), showarrow=False,
        xanchor="left", yanchor="bottom", font={"size": 12, "color": theme.FAINT},
    )  # fmt: skip
    every = [*losses.values(), np.array([first])]
    figure.update_layout(
        theme.layout(
            "rates",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(**log_axis(N_("learning rate"), limits_of([rates]))),
            yaxis=theme.axis(
                **log_axis(N_("last loss"), limits_of(every)), automargin=True, title_standoff=6
            ),
        )
    )
    return themed(figure, dark)
