"""The page “Playground” from top to bottom."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.sentences import _
from ui.controls import optimizers
from ui.controls.handed import is_omitted
from ui.kit.headings import page_heading
from ui.kit.text import plain
from ui.playground import closer_controls, closer_look, controls, front_door, player, results
from ui.scene import door
from ui.scene.address import left_moment
from ui.scene.run_race import run_race
from ui.scene.scene import Scene
from ui.scene.welcome import words_above


class Places(NamedTuple):
    """Where pictures and results go, above and between the controls."""

    found: optimizers.Blanks
    plots: DeltaGenerator
    results: DeltaGenerator
    closer: DeltaGenerator


def heading(scene: Scene) -> None:
    """The surface's name, and what the scene or else the surface teaches."""
    if door.is_shown(scene):
        front_door.show()
        return
    title, lesson = words_above(scene)
    page_heading(title, plain(_(lesson)))


def lay_out(scene: Scene) -> tuple[Scene, Places]:
    """All controls, and the places between them."""
    with st.sidebar:
        scene, found = controls.sidebar(scene)
    heading(scene)
    plots = st.container(key="pictures")
    scene = controls.view(scene)
    below, closer = (st.container(key=key) for key in ("results", player.CLOSER_PLACE))
    places = Places(found, plots, below, closer)
    return left_moment(scene if scene.held else closer_controls.chosen(scene)), places


def body(scene: Scene, places: Places) -> None:
    """The race, its pictures and what became of it."""
    raced = run_race(scene.begun)
    optimizers.fill(places.found, scene, raced)
    with places.plots:
        player.show(scene, raced)
    if scene.held:
        return
    if not is_omitted(scene, "results"):
        with places.results:
            results.heading()
            results.show(scene, raced)
    if not is_omitted(scene, "closer"):
        with places.closer:
            closer_look.show(scene, raced)
            closer_look.methods(scene, raced)
