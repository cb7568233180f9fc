"""The question of a step: first the prediction, then what is said to it."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core.knob import Knob
from core.query import text_of
from core.sentences import N_, _, sentence
from core.written import NOTHING, place
from lessons import Choose, Estimate, Goal, Point, Step
from ui.kit import plain_pictures
from ui.kit.widgets import round_numbers
from ui.lesson import by_numbers, end, lecture, number_line, stage
from ui.lesson.visit import Visit
from ui.lesson.visit_address import LESSON
from ui.lesson.words import shown
from ui.scene import answers
from ui.scene.predicted import YOURS

COMMIT = N_("That is my prediction")
STOPS = 200
"""Places on the slider of an estimate that is not logarithmic."""


def show(visit: Visit) -> None:
    """The question, or what is said to its answer."""
    ask = visit.asks
    if visit.answered:
        _question_again(visit)
        with st.container(key="lesson-reply"):
            _answered(visit)
        return
    if visit.view == "lecture":
        lecture.question(visit)
        return
    match ask:
        case Choose():
            _choose(visit, ask)
        case Estimate():
            _estimate(visit, ask)
        case Point():
            _point(visit, ask)


# -- before the answer ----------------------------------------------------------------------------


def _key(visit: Visit, what: str) -> str:
    return f"lesson.{what}.{visit.of.slug}.{visit.step}"


def _choose(visit: Visit, ask: Choose) -> None:
    picked = st.radio(
        shown(ask.question),
        range(len(ask.choices)),
        format_func=lambda k: shown(ask.choices[k].says),
        index=None,
        key=_key(visit, "choice"),
    )
    _commit("" if picked is None else answers.letter(picked))


def _estimate(visit: Visit, ask: Estimate) -> None:
    stops = stops_of(ask)
    value = st.select_slider(
        shown(ask.question),
        stops,
        value=stops[0],
        format_func=lambda stop: NOTHING if stop == stops[0] else _(answers.in_unit(ask, stop, 4)),
        key=_key(visit, "estimate"),
    )
    # What stands where the slider begins was not chosen.
    _commit("" if value == stops[0] else text_of(value))


def stops_of(ask: Estimate) -> list[float]:
    """The numbers that can be chosen: round ones, or evenly spaced ones."""
    if ask.logarithmic:
        return [float(v) for v in round_numbers(ask.lo, ask.hi)]
    step = Knob(ask.lo, ask.lo, ask.hi, "", name="estimate")
    return [round(float(v), 10) for v in np.linspace(step.lo, step.hi, STOPS + 1)]


def _point(visit: Visit, ask: Point) -> None:
    st.markdown(f"**{shown(ask.question)}**")
    plain = plain_pictures.are_wanted()
    if plain and (said := by_numbers.place(visit)):
        stage.point_to(visit, said)
    at = stage.guessed(visit)
    if at is None and plain:
        st.caption(_("Say where by x and y."))
    elif at is None:
        st.caption(_("Click on the map, or move the ring there with the arrow keys."))
    else:
        st.caption(_(sentence("Your prediction: {place}", place=place(*at, 3))))
    _commit(answers.written(*at) if at else "")


def _commit(answer: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _(COMMIT), type="primary", disabled=not answer, key="lesson.commit",
            on_click=_say, args=(answer,),
        )  # fmt: skip
        st.button(
            _("Just show me"), type="tertiary", key="lesson.shown",
            on_click=_say, args=(answers.SHOWN,),
        )  # fmt: skip


def _say(answer: str) -> None:
    visit = LESSON.current()
    st.session_state.pop(stage.guess_key(visit), None)
    LESSON.adopt(visit.saying(answer))


# -- after it -----------------------------------------------------------------------------------


def _answered(visit: Visit) -> None:
    ask, seen = visit.asks, visit.seen
    if seen is None:
        return
    if ask:
        if isinstance(ask, Choose):
            st.markdown("\n".join(_choice(visit, ask, k) for k in range(len(ask.choices))))
        if isinstance(ask, Choose | Estimate):
            number_line.show(ask, visit.answer)
        _verdict(visit)
    _why(seen)
    if ask:
        _again(visit)


def _why(seen: Step) -> None:
    """What is often said, then what is so, and where that is found."""
    if seen.often_heard:
        st.markdown(f"> {_('Often heard:')} “{shown(seen.often_heard)}”")
    if seen.ask and seen.reveals:
        st.markdown(shown(seen.reveals))
    if seen.source:
        st.caption(seen.source)


def _question_again(visit: Visit) -> None:
    """The question, and while the race is on what was answered."""
    ask = visit.asks
    if ask is None or isinstance(ask, Goal):
        return
    st.markdown(f"**{shown(ask.question)}**")
    said = end.said(ask, visit.answer)
    if said != NOTHING:
        with st.container(key="lesson-waiting"):
            st.markdown(_(sentence("Your prediction: {place}", place=said)))


def _choice(visit: Visit, ask: Choose, k: int) -> str:
    choice, told = ask.choices[k], []
    mine = visit.answer == answers.letter(k)
    # Letters, as the name of an icon would be read aloud in English.
    icon = "✓" if choice.right else "✕" if mine else "·"
    if mine:
        told.append(_(YOURS))
    if choice.right:
        told.append(_("what happened"))
    words = f"**{shown(choice.says)}**" if told else shown(choice.says)
    return f"{icon} {words}{' — ' if told else ''}{', '.join(told)}  "


def _verdict(visit: Visit) -> None:
    verdict = visit.verdict
    if verdict is None:
        return
    if verdict.right:
        st.success(shown(verdict.feedback), icon=":material/check:")
    else:
        st.warning(shown(verdict.feedback), icon=":material/lightbulb:")
    if verdict.scene:
        other = visit.shows == "other"
        st.button(
            _("Back to what happened") if other else _("See where it would be so"),
            icon=":material/undo:" if other else ":material/visibility:",
            key="lesson.other",
            on_click=_show,
            args=("own" if other else "other",),
        )


def _show(which: str) -> None:
    LESSON.adopt(replace(LESSON.current(), shows=which))


def _again(visit: Visit) -> None:
    if visit.view == "lecture":
        return
    st.button(
        _("Answer again"), type="tertiary", icon=":material/restart_alt:", key="lesson.again",
        on_click=_say, args=("",),
    )  # fmt: skip
