"""Files of a race on an uploaded surface, made in its own session: no link shows that surface.

Like the upload itself they travel over the line of the session.
"""

from typing import Any

import streamlit as st

from core.sentences import N_, _, sentence
from ui.kit.takings import HERE
from ui.playground.offline import offline
from ui.playground.sent import Sent
from ui.scene.scene import Scene
from ui.share import routes
from ui.share.answers import Kind, alone, in_its_language
from ui.share.asked import Asked

WANTED, COUNT = "session_files.wanted", "session_files.count"
OPTIONS = ("width", "seconds")
BUSY = N_("The server is busy; try again in a moment.")
HTML = Kind(
    "race.html", "text/html; charset=utf-8",
    lambda asked: offline(asked.scene, asked.raced, asked.title, asked.link), speaks=True,
)  # fmt: skip
"""A race in one file, which only its own page can make."""
KINDS = {kind.ending: kind for kind in (*routes.KINDS, HTML) if kind.ending in HERE["kinds"]}


def want(told: Any) -> None:
    """Remember what the browser asks for, until the player is sent its race again."""
    if isinstance(told, dict) and told.get("kind") in KINDS:
        st.session_state[WANTED] = told


def taken(scene: Scene) -> Sent | None:
    """What is added to what the player is sent: the wanted file, once, or why there is none."""
    told = st.session_state.pop(WANTED, None)
    if told is None or scene.grid is None or scene.held:
        return None
    kind = KINDS[told["kind"]]
    base = (st.context.url or "").partition("?")[0].rstrip("/")
    options = tuple((name, str(told.get(name))[:9]) for name in OPTIONS)
    asked = Asked(scene, base, options)
    made = alone(lambda: in_its_language(kind, asked))
    count = st.session_state[COUNT] = st.session_state.get(COUNT, 0) + 1
    if made is None:
        return {"taken": {"count": count, "words": _(BUSY)}}, {}
    name = f"{asked.file}.{kind.ending}"
    words = _(sentence("{name} is saved.", name=name))
    return {"taken": {"count": count, "words": words, "name": name}}, {"taken": made}
