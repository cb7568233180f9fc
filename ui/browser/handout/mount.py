"""The component of a link that is handed out. It is told the link by its parameters.

What is sent is described in ui/browser/shared/wire.md, “handout”.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.browser.assets import loader, styles, text
from viz import browser


@st.cache_resource
def _component() -> Any:
    """Register the component, once a server."""
    return st.components.v2.component(
        "thalweg_handout",
        html=text("handout/handout.html"),
        css=styles(text("handout/handout.css")),
        js=loader("handout/handout.js", "loaded.show(component)"),
        isolate_styles=False,
    )


def show(link: Mapping[str, str], title: str) -> None:
    """Show it."""
    _component()(key="handout.link", data=browser.blob(header(link, title), {}))


def header(link: Mapping[str, str], title: str) -> dict[str, Any]:
    """What is sent."""
    return {"link": dict(link), "title": title}
