"""A chart and a row of numbers as every page shows them, in the theme the visitor chose."""

from collections.abc import Mapping
from typing import Any

import streamlit as st


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
