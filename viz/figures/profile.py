"""Performance profiles: what share of the problems a method solves, and at what extra cost."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.sentences import N_, _
from optim import Profile
from viz import theme
from viz.axis_limits import linear
from viz.figures.dark import themed
from viz.figures.lines import line_trace

BEYOND = 1.03
"""The axis goes on for so much after the last rise, so that the rise is seen."""


def profile_figure(profile: Profile, names: Sequence[str], dark: bool = False) -> go.Figure:
    """One step line a solver over the ratio of its cost to the lowest one (axis in doublings)."""
    ratio = np.asarray(profile.ratio)
    doublings = float(np.log2(ratio[-1]))
    end = ratio[-1] ** BEYOND
    named = enumerate(zip(names, profile.share, strict=True))
    figure = go.Figure([_line(name, ratio, share, end, k) for k, (name, share) in named])
    figure.update_layout(
        theme.layout(
            "profile",
            showlegend=True,
            legend={"itemwidth": 40, "font": {"size": 12}},
            xaxis=theme.axis(**_costs(doublings, float(end))),
            yaxis=theme.axis(_("share of problems solved"), range=[0, 1.02], tickformat=".0%"),
        )
    )
    return themed(figure, dark)


def _costs(doublings: float, end: float) -> dict[str, Any]:
    """The axis from 1 to `end`, in doublings; where these are too few to read it is linear."""
    title = N_("cost, as a multiple of the cheapest method's")
    if doublings < 2:
        room = 0.03 * (end - 1) or 0.5
        ends = [1 - room, end + room]
        return {"text": _(linear(title)), "range": ends, "nticks": 6, "ticksuffix": "×"}
    ticks = [2**k for k in range(0, int(doublings) + 1, max(1, int(np.ceil(doublings / 8))))]
    words = [f"{tick:,}×" for tick in ticks]
    scale = {"type": "log", "range": [0, float(np.log10(end))]}
    return {"text": _(title), **scale, "tickvals": ticks, "ticktext": words}


def _line(name: str, ratio: np.ndarray, share: np.ndarray, end: float, index: int) -> go.Scatter:
    """A staircase up to the ratio `end`: only the places where it rises are sent."""
    share = np.asarray(share)
    kept = np.diff(share, prepend=np.nan) != 0
    x = np.append(ratio[kept], end).astype(np.float32)
    y = np.append(share[kept], share[-1:]).astype(np.float32)
    words = f"<b>{name}</b> " + _("%{y:.0%} within %{x:.3g}×")
    return line_trace(name, x, y, index, words, 2.2, stairs=True)
