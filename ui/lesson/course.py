"""The course: all lessons, each with its one question; ticks where this browser finished one."""

import streamlit as st

import lessons
from core.sentences import _, sentence
from lessons import Lesson
from ui.browser import lesson as companion
from ui.kit.headings import page_heading
from ui.lesson import take_away
from ui.lesson.words import html


def body() -> None:
    """The whole page."""
    page_heading(
        _("Lessons"),
        _(
            "Each asks one question. You predict, the race decides, two sentences say why: about"
            " ten minutes."
        ),
    )
    with st.container(key="course"):
        for lesson in lessons.LESSONS.values():
            _entry(lesson)
    companion.show(companion.Facts())


def _entry(lesson: Lesson) -> None:
    done = html(_("finished"))
    with st.container(key=f"course-{lesson.slug}", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<span class="course-number">{lesson.number}</span>'
            f'<span data-tick="{lesson.slug}" role="img" aria-label="{done}">✓</span>',
            width="stretch",
        )
        st.page_link(
            "../pages/lesson.py",
            label=f"**{_(lesson.question)}**  \n{_(lesson.title)}",
            query_params={"v": "1", "lesson": lesson.slug},
            width="stretch",
        )
        minutes = sentence("{n} minutes", n=lesson.minutes)
        st.caption(_(minutes), width="content")
        take_away.show(lesson, short=True)
