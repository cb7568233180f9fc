"""Learning curves: loss and share of right answers by steps, in training and in test."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import line_trace
from viz.figures.network import LEGEND
from viz.run import single


def learning_figure(
    steps: np.ndarray,
    losses: Sequence[np.ndarray],
    shares: Sequence[np.ndarray],
    dark: bool = False,
) -> go.Figure:
    """Losses, and above them shares that are right; both are (training, test), each (k,).

    A diamond is where the test loss is lowest. Where a loss is not finite there is a gap.
    """
    at = np.asarray(steps, np.float32)
    figure = go.Figure([*_lines(at, losses), *_lines(at, shares, right=True)])
    if np.isfinite(losses[1]).any():
        figure.add_trace(_lowest(at, losses[1]))
    figure.update_layout(
        theme.layout(
            "learning",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(_("steps"), anchor="y", rangemode="tozero"),
            yaxis=theme.axis(
                _("loss"),
                domain=[0, 0.62],
                range=[0.0, _top(losses)],
                automargin=True,
                title_standoff=6,
            ),
            yaxis2=theme.axis(
                _("right"),
                domain=[0.68, 1],
                range=[float(np.min(shares)) - 0.03, 1.03],
                tickformat=".0%",
                nticks=4,
                title_standoff=6,
            ),
        )
    )
    return themed(figure, dark)


def _top(losses: Sequence[np.ndarray]) -> float:
    """A little above all first and last losses, so that a spike between them may be cut off."""
    ends = np.array([each[k] for each in losses for k in (0, -1)])
    return 1.05 * float(np.max(ends[np.isfinite(ends)], initial=1e-3))


def _lines(at: np.ndarray, two: Sequence[np.ndarray], right: bool = False) -> Iterator[go.Scatter]:
    """A line in training and one in test."""
    shares = _("training: %{y:.1%} right"), _("test: %{y:.1%} right")
    losses = _("training loss %{y:.4g}"), _("test loss %{y:.4g}")
    above: dict[str, Any] = {"yaxis": "y2", "showlegend": False} if right else {}
    said = zip((_("training"), _("test")), shares if right else losses, two, strict=True)
    for k, (name, value, values) in enumerate(said):
        words = _("step %{x}") + f"<br>{value}"
        yield line_trace(name, at, single(np.asarray(values, np.float64)), k, words, **above)


def _lowest(at: np.ndarray, test: np.ndarray) -> go.Scatter:
    """The mark where the test loss is lowest."""
    k = int(np.nanargmin(np.where(np.isfinite(test), test, np.nan)))
    mark: Mapping[str, Any] = {
        "symbol": "diamond",
        "size": 11,
        "color": theme.COLOURS[1],
        "line": {"color": theme.PAPER, "width": 2},
    }
    return go.Scatter(
        x=at[k : k + 1],
        y=single(test[k : k + 1]),
        mode="markers",
        marker=mark,
        name=_("lowest test loss"),
        hovertemplate=_("step %{x}") + "<br>" + _("test loss %{y:.4g}") + "<extra></extra>",
    )
