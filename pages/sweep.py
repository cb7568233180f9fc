"""The sweep: how a method fares by two of its knobs."""

import streamlit as st

from ui import controls
from ui.maps import sensitivity, sweep_page

page = sweep_page.SWEEP.open()
controls.notes()
with st.sidebar:
    page = sweep_page.settings(page)
    page = sensitivity.methods_widget(page)
sweep_page.SWEEP.settle(page)
sweep_page.heading(page)
sweep_page.body(page)
