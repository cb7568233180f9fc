"""The gradient check: how wrong difference quotients are, for every step length h."""

import numpy as np
import plotly.graph_objects as go

from core.sentences import _
from core.written import number
from optim import GradientCheck
from viz import theme
from viz.figures.dark import themed
from viz.figures.lines import line_trace

SMALLEST = 1e-17
"""No error at all is drawn here, on the floor of the picture."""


def check_figure(check: GradientCheck, h: float, scheme: str, dark: bool = False) -> go.Figure:
    """Relative error against h, both axes logarithmic; `h` is marked unless `scheme` is exact."""
    figure = go.Figure(
        [
            _line(_("forward"), check.h, check.forward, 1, scheme == "forward"),
            _line(_("central"), check.h, check.central, 0, scheme == "central"),
        ]
    )
    logs = np.log10(check.h[check.h > 0])
    ends = [float(logs.min()), float(logs.max())] if logs.size else [-16.0, 0.0]
    power = {"type": "log", "exponentformat": "power", "dtick": 2}
    figure.update_layout(
        theme.layout(
            "check",
            showlegend=True,
            legend={"orientation": "h", "y": 1.01, "yanchor": "bottom"},
            xaxis=theme.axis(_("step h of the difference"), range=ends, **power),
            yaxis=theme.axis(
                _("relative error"), range=[-17.3, 0.7], automargin=True, **power | {"dtick": 4}
            ),
        )
    )
    figure.add_annotation(theme.note(_("← rounding takes over"), 0.02, 0.03, xanchor="left"))
    figure.add_annotation(theme.note(_("truncation takes over →"), 0.98, 0.03, xanchor="right"))
    if scheme != "exact" and h > 0:
        _mark(figure, h, right=float(np.log10(h)) > sum(ends) / 2)
    return themed(figure, dark)


def _mark(figure: go.Figure, h: float, right: bool) -> None:
    """A vertical line at the step length in use, its label towards the middle of the picture."""
    figure.add_vline(x=h, line={"color": theme.INK, "width": 1.5, "dash": "dot"})
    text = f"h = {number(h, 3)}"
    figure.add_annotation(
        theme.note(
            text,
            float(np.log10(h)),
            1,
            xref="x",
            yanchor="top",
            xanchor="right" if right else "left",
            xshift=-5 if right else 5,
            font={"color": theme.INK, "size": 13},
        )
    )


def _line(name: str, h: np.ndarray, error: np.ndarray, index: int, in_use: bool) -> go.Scatter:
    """One scheme's errors; the one in use is drawn wider."""
    seen = np.where(np.isfinite(error), np.maximum(error, SMALLEST), np.nan)
    words = f"<b>{name}</b> " + _("h %{x:.3g}<br>error %{y:.3g}")
    width = 3.5 if in_use else 2
    return line_trace(name, h.astype(np.float32), seen.astype(np.float32), index, words, width)
