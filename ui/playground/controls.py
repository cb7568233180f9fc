"""The playground's controls: the sidebar, the row above the plots, and what to look closer at.

In the row: “Chart”, “Against”, “Axis”, “Height”, “Critical points”, “Data”, “Map of”, “Plain
pictures” (see ui/kit/plain_pictures.py) and two costs. What is in the sidebar: see ui/controls/.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

import optim
from ui.controls.conditions import condition_controls
from ui.controls.optimizers import Blanks, optimizer_controls
from ui.controls.surface import surface_controls
from ui.kit import address, plain_pictures
from ui.kit.address import held
from ui.kit.widgets import choice_widget, number_box, number_widget
from ui.scene.address import SCENE
from ui.scene.run_race import title
from ui.scene.scene import FARTHEST, NUMBERS, Scene

WORDS = {
    "curve": {"loss": "Loss", "distance": "Distance", "gradient": "Gradient"},
    "by": {"steps": "Steps", "evaluations": "Evaluations", "cost": "Cost"},
    "loss": {"log": "Log", "linear": "Linear"},
    "height": {"auto": "Auto", "linear": "Linear", "log": "Log"},
    "panel": {
        "formulas": "Formulas",
        "ground": "Ground here",
        "along": "Along the run",
        "check": "Gradient check",
        "chord": "Chord",
    },
}
MISTAKES = {"none": "None"} | {slug: one.title for slug, one in optim.MISTAKES.items()}
SUMMED = {"wrong": "Wrong classes", "all": "All (+1)", "mean": "Mean over classes"}
GROUND = {"all": "All samples", "batch": "This step's batch"}
LABELS = {"curve": "Chart", "by": "Against", "loss": "Axis", "height": "Height"}


def sidebar(scene: Scene) -> tuple[Scene, Blanks]:
    """Surface, optimizers and conditions; and where to write what a fair race finds."""
    blanks: Blanks = {}
    scene = surface_controls(scene)
    scene = optimizer_controls(scene, blanks)
    return condition_controls(scene), blanks


def view(scene: Scene) -> Scene:
    """One row above the plots; it wraps where there is no room."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen: dict[str, Any] = {
            name: choice_widget(label, name, WORDS[name], getattr(scene, name))
            for name, label in LABELS.items()
        }
        critical = st.toggle(
            "Critical points",
            key=held("critical", scene.critical == "show"),
            help="Minima, maxima and saddles in the window, told apart by the Hessian.",
        )
        chosen["critical"] = "show" if critical else "hide"
        chosen |= _samples(scene)
        plain_pictures.switch()
        if chosen["by"] == "cost":
            chosen |= {name: _cost(name, scene) for name in ("cost_grad", "cost_hess")}
    return replace(scene, **chosen)


def _samples(scene: Scene) -> dict[str, str]:
    """What there is to see of a surface made of samples."""
    chosen = {}
    scatter = scene.landscape().scatter
    if scatter is not None:
        shown = st.toggle(
            "Data",
            key=held("data", scene.data == "show"),
            help="The samples, and the line that each optimizer draws between the classes.",
        )
        chosen["data"] = "show" if shown else "hide"
        if shown and "hinge" in scatter.loss:
            chosen["summed"] = choice_widget(
                "Loss of a sample sums", "summed", SUMMED, scene.summed
            )
    if scene.batch:
        chosen["ground"] = choice_widget("Map of", "ground", GROUND, scene.ground)
    return chosen


def _cost(name: str, scene: Scene) -> float:
    knob = NUMBERS[name]
    value, limits = float(getattr(scene, name)), (knob.lo, knob.hi)
    return number_widget(knob.label, name, value, limits, step=1.0, help=knob.help, width=150)


# -- the closer look ------------------------------------------------------------------------


def panel(scene: Scene) -> Scene:
    """Which closer look, and what it is about; its contents are drawn by others."""
    chosen = choice_widget("A closer look", "panel", WORDS["panel"], scene.panel)
    scene = replace(scene, panel=chosen)
    if chosen == "along" and scene.race:
        return replace(scene, focus=_focus(scene))
    if chosen in ("ground", "check"):
        _boxes("probe", ("x", "y"), scene.probed(), scene.probe is not None)
        if chosen == "check":
            asked = choice_widget("Mistake in the gradient", "mistake", MISTAKES, scene.mistake)
            scene = replace(scene, mistake=asked)
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
