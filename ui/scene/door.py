"""The front door: whether a visit still stands before the controls of the playground.

It does on the bare address, until somebody goes in, changes anything or comes by a link.
"""

import streamlit as st

from ui.scene.welcome import WELCOME

ENTERED = "entered"
"""In the session: somebody went in."""
SAYS_NOTHING = {"lang", "embed", "embed_options"}
"""What an address may have and be bare all the same."""


def is_shown() -> bool:
    """Whether the playground is to show its door."""
    session = st.session_state
    asked = set(st.query_params) - SAYS_NOTHING
    if asked or session.get("arrived") or session.get("scene", WELCOME) != WELCOME:
        enter()
    return not session.get(ENTERED)


def enter() -> None:
    """Go in."""
    st.session_state[ENTERED] = True
