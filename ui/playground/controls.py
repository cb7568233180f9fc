"""The playground's controls: the sidebar, and options of plain pictures.

What is in the sidebar: see ui/controls/. What can be chosen of the pictures: see view_options.py
beside this file; “Plain pictures”: ui/kit/plain_pictures.py.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from core.sentences import _
from ui.controls.conditions import condition_controls
from ui.controls.handed import lock, notice
from ui.controls.optimizers import Blanks, optimizer_controls
from ui.controls.surface import surface_controls
from ui.kit import locks, plain_pictures
from ui.kit.address import held
from ui.kit.widgets import choice_widget, number_widget
from ui.playground import view_options, ways_on
from ui.playground.view_options import LABELS
from ui.scene.scene import NUMBERS, Scene


def sidebar(scene: Scene) -> tuple[Scene, Blanks]:
    """Surface, optimizers and conditions; and where to write what a fair race finds."""
    blanks: Blanks = {}
    notice(scene)
    if scene.held:
        return scene, blanks
    scene = surface_controls(scene)
    scene = optimizer_controls(scene, blanks)
    return condition_controls(scene), blanks


def view(scene: Scene) -> Scene:
    """Whether the pictures are plain ones, and in a row for these what the stage offers itself."""
    if not plain_pictures.are_wanted() or scene.held:
        ways_on.show(scene)
        return scene
    with st.container(horizontal=True, vertical_alignment="bottom"), lock(scene, "view"):
        chosen: dict[str, Any] = {}
        for name in view_options.menus(scene):
            words = view_options.words_of(scene, name)
            chosen[name] = choice_widget(LABELS[name], name, words, getattr(scene, name))
        for name in view_options.switches(scene):
            shown = held(name, getattr(scene, name) == "show")
            on = st.toggle(
                _(LABELS[name]), key=shown, **locks.options(help=_(view_options.HELP[name]))
            )
            chosen[name] = "show" if on else "hide"
        plain_pictures.switch()
        scene = replace(scene, **chosen)
        chosen = {name: _cost(name, scene) for name in view_options.costs(scene)}
        return replace(scene, **chosen)


def _cost(name: str, scene: Scene) -> float:
    knob = NUMBERS[name]
    value, limits = float(getattr(scene, name)), (knob.lo, knob.hi)
    return number_widget(knob.label, name, value, limits, step=1.0, help=_(knob.help), width=150)
