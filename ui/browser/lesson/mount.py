"""The companion of a lesson's page, as a component. It draws no more than the card of a word.

What is sent is described in ui/browser/shared/wire.md, “lesson”.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.browser.assets import loader, styles, text
from viz import browser


@dataclass(frozen=True)
class Facts:
    """What the companion is told of the page."""

    terms: Sequence[Mapping[str, str]] = ()
    """Cards: `slug`, `term`, `says` and `see`."""
    at: str = ""
    """Which step is seen: a name, the same for the same step."""
    held: bool = False
    """Whether it still waits for its answer."""
    finished: str = ""
    """The slug of a lesson whose end is seen."""
    lecture: bool = False


@st.cache_resource
def _component() -> Any:
    """Register the component, once a server."""
    return st.components.v2.component(
        "thalweg_lesson",
        html=text("lesson/lesson.html"),
        css=styles(text("lesson/lesson.css")),
        js=loader("lesson/lesson.js", "loaded.show(component)"),
        isolate_styles=False,
    )


@st.cache_resource
def _frame() -> Any:
    """Register the frame, once a server."""
    return st.components.v2.component(
        "thalweg_frame",
        html='<iframe data-frame loading="lazy"></iframe>',
        css=styles(text("lesson/frame.css")),
        js=loader("lesson/frame.js", "loaded.show(component)"),
        isolate_styles=False,
    )


def frame(link: str, title: str) -> None:
    """Another page of the app, by a link relative to this one."""
    _frame()(key="lesson.frame", data=browser.blob({"link": link, "title": title}, {}))


def show(facts: Facts) -> None:
    """Tell it."""
    _component()(key="lesson.companion", data=browser.blob(header(facts), {}))


def header(facts: Facts) -> dict[str, Any]:
    """What is sent."""
    return {
        "terms": [dict(term) for term in facts.terms],
        "at": facts.at,
        "held": facts.held,
        "finished": facts.finished,
        "lecture": facts.lecture,
    }
