"""The page of a lesson from top to bottom: a text, the question below it, the stage beside both."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.sentences import _, sentence
from ui.kit.headings import page_heading, part_heading
from ui.lesson import ask, controls, stage
from ui.lesson.steps_bar import steps_bar
from ui.lesson.visit import Visit
from ui.lesson.visit_address import LESSON
from ui.lesson.words import shown


class Places(NamedTuple):
    """Where the parts of the page go."""

    stage: DeltaGenerator
    asked: DeltaGenerator


def heading(visit: Visit) -> None:
    """The lesson's question."""
    page_heading(_(visit.of.question))


def lay_out(visit: Visit) -> tuple[Visit, Places]:
    """The text of the step, and places for the stage and for what is asked."""
    with st.container(key="lesson"):
        with st.container(key="lesson-text"):
            _text(visit)
        shown_at = st.container(key="lesson-stage")
        asked = st.container(key="lesson-asked")
        with asked:
            visit = controls.show(visit)
    return visit, Places(shown_at, asked)


def body(visit: Visit, places: Places) -> None:
    """The race of the step, the question, and the way on."""
    shown_race = stage.race_of(visit)
    if shown_race:
        with places.asked:
            if controls.goal(visit, shown_race[1]):
                LESSON.settle(controls.reached(visit))
                st.rerun()
    with places.asked:
        ask.show(visit)
        steps_bar(visit)
    if shown_race:
        with places.stage, st.container(key="pictures"):
            stage.show(visit, *shown_race)


def _text(visit: Visit) -> None:
    lesson, seen = visit.of, visit.seen
    st.caption(_(sentence("Lesson {n}: {title}", n=lesson.number, title=lesson.title)))
    heading(visit)
    if seen is None:
        return
    part_heading(_(seen.title))
    st.markdown(shown(seen.says))
