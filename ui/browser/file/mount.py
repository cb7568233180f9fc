"""A place to drop a file, as a component: its parts travel over the session's own websocket.

Streamlit's own widget sends a file apart, by a PUT: with several servers at one address that may
reach another one, which knows nothing of the session, and inside a foreign page it is refused for
want of a cookie. What is sent is described in ui/browser/shared/wire.md, “file”.
"""

from typing import Any

import streamlit as st

from core.sentences import _
from ui.browser.component import component
from ui.browser.file.arriving import PART, Arriving, taken
from viz import browser


def _component() -> Any:
    return component("file")


def ask(key: str, label: str, most: int) -> tuple[str, bytes] | None:
    """The name and the content of the file that a visitor gave; None while there is none.

    `most`: bytes that a file may have.
    """
    _part_of_page(key, label, most)
    file: tuple[str, bytes] | None = st.session_state.get(_given(key))
    return file


@st.fragment
def _part_of_page(key: str, label: str, most: int) -> None:
    """What runs for each part; the page runs when the file is whole."""
    show(key, label, most)
    if st.session_state.pop(_whole(key), False):
        st.rerun()


def show(key: str, label: str, most: int) -> None:
    """The place for a file, and how much of it has come."""
    file: Arriving | None = st.session_state.get(_coming(key))
    header = {
        "label": _(label),
        "most": most,
        "part": PART,
        "id": file.id if file else "",
        "have": file.have if file else 0,
    }
    _component()(
        key=key, data=browser.blob(header, {}), on_part_change=lambda: _part_came(key, most)
    )


def _part_came(key: str, most: int) -> None:
    """The browser sent a part. A file that is whole waits for the page, and its parts may go."""
    file = taken(st.session_state.get(_coming(key)), st.session_state[key].get("part"), most)
    if file is None:
        return
    st.session_state[_coming(key)] = file
    content = file.give()
    if content is not None:
        st.session_state[_given(key)] = (file.name, content)
        st.session_state[_whole(key)] = True


def _coming(key: str) -> str:
    return f"{key}.coming"


def _given(key: str) -> str:
    return f"{key}.given"


def _whole(key: str) -> str:
    return f"{key}.whole"
