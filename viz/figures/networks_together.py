"""Marks for networks: last losses by width, and losses of networks alone and averaged."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import line_trace, meant

LEGEND = {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0, "itemwidth": 40}
APART = 0.035
"""Marks of one width stand so far apart, in powers of ten."""


def widths_figure(losses: Mapping[int, Sequence[float]], dark: bool = False) -> go.Figure:
    """A mark for each training, by how many units its network has, and a line of the medians."""
    found = {width: list(values) for width, values in losses.items() if values}
    x = [
        width * 10 ** (APART * (k / max(1, len(row) - 1) - 0.5))
        for width, row in found.items()
        for k in range(len(row))
    ]
    units = [width for width, row in found.items() for _k in row]
    marks = go.Scatter(
        x=x,
        y=[loss for row in found.values() for loss in row],
        **meant("x", units),
        mode="markers",
        name=_("last loss of a training"),
        marker=theme.badge("circle", 9),
        hovertemplate=_("%{customdata} units<br>last loss %{y:.4g}") + "<extra></extra>",
    )
    middle = np.array([np.median(row) for row in found.values()], np.float32)
    words = _("%{x} units<br>median %{y:.4g}")
    line = line_trace(_("median"), np.array(list(found), np.float32), middle, 0, words)
    figure = go.Figure([line, marks])
    figure.update_layout(
        theme.layout(
            "widths",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(
                _("units in the hidden layer"), type="log", tickvals=list(losses),
                range=[np.log10(min(losses)) - 0.1, np.log10(max(losses)) + 0.1],
            ),
            yaxis=theme.axis(_("last training loss"), type="log", dtick=1, automargin=True),
        )
    )  # fmt: skip
    return themed(figure, dark)


def ensembles_figure(
    alone: Sequence[Sequence[float]],
    together: Sequence[float],
    names: Sequence[str],
    dark: bool = False,
) -> go.Figure:
    """A row for each ensemble: circles for its networks alone, a diamond for all together."""
    rows, which = list(range(len(names))), _("networks")
    all_of_them = go.Scatter(
        x=list(together),
        y=rows,
        **meant("y", names, which),
        mode="markers",
        name=_("together"),
        marker={"symbol": "diamond", "size": 15, "color": theme.COLOURS[1]},
        hovertemplate=_("together: test loss %{x:.4g}") + "<extra></extra>",
    )
    figure = go.Figure([_alone(alone, names, which), all_of_them])
    figure.update_layout(
        theme.layout(
            "ensembles",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(_("test loss")),
            yaxis=theme.axis(
                "", tickvals=rows, ticktext=[name.replace(" ", "<br>", 1) for name in names],
                range=[len(rows) - 0.5, -0.5], automargin=True,
            ),
        )
    )  # fmt: skip
    return themed(figure, dark)


def _alone(alone: Sequence[Sequence[float]], names: Sequence[str], which: str) -> go.Scatter:
    rows = [k for k, row in enumerate(alone) for _loss in row]
    return go.Scatter(
        x=[loss for row in alone for loss in row],
        y=rows,
        **meant("y", [names[k] for k in rows], which),
        mode="markers",
        name=_("alone"),
        marker=theme.badge("circle", 12),
        hovertemplate=_("alone: test loss %{x:.4g}") + "<extra></extra>",
    )
