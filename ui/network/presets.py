"""The buttons above the network's pictures: studies that make a point, such as “The usual race”."""

from dataclasses import replace

import streamlit as st

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
PRESETS = {
    "The usual race": Study(),
    "Small against large batches": SMALL,
    "A random plane hides the paths": Study(plane="random"),
    "Deep, with skip connections": Study(
        units=16, depth=8, residual="on", race=(Learner.usual("momentum"), Learner.usual("adam"))
    ),
}


def show() -> None:
    """Studies that make a point, a click away."""
    with st.container(horizontal=True, gap="small"):
        for k, (name, study) in enumerate(PRESETS.items()):
            st.button(name, key=f"network.preset.{k}", on_click=NETWORK.adopt, args=(study,))
