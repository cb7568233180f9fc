"""The playground: pick a surface, race optimizers on it, share the link."""

from typing import Any

import streamlit as st

from ui import controls
from ui.playground import parts, player, view
from ui.playground import results as below
from ui.scene import outcome
from ui.scene.address import SCENE
from ui.scene.run_race import run_race

parts.begin()
scene = SCENE.open()
controls.notes()
slots: dict[str, Any] = {}
with st.sidebar:
    scene = controls.surface(scene)
    scene = controls.race(scene, slots=slots)
    scene = controls.run(scene)
controls.heading(scene)
plots = st.container()
scene = view.view(scene)
results, closer = st.container(), st.container()
with closer:
    scene = view.panel(scene)
SCENE.settle(scene)

raced = run_race(scene)
controls.tell(slots, outcome.found(scene, raced))
with plots:
    player.show(scene, raced)
with results:
    below.results(scene, raced)
with closer:
    below.closer(scene, raced)
parts.end()
