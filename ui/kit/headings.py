"""Headings: one of the first rank above every page, and one of the second above each of its parts.

So those who go from heading to heading by ear hear the page as it is built.
"""

import streamlit as st

from core.sentences import _
from ui.kit.text import plain


def page_heading(title: str, words: str = "") -> None:
    """What the page shows, and below it what there is to see: `title` as text, `words` Markdown."""
    with st.container(gap="xsmall"):
        st.title(plain(_(title)), anchor=False)
        if words:
            st.write(_(words))


def part_heading(title: str) -> None:
    """Above a part of the page."""
    st.header(plain(_(title)), anchor=False)


def entry_heading(title: str) -> None:
    """Above one of many entries in a part."""
    st.subheader(plain(_(title)), anchor=False)
