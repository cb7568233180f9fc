"""“Take away” beside a chart of Plotly, as a component: it saves the chart that stands on the page.

What is sent is described in ui/browser/shared/wire.md, “chart”.
"""

from collections.abc import Mapping
from typing import Any

from core.sentences import _
from ui.browser.component import component
from viz import browser


def _component() -> Any:
    return component("chart", "shared/take/save_menu.css")


def show(chart: str, title: str, file: str, takes: Mapping[str, Any] | bool) -> None:
    """The button for the chart with a key. `takes`: see `ui.kit.takings`; False without a link."""
    data = browser.blob(chart_header(chart, title, file, takes), {})
    _component()(key=f"{chart or file}.take", data=data)


def chart_header(
    chart: str, title: str, file: str, takes: Mapping[str, Any] | bool
) -> dict[str, Any]:
    """What is sent."""
    offered = dict(takes) if isinstance(takes, Mapping) else takes
    return {"chart": chart, "title": _(title), "file": file, "takes": offered}
