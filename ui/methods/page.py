"""The page “Methods and surfaces”: an entry for each, from their own declarations."""

import streamlit as st

import landscapes
import optim
from ui.kit.entries import method_entry, surface_entry
from ui.kit.headings import entry_heading, page_heading, part_heading
from ui.kit.text import plain


def body() -> None:
    """All methods, then all surfaces."""
    page_heading("Methods and surfaces")
    st.caption(
        "g is the gradient, α the learning rate, t the step. Products and roots go by coordinate."
    )
    part_heading("Methods")
    for cls in optim.CLASSES.values():
        method_entry(cls)
    part_heading("Surfaces")
    for slug in landscapes.names():
        with st.container(border=True):
            made = landscapes.get(slug)
            entry_heading(made.title)
            surface_entry(made)
            st.caption(plain(made.source))
