"""A chart and a row of numbers as every page shows them, in the theme the visitor chose."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.sentences import _

CONFIG = {
    "displaylogo": False,
    # Plotly would offer to upload the chart to a cloud.
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "toggleSpikelines"],
}
"""How every chart of Plotly behaves."""


def is_dark() -> bool:
    """Whether the visitor's theme is dark."""
    return st.context.theme.type == "dark"


def chart(figure: Any, key: str, height: int, tools: bool = True) -> None:
    """A Plotly figure across the page, or across the container it is called in."""
    config = CONFIG if tools else CONFIG | {"displayModeBar": False}
    st.plotly_chart(figure, key=key, height=height, config=config)


def metrics(values: Mapping[str, str]) -> None:
    """Numbers side by side, each under its label."""
    with st.container(horizontal=True):
        for label, value in values.items():
            st.metric(_(label), _(value), width="content")
