"""The gallery of scenes: races that make a point, as pictures; one that is picked is played."""

from functools import cache

import streamlit as st

import landscapes
from core.sentences import N_, _
from ui.browser import gallery
from ui.browser.gallery import Card, Gallery
from ui.kit.headings import page_heading
from ui.scene import lecture_scenes
from ui.scene.lecture_scene import LectureScene
from ui.scenes.pictures import address, name_of, named

KEY = "scenes"
TITLE = N_("Gallery of scenes")
SAYS = N_("Each makes one point. Pick one and it opens in the playground, where all can be turned.")
OWN = N_("Own formulas")
PICKED = "scenes.picked"
"""In the session: the scene that was picked, until its page opens."""


@cache
def cards() -> Gallery:
    """All scenes, by the surface they are on."""
    groups: dict[str, list[Card]] = {}
    for scene in lecture_scenes.ALL:
        surface = lecture_scenes.opened(scene).surface
        title = landscapes.CLASSES[surface].title if surface in landscapes.CLASSES else OWN
        groups.setdefault(title, []).append(_card(scene))
    return Gallery(TITLE, groups)


def _card(scene: LectureScene) -> Card:
    name = name_of(scene)
    return Card(name, scene.title, scene.says, address(name, False), address(name, True))


def body() -> None:
    """The whole page."""
    page_heading(TITLE, _(SAYS))
    gallery.show(KEY, cards(), _pick)
    if scene := st.session_state.pop(PICKED, None):
        query = lecture_scenes.opened(scene).to_query()
        st.switch_page("../pages/playground.py", query_params=query)


def _pick() -> None:
    for name in gallery.picked(KEY, cards()) or ():
        st.session_state[PICKED] = named()[name]
