"""The playground's controls: the sidebar, options of plain pictures, what to look closer at.

What is in the sidebar: see ui/controls/. What can be chosen of the pictures: see view_options.py
beside this file; “Plain pictures”: ui/kit/plain_pictures.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from ui.controls.conditions import condition_controls
from ui.controls.optimizers import Blanks, optimizer_controls
from ui.controls.surface import surface_controls
from ui.kit import address, plain_pictures
from ui.kit.address import held
from ui.kit.widgets import choice_widget, number_box, number_widget
from ui.playground import view_options
from ui.playground.view_options import LABELS, WORDS
from ui.scene.address import SCENE
from ui.scene.run_race import title
from ui.scene.scene import FARTHEST, NUMBERS, Scene

PANELS = {
    "formulas": "Formulas",
    "ground": "Ground here",
    "along": "Along the run",
    "check": "Gradient check",
    "chord": "Chord",
}


def sidebar(scene: Scene) -> tuple[Scene, Blanks]:
    """Surface, optimizers and conditions; and where to write what a fair race finds."""
    blanks: Blanks = {}
    scene = surface_controls(scene)
    scene = optimizer_controls(scene, blanks)
    return condition_controls(scene), blanks


def view(scene: Scene) -> Scene:
    """Whether the pictures are plain ones, and in a row for these what the stage offers itself."""
    if not plain_pictures.are_wanted():
        plain_pictures.switch()
        return scene
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen: dict[str, Any] = {
            name: choice_widget(LABELS[name], name, WORDS[name], getattr(scene, name))
            for name in view_options.menus(scene)
        }
        for name in view_options.switches(scene):
            shown = held(name, getattr(scene, name) == "show")
            on = st.toggle(LABELS[name], key=shown, help=view_options.HELP[name])
            chosen[name] = "show" if on else "hide"
        plain_pictures.switch()
        scene = replace(scene, **chosen)
        chosen = {name: _cost(name, scene) for name in view_options.costs(scene)}
        return replace(scene, **chosen)


def _cost(name: str, scene: Scene) -> float:
    knob = NUMBERS[name]
    value, limits = float(getattr(scene, name)), (knob.lo, knob.hi)
    return number_widget(knob.label, name, value, limits, step=1.0, help=knob.help, width=150)


# -- the closer look ------------------------------------------------------------------------


def panel(scene: Scene) -> Scene:
    """Which closer look, and what it is about; its contents are drawn by others."""
    chosen = choice_widget("A closer look", "panel", PANELS, scene.panel)
    scene = replace(scene, panel=chosen)
    if chosen == "along" and scene.race:
        return replace(scene, focus=_focus(scene))
    if chosen in ("ground", "check"):
        _boxes("probe", ("x", "y"), scene.probed(), scene.probe is not None)
    elif chosen == "chord":
        (ax, ay), (bx, by) = scene.chord_ends()
        words = ("From x", "From y", "To x", "To y")
        _boxes("chord", words, (ax, ay, bx, by), scene.chord is not None)
    return scene


def _focus(scene: Scene) -> str:
    """The racer looked at; nothing is said of the first one, unless it was said before."""
    key = held("focus", scene.focused())
    if address.value_of("focus") not in scene.labels():
        key = address.set_to("focus", scene.focused())
    label = str(st.selectbox("Optimizer", scene.labels(), format_func=title, key=key, width=320))
    return scene.focus if label == scene.focused() else label


def _boxes(name: str, labels: Sequence[str], numbers: Sequence[float], own: bool) -> None:
    """Boxes that show the scene's numbers; a changed one changes the scene before the next run.

    So they follow the start for as long as nobody typed a number of their own.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        keys = [f"{name}.{i}" for i in range(len(labels))]
        for key, label, number in zip(keys, labels, numbers, strict=True):
            number_box(
                label,
                address.set_to(key, number),
                (-FARTHEST, FARTHEST),
                step=0.1,
                width=120,
                on_change=_moved,
                args=(name, keys, numbers),
            )
        st.button("Reset", key=f"reset.{name}", disabled=not own, on_click=_reset, args=(name,))


def _moved(name: str, keys: Sequence[str], before: Sequence[float]) -> None:
    held_now = [address.value_of(key) for key in keys]
    numbers = [b if v is None else v for v, b in zip(held_now, before, strict=True)]
    points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    SCENE.amend(**{name: points[0] if len(points) == 1 else points})


def _reset(name: str) -> None:
    SCENE.amend(**{name: None})
