"""A scene that is kept in the session to be compared with another one, and on which side."""

import streamlit as st

from ui.scene.scene import Scene

KEPT = "compare.kept"
Kept = tuple[str, Scene]
OTHER = {"a": "b", "b": "a"}
"""The side beside each."""


def keep(side: str, scene: Scene) -> None:
    """Keep it, as A or B."""
    st.session_state[KEPT] = side, scene


def kept() -> Kept | None:
    """What is kept, if anything is."""
    found: Kept | None = st.session_state.get(KEPT)
    return found


def forget() -> None:
    """Keep nothing."""
    st.session_state.pop(KEPT, None)
