"""Charts of a network's training: how far its picture is true, and what lies between two ends."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.sentences import N_, _
from viz import theme
from viz.axis_limits import limits_of, log_axis
from viz.figures.dark import themed
from viz.figures.lines import band, line_trace
from viz.run import single

LEGEND = {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0, "itemwidth": 40}


def honesty_figure(
    steps: np.ndarray, true: np.ndarray, beneath: np.ndarray, away: np.ndarray, dark: bool = False
) -> go.Figure:
    """Along a path, by steps: both losses, and the distance from the plane (a share) on the right.

    All arrays are (k,). Where a loss is not finite there is a gap.
    """
    at = np.asarray(steps, np.float32)
    figure = go.Figure(
        [
            line_trace(_("true loss"), at, _single(true), 0, _("step %{x}<br>true loss %{y:.4g}")),
            line_trace(
                _("slice beneath"), at, _single(beneath), 1, _("step %{x}<br>slice %{y:.4g}")
            ),
            line_trace(
                _("distance from the plane"),
                at,
                _single(away),
                2,
                _("step %{x}<br>%{y:.1%} of the way"),
                yaxis="y2",
            ),
        ]
    )
    top = max(1.0, float(np.max(away[np.isfinite(away)], initial=0.0)))
    figure.update_layout(
        theme.layout(
            "honesty",
            showlegend=True,
            legend=LEGEND,
            margin={"l": 52, "r": 56, "t": 12, "b": 44},
            xaxis=theme.axis(_("steps"), rangemode="tozero"),
            yaxis=theme.axis(_("loss"), rangemode="tozero", automargin=True, title_standoff=6),
            yaxis2=_right(_("distance, of the way moved"), [0, 1.02 * top]),
        )
    )
    return themed(figure, dark)


def between_figure(
    t: np.ndarray,
    losses: Sequence[np.ndarray],
    shares: Sequence[np.ndarray],
    ends: tuple[str, str],
    dark: bool = False,
) -> go.Figure:
    """On the line through two networks, at 0 and 1: losses and shares of right answers.

    `losses` and `shares` are (training, test), each (k,).
    """
    at = np.asarray(t, np.float32)
    figure = go.Figure([*_between(at, losses), *_between(at, shares, right=True)])
    for place in (0, 1):
        _upright(figure, place)
    lowest = float(np.min([np.min(share) for share in shares]))
    figure.update_layout(
        theme.layout(
            "between",
            showlegend=True,
            legend=LEGEND,
            xaxis=_way(at, ends),
            yaxis=_losses(N_("loss"), losses) | {"domain": [0, 0.62]},
            yaxis2=theme.axis(
                _("right"),
                domain=[0.68, 1],
                range=[lowest - 0.03, 1.02],
                tickformat=".0%",
                nticks=4,
                title_standoff=6,
            ),
        )
    )
    return themed(figure, dark)


def _way(at: np.ndarray, ends: tuple[str, str]) -> dict[str, Any]:
    """The axis from one network, at 0, to the other, at 1."""
    names = [name.replace(", ", "<br>") for name in ends]  # two of them have to fit side by side
    shown = [float(at[0]), float(at[-1])]
    return theme.axis("", anchor="y", range=shown, tickvals=[0, 1], ticktext=names, automargin=True)


def _upright(figure: go.Figure, place: float) -> None:
    """A thin line from bottom to top."""
    ends = {"xref": "x", "x0": place, "x1": place, "yref": "paper", "y0": 0, "y1": 1}
    figure.add_shape(type="line", line={"color": theme.FAINT, "width": 1}, **ends)


def _between(
    at: np.ndarray, two: Sequence[np.ndarray], right: bool = False
) -> Iterator[go.Scatter]:
    """Lines of what (training, test) give: losses, or the shares that are right, above these."""
    shares = _("training: %{y:.1%} right"), _("test: %{y:.1%} right")
    losses = _("training loss %{y:.4g}"), _("test loss %{y:.4g}")
    names = _("training"), _("test")
    said = zip(names, shares if right else losses, two, strict=True)
    for k, (name, value, values) in enumerate(said):
        words = _("%{x:.2f} of the way") + f"<br>{value}"
        above: dict[str, Any] = {"yaxis": "y2", "showlegend": False} if right else {}
        yield line_trace(name, at, _single(values), k, words, **above)


def around_figure(
    t: np.ndarray, losses: Sequence[np.ndarray], names: Sequence[str], dark: bool = False
) -> go.Figure:
    """Around each network, by the distance in units of its own filters, the losses (rays, k).

    A line for the mean, and a band from the lowest to the highest.
    """
    at, losses = np.asarray(t, np.float32), [np.atleast_2d(each) for each in losses]
    means = [np.mean(each, axis=0) for each in losses]
    words = _("%{x:.2f}<br>mean loss %{y:.4g}")
    named = [*zip(names, losses, means, strict=True)]
    figure = go.Figure([band(name, at, each, k) for k, (name, each, _mean) in enumerate(named)])
    for k, (name, _each, mean) in enumerate(named):
        figure.add_trace(line_trace(name, at, _single(mean), k, f"<b>{name}</b> {words}"))
    figure.update_layout(
        theme.layout(
            "around",
            showlegend=True,
            legend=LEGEND,
            xaxis=theme.axis(_("distance, in lengths of each filter")),
            yaxis=_losses(N_("loss"), losses),
        )
    )
    return themed(figure, dark)


def _losses(title: str, values: Sequence[np.ndarray]) -> dict[str, Any]:
    return theme.axis(**log_axis(title, limits_of(values)), automargin=True, title_standoff=6)


def _right(title: str, limits: list[float]) -> dict[str, Any]:
    return theme.axis(
        title,
        overlaying="y",
        side="right",
        range=limits,
        tickformat=".0%",
        dtick=0.25,
        showgrid=False,
        title_standoff=6,
    )


def _single(values: np.ndarray) -> np.ndarray:
    return single(np.asarray(values, np.float64))
