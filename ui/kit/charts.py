"""A chart and a row of numbers as every page shows them, in the theme the visitor chose."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from viz import figures


def is_dark() -> bool:
    """Whether the visitor's theme is dark."""
    return st.context.theme.type == "dark"


def chart(figure: Any, key: str, height: int) -> None:
    """A Plotly figure across the page."""
    st.plotly_chart(figure, key=key, height=height, config={"displaylogo": False})


def metrics(values: Mapping[str, str]) -> None:
    """Numbers side by side, each under its label."""
    with st.container(horizontal=True):
        for label, value in values.items():
            st.metric(label, value, width="content")


def plain_pictures(drawn: Mapping[str, Any], prefix: str) -> None:
    """What the player would show, as figures that do not move: map, 3-D view and loss curve."""
    left, right = st.columns([1.12, 1])
    places = (("contour", left, 600), ("surface", right, 350), ("loss", right, 250))
    for name, place, height in places:
        figure = figures.themed(drawn[name], is_dark())
        place.plotly_chart(figure, key=f"{prefix}.{name}", height=height)
