"""The axes of a race's chart: titles and limits that a diverging run cannot stretch."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.sentences import N_, _
from optim import LOST
from viz.axis_limits import around, linear
from viz.chart import Chart
from viz.run import Run

SHALLOW = 1e-6
"""Where the minimum is not known, a log axis ends at this share of the first gap."""
MARGIN = 0.02
"""Left and right of the lines, as a share of the last place on the axis."""
SPENT = {
    "steps": N_("steps"),
    "evaluations": N_("evaluations (loss, gradient, Hessian)"),
    "cost": N_("cost (in losses)"),
    "epochs": N_("epochs (times through the samples)"),
    "snapshots": N_("steps"),
}
"""What a run's entries stand at: those of a run in snapshots at the steps that are its cost."""


def chart_axes(runs: Sequence[Run], chart: Chart) -> dict[str, Any]:
    """Both axes of the chart for the player: `x` and `y` with title and limits, and a `note`.

    Below one decade a logarithmic axis is linear, and its title says so.
    """
    last = max((float(chart.at(run)[-1]) for run in runs), default=1.0) or 1.0
    low, high = value_range(runs, chart)
    limits = (10.0**low, 10.0**high) if chart.log else (low, high)
    log = chart.log and high - low >= 1
    title = linear(chart.title) if chart.log and not log else chart.title
    return {
        "x": {"title": _(SPENT[chart.by]), "lo": -MARGIN * last, "hi": (1 + MARGIN) * last},
        "y": {"title": _(title), "lo": limits[0], "hi": limits[1], "log": log},
        "note": _(nothing_known(runs, chart)),
    }


def nothing_known(runs: Sequence[Run], chart: Chart) -> str:
    """Why the chart is empty, where it is."""
    if chart.curve == "distance" and not any(np.isfinite(run.distance).any() for run in runs):
        return N_("No minimum of this surface is known.")
    if chart.curve == "held_out" and all(run.held_out is None for run in runs):
        return N_("No samples of this surface are held out.")
    return ""


def value_range(runs: Sequence[Run], chart: Chart) -> list[float]:
    """Limits up to ten times the value at the start; of a log axis as powers of ten."""
    shown = [chart.values(run) for run in runs]
    firsts = [values[:1] for values in shown]
    if chart.has_fans:
        fans = [chart.drawn(fun) for run in runs for _, _, fun in run.fan]
        shown, firsts = shown + fans, firsts + [values[:1] for values in fans]
    if chart.curve == "gradient":
        firsts += [_downhill(run, chart.values(run)) for run in runs]
    shallow = chart.curve == "loss" and not chart.known
    return around(shown, firsts, chart.log, SHALLOW if shallow else 0.0)


def _downhill(run: Run, values: np.ndarray) -> np.ndarray:
    """The gradients met no higher than the start: from a saddle they grow before they shrink."""
    if run.outcome in LOST:
        return values[:1]
    descended: np.ndarray = values[run.fun <= run.fun[0]]
    return descended
