"""The companion of a lesson's page, as a component. It draws no more than the card of a word.

What is sent is described in ui/browser/shared/wire.md, “lesson”.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.browser.assets import loader, styles, text
from ui.browser.component import component, registered
from viz import browser


@dataclass(frozen=True)
class Facts:
    """What the companion is told of the page."""

    terms: Sequence[Mapping[str, str]] = ()
    """Cards: `slug`, `term`, `says` and `see`."""
    at: str = ""
    """Which step is seen: a name, the same for the same step."""
    held: bool = False
    """Whether its race waits for the answer."""
    answered: bool = True
    """Whether it has its answer, or asks for none."""
    finished: str = ""
    """The slug of a lesson whose end is seen."""
    lecture: bool = False


def _component() -> Any:
    return component("lesson")


@st.cache_resource
def _frame() -> Any:
    """Register the frame, once a server."""
    return registered(
        "frame",
        loader("lesson/frame.js", "loaded.show(component)"),
        '<iframe data-frame loading="lazy"></iframe>',
        styles(text("lesson/frame.css")),
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
        "answered": facts.answered,
        "finished": facts.finished,
        "lecture": facts.lecture,
    }
