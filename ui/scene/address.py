"""The address of the playground: the scene that its page shows."""

from dataclasses import replace

import streamlit as st

from ui.kit.address import Address
from ui.scene.moment import USUAL
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title
from ui.scene.welcome import WELCOME

SCENE = Address("scene", Scene.from_query, scene_title, bare=WELCOME)
OPENED = "moment.opened"
"""In the session: the scene that a link to a moment opened."""


def left_moment(scene: Scene) -> Scene:
    """The scene, without the moment that a link opened as soon as anything else was changed.

    So with the question that a link began with: it was about another race.
    """
    asks = scene.handout.ask != "none"
    if scene.moment == USUAL and not scene.hidden and not asks:
        return scene
    opened = st.session_state.get(OPENED)
    if not isinstance(opened, Scene) or _moment(opened) != _moment(scene):
        st.session_state[OPENED] = opened = scene
    if scene == opened:
        return scene
    return replace(scene, moment=USUAL, hidden=(), handout=scene.handout.without_question())


def _moment(scene: Scene) -> object:
    return scene.moment, scene.hidden, scene.handout
