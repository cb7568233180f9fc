"""The loss of every run against steps or evaluations."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from viz import theme
from viz.run import Run, single

SMALLEST = 1e-16
"""Gaps below this are drawn at it: float64 cannot tell them from zero."""


SHALLOW = 1e-6
"""Where the minimum is not known, a log axis ends at this share of the first gap."""


def loss_figure(
    runs: Sequence[Run], floor: float, by: str, scale: str, revision: str, known: bool = True
) -> go.Figure:
    """Loss curves. `by`: steps or evaluations; `scale`: log (above `floor`) or linear.

    `known` says that `floor` is the loss at the minimum, not just the lowest one seen.
    """
    figure = go.Figure([_curve(run, floor, by, scale == "log") for run in runs])
    figure.add_traces([_end(run, floor, by, scale == "log") for run in runs])
    above = "loss above the minimum" if known else "loss above the lowest seen"
    title = above if scale == "log" else "loss"
    limits = _range(runs, floor, scale == "log", known)
    y_axis = theme.axis(title, range=limits, title_standoff=6, automargin=True)
    if scale == "log":
        y_axis |= {"type": "log", "exponentformat": "power", "dtick": _decades(y_axis["range"])}
    x_axis = theme.axis(by if by == "steps" else "evaluations (loss, gradient, Hessian)")
    x_axis["rangemode"] = "tozero"
    figure.update_layout(theme.layout(revision + by + scale, xaxis=x_axis, yaxis=y_axis))
    return figure


def _curve(run: Run, floor: float, by: str, log: bool) -> go.Scatter:
    at = np.arange(len(run.x)) if by == "steps" else run.cost
    return go.Scatter(
        x=at.astype(np.float32),
        y=_drawn(run.fun, floor, log),
        mode="lines",
        line=theme.line(run.index, 2.2),
        name=run.name,
        hovertemplate=f"<b>{run.name}</b> %{{x}}<br>%{{y:.4g}}<extra></extra>",
    )


def _end(run: Run, floor: float, by: str, log: bool) -> go.Scatter:
    at = len(run.x) - 1 if by == "steps" else int(run.cost[-1])
    return go.Scatter(
        x=[at],
        y=_drawn(run.fun[-1:], floor, log),
        mode="markers",
        marker={"symbol": theme.END_MARKS.get(run.status, "circle"), "size": 9,
                "color": theme.line(run.index)["color"], "line": {"width": 2}},
        hoverinfo="skip",
        name=f"{run.name} end",
    )  # fmt: skip


def _drawn(loss: np.ndarray, floor: float, log: bool) -> np.ndarray:
    """Values for the axis as float32; what is not finite or lies below the floor is a gap."""
    if not log:
        return single(loss)
    below = loss < floor - 1e-9 * max(1.0, abs(floor))
    return single(np.where(below, np.nan, np.maximum(loss - floor, SMALLEST)))


def _range(runs: Sequence[Run], floor: float, log: bool, known: bool) -> list[float]:
    """Limits that a diverging run cannot stretch: ten times the loss at the start."""
    shown = [_drawn(run.fun, floor, log) for run in runs]
    every = np.concatenate(shown) if shown else np.empty(0)
    every = every[np.isfinite(every)]
    if not every.size:
        return [0.0, 1.0]
    first = max((float(v[0]) for v in shown if np.isfinite(v[0])), default=1.0)
    low = float(every.min())
    if log:
        low = low if known else min(max(low, SHALLOW * first), float(every.max()))
        top = min(float(every.max()), 10 * first)
        return [float(np.log10(low)) - 0.3, float(np.log10(top)) + 0.3]
    top = min(float(every.max()), first + 2 * (first - min(low, first)) + 1e-9)
    room = 0.05 * (top - low) or 0.5
    return [low - room, top + room]


def _decades(limits: list[float]) -> int:
    """Powers of ten between labels, so that about six fit."""
    return max(1, int(np.ceil((limits[1] - limits[0]) / 6)))
