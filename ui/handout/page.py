"""The page “Links for a class” from top to bottom: the link and its copies, and how it looks."""

import streamlit as st

from core.sentences import N_, _
from ui.browser import handout
from ui.handout import controls
from ui.kit.headings import page_heading, part_heading
from ui.kit.text import plain
from ui.scene.question import question_of
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title

TITLE = N_("Links for a class")
SAYS = N_(
    "Choose what a link leaves free, what it locks and what it leaves out, and what it asks before"
    " the race. The link holds all of it; whoever opens it can go on to the full playground."
)


def lay_out(scene: Scene) -> Scene:
    """The heading, and all controls beside it."""
    with st.sidebar:
        scene = controls.sidebar(scene)
    page_heading(TITLE, _(SAYS))
    return scene


def body(scene: Scene) -> None:
    """The link, and its live preview."""
    part_heading(scene_title(scene))
    ask = question_of(scene)
    if ask is not None:
        st.markdown(f"**{_('It asks:')}** {plain(_(ask.question))}")
    handout.show(scene.to_query() or {"v": "1"}, _(scene_title(scene)))
