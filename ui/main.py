"""The router: every page, its title, icon and order."""

import streamlit as st

st.set_page_config(page_title="Thalweg", page_icon="🏞️", layout="wide")

NAMES = ("playground", "basins", "sweep", "network", "profile", "upload", "methods")
home, basins, sweep, net, judge, bring, guide = (f"../pages/{name}.py" for name in NAMES)
PAGES = [
    st.Page(home, title="Playground", icon=":material/landscape:", default=True),
    st.Page(basins, title="Basins", icon=":material/grain:", url_path="basins"),
    st.Page(sweep, title="Sweep", icon=":material/grid_on:", url_path="sweep"),
    st.Page(net, title="Neural network", icon=":material/graph_3:", url_path="network"),
    st.Page(judge, title="Performance profile", icon=":material/leaderboard:", url_path="profile"),
    st.Page(bring, title="Upload a surface", icon=":material/upload_file:", url_path="upload"),
    st.Page(guide, title="Methods and surfaces", icon=":material/menu_book:", url_path="methods"),
]

# The plots need the hand's breadth that Streamlit leaves empty above the first line; and white
# words on the dark theme's light tags could not be read.
STYLE = """
[data-testid=stMainBlockContainer] { padding: 3.6rem 2rem 2rem }
[data-testid=stMultiSelectTagsContainer] span { color: light-dark(#fff, #10161d) !important }
"""
st.html(f"<style>{STYLE}</style>")
page = st.navigation(PAGES, position="top")
# A switch of pages empties the address; who comes back finds the scene as it was left.
st.session_state["arrived"] = st.session_state.get("page", page.title) != page.title
st.session_state["page"] = page.title
page.run()
