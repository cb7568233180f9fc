"""The front door: what a fresh visit of the bare address sees above a race that is already moving.

One sentence says what this is, and there are four ways in. The controls wait beside it, closed,
until somebody goes in; a link to a scene never comes by here.
"""

import streamlit as st

import lessons
from core.sentences import N_, _
from ui.kit.headings import page_heading
from ui.scene import door

TITLE = N_("How optimizers go downhill")
SAYS = N_(
    "Watch gradient descent, momentum, Adam and many others go down a loss surface, step by step,"
    " and find out why they zigzag, get stuck or arrive."
)


def show() -> None:
    """The sentence, and the four ways in."""
    page_heading(TITLE, _(SAYS))
    with st.container(key="ways-in", horizontal=True, vertical_alignment="center"):
        st.page_link(
            "../pages/lesson.py",
            label=_("Start lesson 1"),
            icon=":material/school:",
            query_params={"v": "1", "lesson": lessons.names()[0]},
        )
        st.button(
            _("Open the playground"), icon=":material/landscape:", key="front.playground",
            on_click=_enter,
        )  # fmt: skip
        st.page_link("../pages/walk.py", label=_("Walk it yourself"), icon=":material/hiking:")
        st.page_link(
            "../pages/scenes.py", label=_("Gallery of scenes"), icon=":material/grid_view:"
        )


def _enter() -> None:
    door.enter()
