"""The line of a figure that Python shows: by number, as a racer's line is."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from viz import theme


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
