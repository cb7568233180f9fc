"""The scene between runs of the script: address -> widgets -> scene -> address.

The address is the truth. When it is not the one this session wrote last (a link was opened, or
Back was pressed), it is decoded again and every widget starts over from it.
"""

from typing import Any

import streamlit as st

from ui.scene import Scene

PREFIX = "w."
"""Every widget that belongs to the scene has a key that begins so."""


def open_scene() -> Scene:
    """The scene to start from, and in the session the sentences about what the link got wrong."""
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    asked = {key: values[0] if len(values) == 1 else values for key, values in query.items()}
    if not asked and st.session_state.get("arrived") and "scene" in st.session_state:
        adopt(current())
        st.session_state["written"] = asked
    elif "scene" not in st.session_state or asked != st.session_state.get("written"):
        scene, notes = Scene.from_query(asked)
        adopt(scene)
        st.session_state["written"], st.session_state["notes"] = asked, notes
    return current()


def current() -> Scene:
    """The scene as it was last drawn."""
    scene: Scene = st.session_state["scene"]
    return scene


def adopt(scene: Scene) -> None:
    """Make this the scene: widgets forget what they held and start from it."""
    for key in [k for k in st.session_state if str(k).startswith(PREFIX)]:
        del st.session_state[key]
    st.session_state["scene"] = scene


def settle(scene: Scene) -> None:
    """Keep the scene that the widgets describe and write it to the address."""
    query = scene.to_query()
    st.session_state["scene"] = scene
    if query != st.session_state.get("written"):
        st.session_state["written"] = query
        st.session_state["notes"] = ()
        st.query_params.from_dict(query)


def held(key: str, value: Any) -> str:
    """The full key of a widget, which starts from `value` unless it already holds one."""
    full = PREFIX + key
    if full not in st.session_state:
        st.session_state[full] = value
    return full


def value_of(key: str) -> Any:
    """What the widget with this key holds."""
    return st.session_state[PREFIX + key]
