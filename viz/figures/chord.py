"""Convexity made visible: the surface along a chord, against the straight chord itself."""

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from landscapes import Chord
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import line_trace
from viz.run import single


def chord_figure(chord: Chord, dark: bool = False) -> go.Figure:
    """The loss from A to B and the straight line between, shaded where the surface is above."""
    t = np.asarray(chord.t)
    figure = go.Figure([_above(chord), _line(_("surface"), t, chord.fun, 0)])
    figure.add_trace(_line(_("chord"), t[[0, -1]], np.asarray(chord.line)[[0, -1]], 1))
    figure.add_trace(
        go.Scatter(
            x=t[[0, -1]],
            y=single(np.asarray(chord.fun)[[0, -1]]),
            mode="markers+text",
            marker=theme.badge("circle", 19),
            text=["A", "B"],
            textfont={"color": theme.INK, "size": 12},
            showlegend=False,
            hoverinfo="skip",
            name="ends",
        )
    )
    figure.update_layout(
        theme.layout(
            "chord",
            showlegend=True,
            legend={"orientation": "h", "y": 1.01, "yanchor": "bottom"},
            xaxis=theme.axis(_("from A to B"), range=[-0.03, 1.03]),
            yaxis=theme.axis(_("loss"), automargin=True, title_standoff=6, exponentformat="power"),
        )
    )
    if not np.isfinite(np.asarray(chord.fun, np.float64)).any():
        figure.add_annotation(theme.note(_("The surface is not defined here.")))
    return themed(figure, dark)


def _line(name: str, t: np.ndarray, loss: np.ndarray, index: int) -> go.Scatter:
    words = f"<b>{name}</b> " + _("%{x:.3g} of the way<br>loss %{y:.5g}")
    return line_trace(name, t.astype(np.float32), single(np.asarray(loss)), index, words)


def _above(chord: Chord) -> go.Scatter:
    """The area between chord and surface, of no height where the surface is not above."""
    fun, line = single(np.asarray(chord.fun)), single(np.asarray(chord.line))
    over = np.asarray(chord.above) & np.isfinite(fun) & np.isfinite(line)
    t = np.asarray(chord.t, np.float32)
    x, y = [np.empty(0, np.float32)], [np.empty(0, np.float32)]
    if over.any():
        edge = np.where(over, fun, line)
        x, y = [t, t[::-1]], [edge, line[::-1]]
    return go.Scatter(
        x=np.concatenate(x),
        y=np.concatenate(y),
        mode="lines",
        line={"width": 0, "color": theme.COLOURS[1]},
        fill="toself",
        fillcolor=theme.COLOURS[1],
        opacity=0.3,
        legendrank=2000,
        name=_("surface above the chord"),
        showlegend=bool(over.any()),
        hoverinfo="skip",
    )
