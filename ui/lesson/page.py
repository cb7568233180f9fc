"""The page of a lesson from top to bottom: a text, the question below it, the stage beside both."""

from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.sentences import _, sentence
from ui.browser import lesson as companion
from ui.kit.headings import page_heading, part_heading
from ui.kit.language import in_address
from ui.lesson import ask, closer, controls, end, lecture, stage
from ui.lesson.scene_link import page_and_query
from ui.lesson.steps_bar import steps_bar
from ui.lesson.visit import Visit
from ui.lesson.visit_address import LESSON
from ui.lesson.words import shown, terms_in


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
        # By keyboard the question follows its text; a style sheet says where they are seen.
        asked = st.container(key="lesson-asked")
        shown_at = st.container(key="lesson-stage")
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
        if visit.seen:
            companion.show(facts(visit))
            closer.show(visit)
            ask.show(visit)
            if visit.view == "lecture" and not lecture.is_choice(visit):
                lecture.vote(visit)
        else:
            end.show(visit)
            companion.show(facts(visit))
        steps_bar(visit)
    if shown_race:
        with places.stage, st.container(key="pictures"):
            stage.show(visit, *shown_race)
    elif visit.seen:
        with places.stage:
            _other_page(visit)


def _other_page(visit: Visit) -> None:
    """A scene that is no race: its own page, once the question is answered."""
    if visit.held:
        st.info(_("The picture comes with your answer."), icon=":material/visibility_off:")
        return
    name, query = page_and_query(visit.link)
    link = f"./{name}?{urlencode(query | in_address() | {'embed': 'true'}, safe='~,:')}"
    companion.frame(link, _(visit.seen.title) if visit.seen else "")


def facts(visit: Visit) -> companion.Facts:
    """What the companion in the browser is told."""
    return companion.Facts(
        terms=[
            {"slug": term.slug, "term": _(term.term), "says": _(term.says), "see": term.see}
            for term in terms_in(visit.of)
        ],
        at=f"{visit.of.slug} {visit.step}",
        held=visit.held,
        answered=visit.answered,
        finished="" if visit.seen else visit.of.slug,
        lecture=visit.view == "lecture",
    )


def _text(visit: Visit) -> None:
    lesson, seen = visit.of, visit.seen
    st.caption(_(sentence("Lesson {n}: {title}", n=lesson.number, title=lesson.title)))
    heading(visit)
    if seen is None:
        return
    part_heading(_(seen.title))
    # On the wall one reads one thing at a time.
    if visit.view == "page" or not visit.answered or seen.ask is None:
        st.markdown(shown(seen.says))
