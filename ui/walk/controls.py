"""The sidebar of “Walk it yourself”: which ground, what one feels, and how often."""

import secrets
from dataclasses import replace

import streamlit as st

from core.sentences import N_, _, sentence
from ui.controls.surface import surface_controls
from ui.kit.address import Address, set_to
from ui.kit.widgets import choice_widget, integer_widget, knob_widget
from ui.scene.scene import Scene
from ui.walk.walk import NUMBERS, Walk

FIRST = Walk(number=1)
"""What the bare address stands for."""
GROUNDS = {"unknown": N_("Unknown"), "known": N_("Of your choice")}
FEELS = {"slope": N_("Loss and slope"), "loss": N_("Only the loss")}


def says(walk: Walk) -> str:
    """What the title says; of an unknown ground no more than its number."""
    if walk.number and walk.shown == "off":
        return sentence("Walk it yourself: unknown ground {n}", n=walk.number)
    return sentence("Walk it yourself: {surface}", surface=N_(walk.landscape.title))


WALK = Address("walk", Walk.from_query, says, bare=FIRST)


class WalkScene:
    """The ground of a walk, for controls that know scenes only."""

    def current(self) -> Scene:
        """The ground as it was last drawn."""
        return WALK.current().scene

    def adopt(self, value: Scene) -> None:
        """Another ground, and nobody has walked there yet."""
        WALK.adopt(replace(WALK.current().again(), scene=value))


def sidebar(walk: Walk) -> Walk:
    """All of them; whatever changes what one knows begins the walk anew."""
    asked = _ground(walk)
    feel = choice_widget(N_("What you feel at a place"), "feel", FEELS, walk.feel)
    budget = int(knob_widget(NUMBERS["budget"], "budget", walk.budget))
    asked = replace(asked, feel=feel, budget=budget)
    return asked if _rules(asked) == _rules(walk) else asked.again()


def _rules(walk: Walk) -> Walk:
    """All but the steps."""
    return walk.again()


def _ground(walk: Walk) -> Walk:
    known = "unknown" if walk.number else "known"
    chosen = choice_widget(N_("Ground"), "ground", GROUNDS, known)
    if chosen == "unknown":
        number = integer_widget(NUMBERS["number"], "number", walk.number or FIRST.number)
        return replace(walk, number=max(1, number), scene=Walk().scene)
    if walk.number:
        return replace(walk, number=0)
    return replace(walk, scene=surface_controls(walk.scene, WalkScene()))


def show_ground() -> None:
    """Let there be light."""
    WALK.amend(shown="on")


def again() -> None:
    """The same ground, dark."""
    WALK.amend(walked=(), shown="off")


def elsewhere() -> None:
    """Another unknown ground, by chance."""
    number = 1 + secrets.randbelow(int(NUMBERS["number"].hi))
    WALK.adopt(replace(WALK.current().again(), number=number, scene=Walk().scene))
    set_to("number", number)


def acts(walk: Walk) -> None:
    """Light, once more, elsewhere."""
    with st.container(horizontal=True, key="walk.acts"):
        if walk.shown == "off":
            st.button(
                _("Show the ground"),
                icon=":material/light_mode:",
                type="primary" if walk.is_over else "secondary",
                on_click=show_ground,
            )
        st.button(_("Walk again"), icon=":material/replay:", on_click=again)
        st.button(_("Another unknown ground"), icon=":material/casino:", on_click=elsewhere)
