"""The line of a figure that Python shows, by number as a racer's line is, and a band around it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.sentences import N_, _, sentence
from viz import theme
from viz.run import single


def line_trace(
    name: str,
    x: np.ndarray | None,
    y: np.ndarray,
    index: int,
    words: str,
    width: float = 2.5,
    stairs: bool = False,
    **more: Any,
) -> go.Scatter:
    """A line in the colour and dash of `index`; `words` stand at the pointer.

    Without x the points are counted from 0. `stairs`: it stays level up to the next point.
    """
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line=theme.line(index, width) | ({"shape": "hv"} if stairs else {}),
        name=name,
        hovertemplate=f"{words}<extra></extra>",
        **more,
    )


def meant(axis: str, values: Sequence[Any] | np.ndarray, column: str = "") -> dict[str, Any]:
    """Of a curve whose places on an axis, x or y, only stand for something: for what.

    A table of the curve has these values instead of the places, in a column of this name; else it
    is called as the axis is. See `ui/browser/chart/chart_table.js`.
    """
    return {"customdata": values, "meta": {"meant": axis, "column": column}}


def band(name: str, at: np.ndarray, losses: np.ndarray, index: int) -> go.Scatter:
    """The area between the lowest and the highest of the lines (rays, k) with this name."""
    edge_names = [_(sentence("{name}, highest", name=N_(name))),
                  _(sentence("{name}, lowest", name=N_(name)))]  # fmt: skip
    edges = np.concatenate([losses.max(axis=0), losses.min(axis=0)[::-1]])
    return go.Scatter(
        x=np.concatenate([at, at[::-1]]),
        y=single(np.asarray(edges, np.float64)),
        mode="lines",
        line=theme.line(index, width=0),
        fill="toself",
        fillcolor=theme.COLOURS[index],
        opacity=0.2,
        showlegend=False,
        hoverinfo="skip",
        name=_("from lowest to highest"),
        meta={"edges": edge_names},
    )
