"""The page “Methods and surfaces”: an entry for each, from their own declarations."""

import streamlit as st

import landscapes
import optim
from ui.kit.entries import method_entry, surface_entry
from ui.kit.text import plain


def body() -> None:
    """All methods, then all surfaces."""
    st.title("Methods and surfaces")
    st.caption(
        "g is the gradient, α the learning rate, t the step. Products and roots go by coordinate."
    )
    st.header("Methods")
    for cls in optim.CLASSES.values():
        method_entry(cls)
    st.header("Surfaces")
    for slug in landscapes.names():
        with st.container(border=True):
            made = landscapes.get(slug)
            st.markdown(f"**{made.title}**")
            surface_entry(made)
            st.caption(plain(made.source))
