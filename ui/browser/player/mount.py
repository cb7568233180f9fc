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
from ui.browser.assets import loader, styles, text
from ui.browser.component import registered
from viz import browser, theme

UNREADY = """
[data-stage]:not([data-ready]) {
  visibility: hidden;
  height: 640px;
  overflow: hidden;
}
"""
"""The place of the player until its own style sheet is there."""


TOLD = ("focus", "failed", "start", "view", "said", "near", "take")
"""What the stage tells: a racer, its failure, a start, an option of a picture, an answer, that
somebody came near to what waits for that, and a file that is wanted of a surface without a link."""


@st.cache_resource
def _components() -> tuple[Any, Any]:
    ground = loader("player/grounds.js", "loaded.remember(component.data)")
    failed = 'component.setTriggerValue("failed", String(error));'
    stage = loader(
        "player/stage.js", "loaded.show(component)", N_("The player could not be loaded."), failed
    )
    html, css = text("player/stage.html"), styles(UNREADY)
    return registered("ground", ground), registered("stage", stage, html, css)


def lay(key: str, id: str, terrain: bytes, samples: str = "") -> None:
    """Send the ground by its `id`: the `terrain`, and facts of the `samples` it is made of."""
    _components()[0](key=key, data=ground_bytes(id, terrain, samples))


def ground_bytes(id: str, terrain: bytes, samples: str = "") -> bytes:
    """What is sent of a ground."""
    return browser.blob({"id": id, "samples": samples}, {"terrain": terrain})


def put(
    key: str, header: Mapping[str, Any], parts: Mapping[str, np.ndarray | bytes],
    on_focus: Callable[[], None], on_failed: Callable[[], None],
    more: Mapping[str, Callable[[], None]] | None = None,
) -> None:  # fmt: skip
    """Send the stage what it plays, whatever race that is of.

    The header has `map`, `chart`, `ground` (the id of one that was laid), `focus`, `link`,
    `sliders`, `file` and perhaps `options`, `advice`, `moment`, `welcome`, `back`, `awaits` and
    `fixed`; `parts` has `play`. What the stage tells is in the session under `key`; `more` acts on
    the rest.
    """
    told = (
        dict.fromkeys(TOLD, _nothing) | {"focus": on_focus, "failed": on_failed} | dict(more or {})
    )
    acts = {f"on_{name}_change": act for name, act in told.items()}
    _components()[1](key=key, data=stage_bytes(header, parts), **acts)


def stage_bytes(header: Mapping[str, Any], parts: Mapping[str, np.ndarray | bytes]) -> bytes:
    """What is sent to the stage."""
    colours = {
        "dark": theme.DARK, "ink": theme.INK, "paper": theme.PAPER, "faint": theme.FAINT,
    }  # fmt: skip
    return browser.blob({**colours, **header}, parts)


def told(key: str, what: str) -> Any:
    """What the stage with this key told last: one of `TOLD`."""
    # Who left for another page meanwhile has it no more.
    return (st.session_state.get(key) or {}).get(what)


def _nothing() -> None:
    """A start that is fixed was not moved; a stage without options has none to pick."""
