"""Below the pictures: where else one may go with the race that is shown."""

from urllib.parse import urlencode

import streamlit as st

from core.sentences import N_, _
from ui.kit import plain_pictures
from ui.scene import door, kept_scene
from ui.scene.address import SCENE
from ui.scene.kept_scene import OTHER
from ui.scene.scene import Scene

KEPT = {
    "a": N_("A is kept. Change anything here; this is B."),
    "b": N_("B is kept. Change anything here; this is A."),
}


def show(scene: Scene) -> None:
    """Plain pictures, another race to compare with, and a link for a class."""
    kept = kept_scene.kept()
    if kept is not None and not scene.held:
        _kept(scene, *kept)
    with st.container(key="ways-on", horizontal=True, vertical_alignment="center"):
        plain_pictures.switch()
        if scene.held or door.is_shown(scene):
            return
        if kept is None:
            _compare()
        if scene.grid is None:  # a file stays with who uploaded it
            _hand_out(scene)


def _compare() -> None:
    st.button(
        _("Compare with …"), key="ways.compare", icon=":material/compare:", type="tertiary",
        help=_("Keeps this race as A, to be seen beside another one in step."),
        on_click=_keep,
    )  # fmt: skip


def _keep() -> None:
    kept_scene.keep("a", SCENE.current())


def _hand_out(scene: Scene) -> None:
    if st.button(
        _("Link for a class"), key="ways.handout", icon=":material/assignment:", type="tertiary",
        help=_("A link that locks controls, or asks before the race what one expects."),
    ):  # fmt: skip
        st.switch_page("../pages/handout.py", query_params=scene.to_query() or {"v": "1"})


def _kept(scene: Scene, side: str, other: Scene) -> None:
    """A race is kept: both side by side, or it is forgotten."""
    with st.container(key="ways-kept", horizontal=True, vertical_alignment="center", border=True):
        st.markdown(_(KEPT[side]), width="content")
        if st.button(_("Show both"), key="ways.both", icon=":material/compare:", type="primary"):
            kept_scene.forget()
            links = {side: _link(other), OTHER[side]: _link(scene)}
            st.switch_page(
                "../pages/compare.py", query_params={"v": "1", **dict(sorted(links.items()))}
            )
        words = _("Forget it")
        st.button(words, key="ways.forget", type="tertiary", on_click=kept_scene.forget)


def _link(scene: Scene) -> str:
    return urlencode(scene.to_query() or {"v": "1"}, safe="~,:")
