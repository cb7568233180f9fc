"""The front door: whether a visit still stands before the controls of the playground.

It does on the bare address, until somebody goes in, changes anything or comes by a link.
"""

from collections.abc import Iterable

import streamlit as st

from ui.scene.scene import Scene
from ui.scene.welcome import WELCOME

ENTERED = "entered"
"""In the session: somebody went in."""
SAYS_NOTHING = {"lang", "embed", "embed_options"}
"""What an address may have and be bare all the same."""


def is_shown(scene: Scene | None = None) -> bool:
    """Whether the playground is to show its door; `scene`: what its controls say by now."""
    session = st.session_state
    now = scene or session.get("scene", WELCOME)
    if not is_at(True, st.query_params) or session.get("arrived") or now != WELCOME:
        enter()
    return not session.get(ENTERED)


def is_at(playground: bool, asked: Iterable[str]) -> bool:
    """Whether an address is that of the door: the playground's, with these parameters."""
    return playground and not set(asked) - SAYS_NOTHING


def enter() -> None:
    """Go in."""
    st.session_state[ENTERED] = True
