"""A box for the link of a race: what it shows is read from its query, whoever's server it names."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from core.sentences import N_, _
from ui.kit import language
from ui.kit.text import plain
from ui.scene.scene import Scene

LONGEST = 4000
"""Characters of a link that is read."""
SHOWN = ("embed", "embed_options", language.IN_LINK)
NO_RACE = N_("This is no link to a race.")


def scene_of(link: str) -> tuple[Scene | None, tuple[str, ...]]:
    """What a link shows, and what is wrong with it; None where it is none to a race."""
    text = link.strip()
    try:
        query = urlsplit(text).query
    except ValueError:
        query = ""
    if not query or len(text) > LONGEST:
        return None, (NO_RACE,)
    try:
        asked = parse_qs(query, max_num_fields=200)
    except ValueError:
        return None, (NO_RACE,)
    kept = {name: values for name, values in asked.items() if name not in SHOWN}
    return Scene.from_query(kept) if kept else (None, (NO_RACE,))


def box(label: str, key: str, take: Callable[[Scene], None]) -> None:
    """The box; `take` gets the scene of a link that was pasted, and the box is empty again."""
    notes = f"{key}.notes"

    def pasted() -> None:
        text = str(st.session_state.get(key) or "")
        st.session_state[key] = ""
        scene, st.session_state[notes] = scene_of(text) if text.strip() else (None, ())
        if scene is not None:
            take(scene)

    st.text_input(_(label), key=key, on_change=pasted, max_chars=LONGEST)
    if found := st.session_state.pop(notes, ()):
        st.warning("  \n".join(plain(_(one)) for one in found), icon=":material/link_off:")
