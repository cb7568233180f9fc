"""Below the pictures: where else one may go with the race that is shown."""

import streamlit as st

from core.sentences import _
from ui.kit import plain_pictures
from ui.scene.scene import Scene


def show(scene: Scene) -> None:
    """Plain pictures, and a link for a class."""
    with st.container(key="ways-on", horizontal=True, vertical_alignment="center"):
        plain_pictures.switch()
        if scene.held or scene.grid is not None:  # a file stays with who uploaded it
            return
        if st.button(
            _("Link for a class"), key="ways.handout", icon=":material/assignment:",
            type="tertiary",
            help=_("A link that locks controls, or asks before the race what one expects."),
        ):  # fmt: skip
            st.switch_page("../pages/handout.py", query_params=scene.to_query() or {"v": "1"})
