"""Votes in the lecture view, as a component: it speaks with the server's room by itself.

What is sent is described in ui/browser/shared/wire.md, “votes”.
"""

from typing import Any

import streamlit as st

from ui.browser.assets import loader, styles, text
from viz import browser


@st.cache_resource
def _component() -> Any:
    """Register the component, once a server."""
    return st.components.v2.component(
        "thalweg_votes",
        html=text("votes/votes.html"),
        css=styles(text("votes/votes.css")),
        js=loader("votes/votes.js", "loaded.show(component)"),
        isolate_styles=False,
    )


def show(lesson: str, step: int, shown: bool) -> None:
    """What the class may vote on: a step of a lesson, and whether its answer is shown."""
    _component()(key="lesson.votes", data=browser.blob(header(lesson, step, shown), {}))


def header(lesson: str, step: int, shown: bool) -> dict[str, Any]:
    """What is sent."""
    return {"lesson": lesson, "step": step, "shown": shown}
