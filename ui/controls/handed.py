"""A link may leave controls out or lock them: what draws one asks here first."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import streamlit as st

from core.sentences import N_, _
from ui.kit import locks
from ui.scene.address import SCENE
from ui.scene.handout import LOCKED, OMITTED, USUAL
from ui.scene.moment import USUAL as WHOLE
from ui.scene.scene import Scene

LIMITED = N_("Whoever made this link chose which controls it has.")
WAITS = N_("The controls come with your answer.")


Controls = Callable[[Scene], Scene]


def handed(name: str) -> Callable[[Controls], Controls]:
    """Controls as the link hands them out: as they are, locked, or left out."""

    def decorate(controls: Controls) -> Controls:
        def shown(scene: Scene) -> Scene:
            if is_omitted(scene, name):
                return scene
            with lock(scene, name):
                return controls(scene)

        return shown

    return decorate


def is_omitted(scene: Scene, name: str) -> bool:
    """Whether the link leaves a control out."""
    return scene.handout.state(name) == OMITTED


def is_free(scene: Scene, *names: str) -> bool:
    """Whether the link leaves all of these as they are."""
    return not any(scene.handout.state(name) in (LOCKED, OMITTED) for name in names)


def lock(scene: Scene, name: str) -> AbstractContextManager[None]:
    """What is drawn inside is locked, if the link locks it."""
    return locks.locked(scene.handout.state(name) == LOCKED)


def notice(scene: Scene) -> None:
    """Above the controls: that some are missing or locked, and the way to all of them."""
    if not (scene.handout.limits() or scene.held):
        return
    with st.container(border=True):
        st.caption(f":material/lock: {_(WAITS if scene.held else LIMITED)}")
        st.button(
            _("Open the full playground"), key="handed.open", icon=":material/lock_open:",
            on_click=_open, width="stretch",
        )  # fmt: skip


def _open() -> None:
    scene = SCENE.current()
    SCENE.adopt(replace(scene, handout=USUAL, moment=WHOLE, hidden=()))
