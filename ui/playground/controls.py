"""The playground's controls: the sidebar, and the row above the plots.

In the row: “Chart”, “Against”, “Axis”, “Height”, “Critical points”, “Data”, “Map of”, “Plain
pictures” (see ui/kit/plain_pictures.py) and two costs. What is in the sidebar: see ui/controls/.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from ui.controls.conditions import condition_controls
from ui.controls.optimizers import Blanks, optimizer_controls
from ui.controls.surface import surface_controls
from ui.kit import plain_pictures
from ui.kit.address import held
from ui.kit.widgets import choice_widget, number_widget
from ui.scene.scene import NUMBERS, Scene

WORDS = {
    "curve": {"loss": "Loss", "distance": "Distance", "gradient": "Gradient"},
    "by": {"steps": "Steps", "evaluations": "Evaluations", "cost": "Cost"},
    "loss": {"log": "Log", "linear": "Linear"},
    "height": {"auto": "Auto", "linear": "Linear", "log": "Log"},
}
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
    if scene.landscape().scatter is not None:
        shown = st.toggle(
            "Data",
            key=held("data", scene.data == "show"),
            help="The samples, and the line that each optimizer draws between the classes.",
        )
        chosen["data"] = "show" if shown else "hide"
    if scene.batch:
        chosen["ground"] = choice_widget("Map of", "ground", GROUND, scene.ground)
    return chosen


def _cost(name: str, scene: Scene) -> float:
    knob = NUMBERS[name]
    value, limits = float(getattr(scene, name)), (knob.lo, knob.hi)
    return number_widget(knob.label, name, value, limits, step=1.0, help=knob.help, width=150)
