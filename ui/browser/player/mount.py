"""The player, as two components that share JavaScript modules: the browser plays what it gets.

`ground` receives the surface and keeps it in the browser; `stage` receives axes, marks and the
race, and draws. Both mount a few lines of inline code that import a module served from here.
The stage tells of a start somebody picked, of a racer, of an option of a picture, and of its own
failure; the fragment it lives in then runs alone, so that paths follow a dragged start. What is
sent is described in ui/browser/shared/wire.md, “stage”.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st

from core.sentences import N_
from ui.browser import assets
from viz import browser, theme

UNREADY = """
[data-stage]:not([data-ready]) {
  visibility: hidden;
  height: 640px;
  overflow: hidden;
}
"""
"""The place of the player until its own style sheet is there."""


@st.cache_resource
def _components() -> tuple[Any, Any]:
    """Register both components, once a server."""
    make = st.components.v2.component
    ground = make(
        "thalweg_ground", html="<span hidden></span>",
        js=assets.loader(
            "player/grounds.js", "loaded.remember(component.data)"
        ),
        isolate_styles=False,
    )  # fmt: skip
    stage = make(
        "thalweg_stage", html=assets.text("player/stage.html"),
        css=assets.styles(UNREADY),
        js=assets.loader(
            "player/stage.js", "loaded.show(component)", N_("The player could not be loaded."),
            'component.setTriggerValue("failed", String(error));',
        ),
        isolate_styles=False,
    )  # fmt: skip
    return ground, stage


def lay(key: str, id: str, terrain: bytes, samples: str = "") -> None:
    """Send the ground by its `id`: the `terrain`, and facts of the `samples` it is made of."""
    _components()[0](key=key, data=ground_bytes(id, terrain, samples))


def ground_bytes(id: str, terrain: bytes, samples: str = "") -> bytes:
    """What is sent of a ground."""
    return browser.blob({"id": id, "samples": samples}, {"terrain": terrain})


def put(
    key: str, header: Mapping[str, Any], parts: Mapping[str, np.ndarray | bytes],
    on_focus: Callable[[], None], on_failed: Callable[[], None],
    on_start: Callable[[], None] | None = None, on_view: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Send the stage what it plays, whatever race that is of.

    The header has `map`, `chart`, `ground` (the id of one that was laid), `focus`, `link`,
    `sliders`, `file` and perhaps `options`, `advice`, `moment`, `welcome` and `fixed`; `parts`
    has `play`. What the stage tells is in the session under `key`.
    """
    acts = {"on_focus_change": on_focus, "on_failed_change": on_failed}
    acts |= {"on_start_change": on_start or _nothing, "on_view_change": on_view or _nothing}
    _components()[1](key=key, data=stage_bytes(header, parts), **acts)


def stage_bytes(header: Mapping[str, Any], parts: Mapping[str, np.ndarray | bytes]) -> bytes:
    """What is sent to the stage."""
    colours = {
        "dark": theme.DARK, "ink": theme.INK, "paper": theme.PAPER, "faint": theme.FAINT,
    }  # fmt: skip
    return browser.blob({**colours, **header}, parts)


def told(key: str, what: str) -> Any:
    """What the stage with this key told last: `start`, `focus`, `view` or `failed`."""
    return st.session_state[key].get(what)


def _nothing() -> None:
    """A start that is fixed was not moved; a stage without options has none to pick."""
