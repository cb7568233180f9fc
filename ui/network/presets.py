"""The buttons above the network's pictures: studies that make a point, such as “The usual race”."""

from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from core.sentences import N_, _
from ui.network.controls import NETWORK
from ui.network.study import Learner, Study

SMALL = replace(
    Study(),
    activation="relu",
    samples=200,
    steps=1500,
    batch=0,
    panel="sharp",
    race=(Learner("gd", (("learning_rate", 0.3),), 5), Learner("gd", (("learning_rate", 0.3),))),
)
DEEP = Study(
    units=16, depth=8, residual="on", race=(Learner.usual("momentum"), Learner.usual("adam"))
)
OVERFITS = Study(samples=50, steps=1000, race=(Learner.usual("adam"),), panel="learning")
NORMED = Study(samples=200, race=(Learner.usual("momentum"),), norm="on", panel="norm")
LAST = Study(
    race=(Learner.usual("momentum"), Learner.usual("adam")),
    samples=100,
    layers="last",
    plane="random",
)


class Preset(NamedTuple):
    """A study that makes a point, and what to look for in it."""

    study: Study
    says: str


PRESETS = {
    N_("The usual race"): Preset(
        Study(),
        N_(
            "The same first weights and the same batches for all three. Look at the curves: who is "
            "down first? Then at the table: do the shares of right answers differ as much as the "
            "losses?"
        ),
    ),
    N_("Small against large batches"): Preset(
        SMALL,
        N_(
            "Gradient descent with 5 digits a step and with all 200. Small batches are said to end "
            "in flatter minima: look under “Sharp against flat” whether these two runs agree."
        ),
    ),
    N_("A random plane hides the paths"): Preset(
        Study(plane="random"),
        N_(
            "The same training, on two random directions. Look at the paths: they have shrunk, as "
            "a random plane shows hardly any of the motion (“Motion in the plane”, below). A "
            "picture without paths in it may look as convincing."
        ),
    ),
    N_("Deep, with skip connections"): Preset(
        DEEP,
        N_(
            "Eight hidden layers. Look at the surface, then switch “Skip connections” off on the "
            "left: which of the two has the smoother surface, and which trains?"
        ),
    ),
    N_("Fifty digits: it overfits"): Preset(
        OVERFITS,
        N_(
            "Adam, long after it reads all its 50 digits right. Look under “Training against "
            "test” where the curves part, then above them: does it also read fewer digits right?"
        ),
    ),
    N_("Batch normalisation"): Preset(
        NORMED,
        N_(
            "Momentum with what enters each activation centred and scaled. Look below: which "
            "learning rates does gradient descent bear with it, and which without?"
        ),
    ),
    N_("Only the last layer learns"): Preset(
        LAST,
        N_(
            "The hidden layer stays as it was drawn, and in the weights of the last one the loss "
            "is convex: any slice has one basin. How well does it read? Then let the layer before "
            "have learned other digits, on the left: that is transfer learning."
        ),
    ),
}


def show(study: Study) -> None:
    """Studies that make a point, a click away; and what to look for in the one that is shown."""
    with st.container(key="presets", horizontal=True, gap="small"):
        for k, (name, preset) in enumerate(PRESETS.items()):
            key = f"network.preset.{k}"
            st.button(_(name), key=key, on_click=NETWORK.adopt, args=(preset.study,))
    for preset in PRESETS.values():
        if replace(study, focus="") == preset.study:
            st.caption(_(preset.says))
