"""The way through a lesson: back, how far one is, on, and the same scene in the playground."""

from urllib.parse import urlencode

import streamlit as st

from core.sentences import _, sentence
from ui.lesson.scene_link import PLAYGROUND, page_and_query
from ui.lesson.visit import Visit
from ui.lesson.visit_address import LESSON


def steps_bar(visit: Visit) -> None:
    """Buttons, and which step it is."""
    with st.container(key="lesson-way", horizontal=True, vertical_alignment="center"):
        st.button(
            _("Back"), icon=":material/arrow_back:", key="lesson.back",
            disabled=visit.step == 1, on_click=_go, args=(-1,),
        )  # fmt: skip
        st.markdown(_(sentence("{n} of {all}", n=visit.step, all=visit.end - 1)), width="content")
        st.button(
            _("Next") if visit.step < visit.end - 1 else _("The end"),
            icon=":material/arrow_forward:", icon_position="right", key="lesson.next",
            type="primary" if visit.answered else "secondary",
            disabled=visit.step == visit.end, on_click=_go, args=(1,),
        )  # fmt: skip
    if visit.answered and visit.seen:
        st.link_button(
            _("Open this scene in the playground") if _is_race(visit) else _("Open this page"),
            address_of(visit),
            icon=":material/open_in_new:",
            type="tertiary",
        )


def _is_race(visit: Visit) -> bool:
    return visit.scene is not None


def address_of(visit: Visit) -> str:
    """The address of the scene that is shown, with all that can be turned there."""
    if scene := visit.scene:
        return f"./?{urlencode(scene.to_query() or {'v': '1'}, safe='~,:')}"
    page, query = page_and_query(visit.link)
    name = "" if page == PLAYGROUND else page
    return f"./{name}?{urlencode(query, safe='~,:')}"


def _go(by: int) -> None:
    visit = LESSON.current()
    LESSON.adopt(visit.at(visit.step + by))
