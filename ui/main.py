"""The router: every page, its title, icon and order."""

import streamlit as st

st.set_page_config(page_title="Thalweg", page_icon="🏞️", layout="wide")

PAGES = [
    st.Page("../pages/playground.py", title="Playground", icon=":material/landscape:", default=True),
    st.Page(
        "../pages/methods.py", title="Methods and surfaces", icon=":material/menu_book:",
        url_path="methods",
    ),
]  # fmt: skip

st.navigation(PAGES, position="top").run()
