"""The lowest loss that each way down has met, against what it has spent."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from viz import theme
from viz.axis_limits import limits_of, log_axis
from viz.figures.dark import themed
from viz.figures.lines import line_trace


@dataclass(frozen=True)
class Way:
    """A way down: arrays of one length."""

    name: str
    index: int
    """Decides colour and dash."""
    spent: np.ndarray
    above: np.ndarray
    """The lowest loss so far, above the lowest there is."""


def lowest_figure(ways: Sequence[Way], title: str, dark: bool = False) -> go.Figure:
    """Stairs, one for each way; a loss stays known. The axis is logarithmic from above 0 on."""
    figure = go.Figure([_line(way) for way in ways])
    figure.update_layout(
        theme.layout(
            "lowest",
            showlegend=True,
            legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "itemwidth": 40},
            xaxis=theme.axis(_("Evaluations"), rangemode="tozero"),
            yaxis=theme.axis(
                **log_axis(title, limits_of([line.y for line in figure.data])),
                title_standoff=6,
                automargin=True,
            ),
        )
    )
    return themed(figure, dark)


def _line(way: Way) -> go.Scatter:
    words = f"<b>{way.name}</b> %{{x}}: %{{y:.4g}}"
    above = np.where(way.above > 0, way.above, np.nan)
    return line_trace(way.name, way.spent, above, way.index, words, 2.5, stairs=True)
