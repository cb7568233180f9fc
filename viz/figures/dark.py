"""A figure in the colours of the dark theme."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from viz import theme


def themed(figure: go.Figure, dark: bool) -> go.Figure:
    """The figure itself, or a copy in the dark theme's colours.

    For figures that Python shows; the player swaps the colours of its own in the browser.
    """
    if not dark:
        return figure
    # Part by part: the figure's own `to_dict` would pack its arrays.
    traces = [_swapped(trace.to_plotly_json()) for trace in figure.data]
    return go.Figure(traces, _swapped(figure.layout.to_plotly_json()))


def _swapped(value: Any) -> Any:
    if isinstance(value, str):
        return theme.DARK.get(value, value)
    if isinstance(value, Mapping):
        return {key: _swapped(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_swapped(inner) for inner in value]
    return value
