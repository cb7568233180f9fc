"""The playground's figures shown with `st.plotly_chart`. bench/player.py measures it."""

import sys
from dataclasses import replace
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui.scene import pictures
from ui.scene.racer import Racer
from ui.scene.run_race import run_race
from ui.scene.scene import Scene

st.set_page_config(layout="wide")
scene = Scene.opening("rosenbrock")
rate = st.select_slider("Rate", [round(1e-4 * k, 5) for k in range(1, 50)])
scene = replace(scene, race=(Racer("gd", (("learning_rate", rate),)), *scene.race[1:]))
for name, figure in pictures.figures_of(scene, run_race(scene)).items():
    figure.update_layout(meta=rate)
    st.plotly_chart(figure, key=name)
