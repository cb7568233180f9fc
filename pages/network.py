"""The neural network: trained now, seen on planes through its weights."""

import streamlit as st

from ui import controls as shared
from ui.network import controls, page

study = controls.NETWORK.open()
shared.notes()
with st.sidebar:
    study = controls.sidebar(study)
page.heading(study)
page.presets()
plots = st.container()
study = controls.view(study)
results = st.container()
study = page.panel(study)
closer = st.container()
controls.NETWORK.settle(study)
page.body(study, plots, results, closer)
