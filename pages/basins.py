"""The basin map: which starts lead to which minimum."""

import streamlit as st

from ui import controls
from ui.maps import basin_page

page = basin_page.BASINS.open()
controls.notes()
with st.sidebar:
    page = basin_page.settings(page)
basin_page.BASINS.settle(page)
basin_page.heading(page)
basin_page.body(page)
