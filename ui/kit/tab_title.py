"""The title of a browser's tab and of a link: what is shown, then the name of the app."""

import streamlit as st

from core.sentences import _

APP = "Thalweg"
TITLE = "title"
"""In the session: the title that the tab has."""
LONGEST = 90


def titled(words: str) -> str:
    """The whole title for what is shown."""
    words = _(words)
    short = f"{words[:LONGEST]}…" if len(words) > LONGEST else words
    return f"{short} – {APP}" if short else APP


def show(words: str) -> None:
    """Have the tab say what is shown."""
    title = titled(words)
    if st.session_state.get(TITLE) != title:
        st.session_state[TITLE] = title
        st.set_page_config(page_title=title)
