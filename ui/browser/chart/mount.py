"""“Take away” beside a chart of Plotly, as a component: it saves the chart that stands on the page.

What is sent is described in ui/browser/shared/wire.md, “chart”.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.sentences import _
from ui.browser.assets import loader, styles, text
from viz import browser


@st.cache_resource
def _component() -> Any:
    """Register the component, once a server."""
    return st.components.v2.component(
        "thalweg_chart",
        html=text("chart/chart.html"),
        css=styles(text("shared/take/save_menu.css"), text("chart/chart.css")),
        js=loader("chart/chart.js", "loaded.show(component)"),
        isolate_styles=False,
    )


def show(chart: str, title: str, file: str, takes: Mapping[str, Any]) -> None:
    """The button for the chart with a key. `takes`: see `ui.kit.takings`."""
    data = browser.blob(chart_header(chart, title, file, takes), {})
    _component()(key=f"{chart or file}.take", data=data)


def chart_header(chart: str, title: str, file: str, takes: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent."""
    return {"chart": chart, "title": _(title), "file": file, "takes": dict(takes)}
