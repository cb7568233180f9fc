"""How much of the digits each way down reads, in training and in test, by what it has spent."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import line_trace

LEGEND = {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0, "itemwidth": 40}


class Reading(Protocol):
    """Shares of right answers by cost, all (k,)."""

    @property
    def cost(self) -> np.ndarray:
        """In losses."""

    @property
    def train(self) -> np.ndarray:
        """Right in training."""

    @property
    def test(self) -> np.ndarray:
        """Right in test."""


def search_figure(found: Sequence[Reading], names: Sequence[str], dark: bool = False) -> go.Figure:
    """Two charts above each other over one logarithmic axis: stairs, one a way down."""
    figure = go.Figure()
    for right in (False, True):
        for k, (name, each) in enumerate(zip(names, found, strict=True)):
            figure.add_trace(_line(name, each, k, right))
    end = max(float(each.cost[-1]) for each in found)
    share = {"range": [0, 1.02], "tickformat": ".0%", "nticks": 5, "title_standoff": 6}
    figure.update_layout(
        theme.layout(
            "search",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(
                _("cost, in losses"), type="log", range=[0, np.log10(end) + 0.03], anchor="y"
            ),
            yaxis=theme.axis(_("right in test"), domain=[0, 0.47], **share),
            yaxis2=theme.axis(_("right in training"), domain=[0.53, 1], **share),
        )
    )
    return themed(figure, dark)


def _line(name: str, each: Reading, index: int, training: bool) -> go.Scatter:
    """From a cost of 1 on, as 0 has no place on that axis."""
    at = np.maximum(each.cost, 1).astype(np.float32)
    share = (each.train if training else each.test).astype(np.float32)
    words = f"<b>{name}</b> " + _("%{y:.1%} right for %{x} losses")
    above: dict[str, Any] = {"yaxis": "y2", "showlegend": False} if training else {}
    return line_trace(name, at, share, index, words, stairs=True, **above)
