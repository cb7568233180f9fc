"""A link's formula that has a mistake: kept until the editor shows it, with its window."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.query import Bounds

KEY = "formula.draft"
LONGEST = 600
"""A longer text is no formula that somebody could mend."""
Draft = tuple[str, Bounds]


def want(text: str, window: Bounds) -> None:
    """Keep a formula for the editor; without a session, or where it is no short text, nothing."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return
    if text.strip() and len(text) <= LONGEST and text.isprintable():
        st.session_state[KEY] = (text, window)


def taken() -> Draft | None:
    """The formula kept last, once."""
    draft: Draft | None = st.session_state.pop(KEY, None)
    return draft
