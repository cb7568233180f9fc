"""The playground: pick a surface, race optimizers on it, share the link."""

from typing import Any

import streamlit as st

from ui import controls, panels, player, race, report, state

scene = state.SCENE.open()
controls.notes()
slots: dict[str, Any] = {}
with st.sidebar:
    scene = controls.surface(scene)
    scene = controls.race(scene, slots=slots)
    scene = controls.run(scene)
controls.heading(scene)
scene = controls.view(scene)
plots, closer = st.container(), st.container()
with closer:
    scene = controls.panel(scene)
state.SCENE.settle(scene)

raced = race.race(scene)
controls.tell(slots, race.found(scene, raced))
with plots:
    player.mount(race.figures(scene, raced), race.ground_id(scene))
    report.advice(scene, raced)
    report.results(scene, raced)
with closer:
    panels.show(scene, raced)
