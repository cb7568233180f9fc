"""The playground: pick a surface, race optimizers on it, share the link."""

import streamlit as st

from ui import controls, player, race, report, state

scene = state.open_scene()
controls.notes()
with st.sidebar:
    scene = controls.surface(scene)
    scene = controls.race(scene)
    scene = controls.run(scene)
controls.heading(scene)
scene = controls.view(scene)
state.settle(scene)

raced = race.race(scene)
player.mount(race.figures(scene, raced), race.ground_id(scene))
report.results(scene, raced)
report.formulas(scene, raced)
