"""The lecture view of a lesson: large, for a projector; the answer is hidden until it is revealed.

The class follows on their own phones: the address of the step stands there in words and as a code.
Or it votes on a question with choices, in a room that the lecturer opens: see ui/votes.
"""

from base64 import b64encode
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.sentences import _
from lessons import Choose, Estimate, Goal, Point
from ui.browser import votes
from ui.kit.qr import NoQrError, svg_of
from ui.lesson.visit import Visit
from ui.lesson.visit_address import LESSON
from ui.lesson.words import html, shown
from ui.scene import answers


def question(visit: Visit) -> None:
    """The question before its answer, and the button that reveals it."""
    match ask := visit.asks:
        case Choose():
            st.markdown(f"**{shown(ask.question)}**")
            with st.container(key="lesson-choices"):
                choices(ask)
            vote(visit)
        case Estimate() | Point():
            st.markdown(f"**{shown(ask.question)}**")
        case _:
            return
    st.button(
        _("Reveal"), type="primary", key="lesson-reveal", icon=":material/visibility:",
        on_click=_reveal,
    )  # fmt: skip


def choices(ask: Choose) -> None:
    """The choices, each with its letter, for hands to be raised."""
    lines = [
        f"{letter.upper()}. {shown(choice.says)}"
        for letter, choice in zip(answers.LETTERS, ask.choices, strict=False)
    ]
    st.markdown("  \n".join(lines))


def _reveal() -> None:
    visit = LESSON.current()
    LESSON.adopt(visit.solved() if isinstance(visit.asks, Goal) else visit.saying(answers.SHOWN))


def switch(visit: Visit) -> None:
    """Into the lecture view, or out of it."""
    lecturing = visit.view == "lecture"
    st.button(
        _("Leave the lecture view") if lecturing else _("Lecture view"),
        type="tertiary",
        icon=":material/close_fullscreen:" if lecturing else ":material/co_present:",
        key="lesson-leave" if lecturing else "lesson-lecture",
        help=_("Escape leaves it, too.")
        if lecturing
        else _("Large type for a projector; PageDown and PageUp lead on."),
        on_click=_switch,
    )


def _switch() -> None:
    visit = LESSON.current()
    LESSON.adopt(replace(visit, view="page" if visit.view == "lecture" else "lecture"))


def is_choice(visit: Visit) -> bool:
    """Whether the class can choose now: then the votes stand with the question."""
    return isinstance(visit.asks, Choose) and not visit.answered


def vote(visit: Visit) -> None:
    """What a room for votes is told: where one can choose, the step; else that nothing is asked."""
    asked = visit.step - 1 if isinstance(visit.asks, Choose) else -1
    votes.show(visit.of.slug, asked, visit.answered)


def way_in(visit: Visit) -> None:
    """How the class gets to the same step: a code and the address in words."""
    link = class_link(visit, st.context.url or "")
    if not link:
        return
    try:
        code = b64encode(svg_of(link)).decode()
    except NoQrError:
        code = ""
    picture = f'<img alt="" src="data:image/svg+xml;base64,{code}">' if code else ""
    parts = urlsplit(link)
    words = f"{parts.netloc}{parts.path}?{parts.query}"
    st.html(f'<div class="lesson-way-in">{picture}<span>{html(words)}</span></div>')


def class_link(visit: Visit, address: str) -> str:
    """The address of the step, without answers; `address` is that of the page."""
    parts = urlsplit(address)
    if not parts.netloc:
        return ""
    query = urlencode({"lesson": visit.of.slug, "step": visit.step})
    return f"{parts.scheme}://{parts.netloc}{parts.path}?{query}"
