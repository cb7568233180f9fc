"""How a method fares by its knobs: a map over two of them, and curves over one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from viz import theme
from viz.browser.cells import Kind, Picture, shades, ticks

# Cividis (Nuñez, Anderton and Renslow, 2018): even in lightness, and the same to nearly every eye.
GOOD_TO_BAD = ("#fee838", "#e1cc55", "#c3b369", "#a59c74", "#8a8678", "#707173", "#575d6d",
               "#3b496c", "#123570", "#00224e")  # fmt: skip
MOVING = Kind("Still moving", ("#aab3bb",), "dots", dark=("#4d5761",))
STUCK = Kind("Stuck", ("#c9cfd4",), "lines", dark=("#323b44",))
LEFT = Kind("Left the domain", ("#6d757d",), "cross", dark=("#737d87",))
DIVERGED = Kind("Diverged", ("#8d4a52",), "hatch", dark=("#6b2f38",))
FEW_POWERS, MOST_POWERS = 2.5, 4.5
"""Of ten: an axis that spans so few has numbers between them, or at least theirs in full."""
SMALLEST = 1e-16
"""A loss this close to the minimum's is drawn as this: float64 cannot tell."""


def sweep_picture(
    steps: np.ndarray, fun: np.ndarray, status: np.ndarray, measure: str, floor: float
) -> Picture:
    """The map of all cells. `measure`: "steps" to the tolerance, or the last "loss" above `floor`.

    For steps, only cells where every run converged are coloured by number; for the loss, all but
    those that diverged or left.
    """
    lost = (status == "diverged") | (status == "left_domain")
    label = np.zeros(steps.shape, np.int64)
    label[status == "diverged"] = 3
    label[status == "left_domain"] = 4
    values, log = steps.astype(float), bool(steps.size and steps.min() > 0)
    name = "Converged"
    if measure == "loss":
        values, log = np.maximum(fun - floor, SMALLEST), True
        name = "Last loss"
    else:
        label[(status == "max_steps") | (status == "max_evaluations")] = 1
        label[status == "stalled"] = 2
    shade, low, high = shades(values, (label == 0) & ~lost, log)
    shade[label != 0] = 0
    title = "steps to the tolerance" if measure == "steps" else "last loss above the minimum"
    bar = {"title": title, "colours": GOOD_TO_BAD, "ticks": ticks(low, high, log and low > 0)}
    kinds = (Kind(name, GOOD_TO_BAD), MOVING, STUCK, DIVERGED, LEFT)
    return Picture(kinds, label, shade, steps, fun, bar)


def best(steps: np.ndarray, fun: np.ndarray, status: np.ndarray, measure: str) -> Any:
    """Row and column of the best cell, or None where there is none.

    By steps, the fewest of those that converged, and of these the lowest loss; by loss, the lowest.
    """
    good = (status == "converged") if measure == "steps" else (status != "diverged")
    good = good & np.isfinite(fun) & (status != "left_domain")
    if not good.any():
        return None
    first = np.where(good, steps, np.inf) if measure == "steps" else np.where(good, fun, np.inf)
    tied = first == first.min()
    place = int(np.argmin(np.where(tied, np.where(good, fun, np.inf), np.inf)))
    return divmod(place, steps.shape[1])


@dataclass(frozen=True)
class Slice:
    """One method over one knob: arrays of one length."""

    name: str
    index: int
    """Decides colour and dash."""
    knob: np.ndarray
    steps: np.ndarray
    fun: np.ndarray
    status: np.ndarray


def slice_figure(
    slices: Sequence[Slice], label: str, log: bool, measure: str, floor: float, here: float | None,
    dark: bool = False,
) -> go.Figure:  # fmt: skip
    """Sensitivity to one knob: a line a method, with a gap where it diverged or did not get there.

    `here` is the value looked at.
    """
    figure = go.Figure([_line(one, measure, floor) for one in slices])
    title = "steps to the tolerance" if measure == "steps" else "last loss above the minimum"
    figure.update_layout(
        theme.layout(
            "slices", showlegend=True,
            legend={"itemwidth": 40, "font": {"size": 12}, "orientation": "h", "y": 1.02,
                    "yanchor": "bottom"},
            xaxis=theme.axis(label, **_scale([one.knob for one in slices], log)),
            yaxis=theme.axis(title, **_scale([line.y for line in figure.data], True),
                             title_standoff=6),
        )
    )  # fmt: skip
    if here is not None:
        figure.add_vline(x=here, line={"color": theme.FAINT, "width": 1.5, "dash": "dot"})
    return theme.themed(figure, dark)


def _scale(values: Sequence[Any], log: bool) -> dict[str, Any]:
    """The type of an axis, and for few powers of ten its labels: 1, 2 and 5 times each."""
    if not log:
        return {"type": "linear"}
    known = np.concatenate([np.asarray(v, float).ravel() for v in values] or [np.ones(1)])
    known = known[np.isfinite(known) & (known > 0)]
    scale: dict[str, Any] = {"type": "log", "exponentformat": "power"}
    spanned = math.log10(known.max() / known.min()) if known.size else math.inf
    if spanned > MOST_POWERS:
        return scale
    within = (1, 2, 5) if spanned < FEW_POWERS else (1,)
    powers = range(math.floor(math.log10(known.min())), math.ceil(math.log10(known.max())) + 1)
    places = [m * 10.0**e for e in powers for m in within]
    return scale | {"tickvals": places, "ticktext": [f"{v:g}" for v in places]}


def _line(one: Slice, measure: str, floor: float) -> go.Scatter:
    lost = (one.status == "diverged") | (one.status == "left_domain")
    if measure == "steps":
        values = np.where(one.status == "converged", np.maximum(one.steps, 1), math.nan)
    else:
        values = np.where(lost, math.nan, np.maximum(one.fun - floor, SMALLEST))
    return go.Scatter(
        x=one.knob,
        y=values,
        mode="lines",
        line=theme.line(one.index, 2.2),
        name=one.name,
        hovertemplate=f"<b>{one.name}</b> %{{x:.3g}}: %{{y:.3g}}<extra></extra>",
    )
