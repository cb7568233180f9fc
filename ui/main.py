"""The router: every page, its title, icon and order."""

from typing import Literal

import streamlit as st

from core.sentences import _
from ui.browser import assets
from ui.kit import language, tab_title
from ui.page_list import PAGES
from ui.scene import door

ICON = str(assets.HERE / "icon.svg")
# First of all: a page's own icon is a picture from elsewhere, which browsers would ask for.
st.set_page_config(page_icon=ICON, layout="wide")
st.logo(ICON, size="large")
pages = [
    st.Page(
        f"../pages/{facts.name}.py",
        title=_(facts.title),
        icon=f":material/{facts.icon}:",
        url_path=None if facts is PAGES[0] else facts.name,
        default=facts is PAGES[0],
        visibility="visible" if facts.in_menu else "hidden",
    )
    for facts in PAGES
]
page = st.navigation(pages, position="top")
# A switch of pages empties the address; who comes back finds the scene as it was left.
st.session_state["arrived"] = st.session_state.get("page", page.url_path) != page.url_path
if st.session_state.get("page") != page.url_path:
    tab_title.show(page.title)  # until the page says more
st.session_state["page"] = page.url_path
at_the_door = page is pages[0] and door.is_shown()
side: Literal["collapsed", "auto"] = "collapsed" if at_the_door else "auto"
st.set_page_config(initial_sidebar_state=side)
page.run()
language.keep_in_address()
st.button(_("Draw in the colours of another theme"), key="theme")
