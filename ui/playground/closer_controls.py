"""“A closer look”: which one, and what it is about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

import optim
from core.sentences import N_, _
from ui.controls import partial_rerun
from ui.controls.handed import is_omitted
from ui.controls.partial_rerun import CLOSER, METHODS
from ui.kit import address, plain_pictures
from ui.kit.address import held
from ui.kit.widgets import choice_widget, number_box
from ui.scene.address import SCENE
from ui.scene.run_race import title
from ui.scene.scene import FARTHEST, Scene

PANELS = {
    "formulas": N_("Formulas"),
    "ground": N_("Ground here"),
    "along": N_("Along the run"),
    "check": N_("Gradient check"),
    "chord": N_("Chord"),
}

MISTAKES = {"none": N_("None")} | {slug: one.title for slug, one in optim.MISTAKES.items()}
PICKED = ("panel", "mistake")

LOOKED_AT = "closer.looked_at"
"""In the session: somebody came near the formulas."""
FOCUS = "focus.picked"
"""In the session: a racer that was picked elsewhere, until the menu was told."""


def is_awaited(scene: Scene) -> bool:
    """Whether the formulas are still to be sent: no part of a page takes a browser longer to draw.

    The stage tells when somebody comes near their place; without it, nobody would.
    """
    if scene.panel != "formulas" or scene.held or is_omitted(scene, "closer"):
        return False
    return not (st.session_state.get(LOOKED_AT) or plain_pictures.are_wanted())


def chosen(scene: Scene) -> Scene:
    """The scene with what these controls say, before they are drawn."""
    picked: dict[str, Any] = {
        name: str(st.session_state[held(name, getattr(scene, name))]) for name in PICKED
    }
    scene = replace(scene, **picked)
    if scene.panel != "along" or not scene.race:
        return scene
    label = str(st.session_state[_focus_key(scene)])
    # Nothing is said of the first one, unless it was said before.
    return scene if label == scene.focused() else replace(scene, focus=label)


def show(scene: Scene) -> None:
    """The choice of panels, and of what it is about."""
    panel = _sets("panel", METHODS)
    choice_widget(N_("A closer look"), "panel", PANELS, scene.panel, **panel)
    if scene.panel == "along" and scene.race:
        key, labels = _focus_key(scene), scene.labels()
        options: dict[str, Any] = {
            "format_func": lambda label: _(title(label)),
            "key": key,
            "width": 320,
        }
        st.selectbox(_("Optimizer"), labels, **options, **_sets("focus"))
    elif scene.panel in ("ground", "check"):
        _boxes("probe", ("x", "y"), scene.probed(), scene.probe is not None)
        if scene.panel == "check":
            label, more = N_("Mistake in the gradient"), _sets("mistake")
            choice_widget(label, "mistake", MISTAKES, scene.mistake, **more)
    elif scene.panel == "chord":
        (ax, ay), (bx, by) = scene.chord_ends()
        words = N_("From x"), N_("From y"), N_("To x"), N_("To y")
        _boxes("chord", words, (ax, ay, bx, by), scene.chord is not None)


def _sets(name: str, *more: str) -> dict[str, Any]:
    return partial_rerun.sets(name, str, CLOSER, *more)


def _focus_key(scene: Scene) -> str:
    """The racer looked at; one that was picked elsewhere is told in the run that sends the menu."""
    picked = st.session_state.pop(FOCUS, None)
    if picked in scene.labels():
        return address.set_to("focus", picked)
    key = held("focus", scene.focused())
    known = address.value_of("focus") in scene.labels()
    return key if known else address.set_to("focus", scene.focused())


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
        st.button(
            _("Reset"), key=f"reset.{name}", disabled=not own, on_click=_set, args=(name, None)
        )


def _moved(name: str, keys: Sequence[str], before: Sequence[float]) -> None:
    held_now = [address.value_of(key) for key in keys]
    numbers = [b if v is None else v for v, b in zip(held_now, before, strict=True)]
    points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    _set(name, points[0] if len(points) == 1 else points)


def _set(name: str, value: Any) -> None:
    changed = replace(SCENE.current(), **{name: value})
    partial_rerun.show(changed, CLOSER)
    SCENE.amend(**{name: value})
    st.rerun()
