"""Dropout drawn: the values under four masks with their mean, and means over many masks."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from core.written import number
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import line_trace, meant

LEGEND = {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0, "itemwidth": 40}
EDGE = 0.5


class MaskFacts(Protocol):
    """A mask."""

    @property
    def chance(self) -> float:
        """How likely it is."""

    @property
    def value(self) -> float:
        """What the sum is with it."""


class Means(Protocol):
    """Distances of means from the whole network, by how many masks they are over: (k,)."""

    @property
    def counts(self) -> np.ndarray:
        """Masks."""

    @property
    def scores(self) -> np.ndarray:
        """The distance, as a share."""


def masks_figure(
    masks: Sequence[MaskFacts], names: Sequence[str], mean: float, whole: float, dark: bool = False
) -> go.Figure:
    """A bar for each mask, and across them the mean and the value of the whole."""
    places, values = list(range(len(masks))), [mask.value for mask in masks]
    ends = np.array([-EDGE, len(masks) - 1 + EDGE])
    named = zip(names, masks, strict=True)
    said = [f"{name}<br>{number(mask.chance, 3)}" for name, mask in named]
    masked = [each.replace("<br>", ", ") for each in said]
    bars = _bars(places, values, masked)
    lines = [
        line_trace(
            name, ends, np.array([value, value]), k, f"{name} %{{y:.4g}}",
            **meant("x", [masked[0], masked[-1]]),
        )
        for k, (name, value) in enumerate(((_("mean"), mean), (_("whole network"), whole)), start=1)
    ]  # fmt: skip
    figure = go.Figure([bars, *lines])
    low, high = min(0.0, whole, *values), max(0.0, whole, *values)
    room = 0.15 * (high - low) or 1.0
    figure.update_layout(
        theme.layout(
            "masks",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(
                _("mask, and its probability"), tickvals=places, ticktext=said,
                range=ends.tolist(), showgrid=False,
            ),
            yaxis=theme.axis("a", range=[low - room, high + room]),
        )
    )  # fmt: skip
    return themed(figure, dark)


def _bars(places: list[int], values: list[float], masked: list[str]) -> go.Bar:
    return go.Bar(
        x=places,
        y=values,
        name=_("with a mask"),
        **meant("x", masked),
        width=0.5,
        marker={"color": theme.COLOURS[0], "opacity": 0.75},
        text=[number(value, 3) for value in values],
        textposition="outside",
        cliponaxis=False,
        showlegend=False,
        hovertemplate="%{text}<extra></extra>",
    )


def averages_figure(means: Sequence[Means], names: Sequence[str], dark: bool = False) -> go.Figure:
    """How far mean scores are from the whole network's, by the number of masks, a line each."""
    words = _("%{x} masks<br>%{y:.2%} off")
    lines = [
        line_trace(name, each.counts, each.scores.astype(np.float32), k, f"<b>{name}</b> {words}")
        for k, (name, each) in enumerate(zip(names, means, strict=True))
    ]
    figure = go.Figure(lines)
    figure.update_layout(
        theme.layout(
            "averages",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(_("masks"), type="log", dtick=1),
            yaxis=theme.axis(
                _("off the whole network"), type="log", dtick=1, tickformat=".2~%", automargin=True
            ),
        )
    )
    return themed(figure, dark)
