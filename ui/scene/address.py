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
    """The scene, without the moment that a link opened as soon as anything else was changed."""
    if scene.moment == USUAL and not scene.hidden:
        return scene
    opened = st.session_state.get(OPENED)
    if not isinstance(opened, Scene) or _moment(opened) != _moment(scene):
        st.session_state[OPENED] = opened = scene
    return scene if scene == opened else replace(scene, moment=USUAL, hidden=())


def _moment(scene: Scene) -> object:
    return scene.moment, scene.hidden
