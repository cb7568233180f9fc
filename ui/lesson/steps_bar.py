"""The way through a lesson: back, how far one is, on, and the same scene in the playground."""

import streamlit as st

from core.sentences import _, sentence
from ui.lesson import lecture, take_away
from ui.lesson.scene_link import PLAYGROUND, page_and_query
from ui.lesson.visit import Visit
from ui.lesson.visit_address import LESSON


def steps_bar(visit: Visit) -> None:
    """Buttons, and which step it is."""
    with st.container(key="lesson-way", horizontal=True, vertical_alignment="center"):
        st.button(
            _("Back"), icon=":material/arrow_back:", key="lesson-back",
            disabled=visit.step == 1, on_click=_go, args=(-1,),
        )  # fmt: skip
        if visit.seen:
            _onwards(visit)
        if visit.view == "lecture":
            lecture.switch(visit)
            lecture.way_in(visit)
    if visit.seen is None or visit.view == "lecture":
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        _elsewhere(visit)
        lecture.switch(visit)
        take_away.show(visit.of)


def _onwards(visit: Visit) -> None:
    st.markdown(_(sentence("{n} of {all}", n=visit.step, all=visit.end - 1)), width="content")
    st.button(
        _("Next") if visit.step < visit.end - 1 else _("The end"),
        icon=":material/arrow_forward:", icon_position="right", key="lesson-next",
        type="primary" if visit.answered else "secondary", on_click=_go, args=(1,),
    )  # fmt: skip


def _elsewhere(visit: Visit) -> None:
    if visit.answered:
        page, query = opened_in(visit)
        label = _("Open in the playground") if page == PLAYGROUND else _("Open this page")
        st.page_link(
            f"../pages/{page}.py", label=label, icon=":material/play_circle:", query_params=query
        )


def opened_in(visit: Visit) -> tuple[str, dict[str, str]]:
    """Where the scene that is shown can be turned in every way: a page and its link."""
    if scene := visit.scene:
        return PLAYGROUND, scene.to_query() or {"v": "1"}
    page, query = page_and_query(visit.link)
    return page, {key: value for key, value in query.items() if key != "part"} or {"v": "1"}


def _go(by: int) -> None:
    visit = LESSON.current()
    LESSON.adopt(visit.at(visit.step + by))
