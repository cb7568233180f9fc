"""The end of a lesson: what was predicted and what happened, to be printed or sent as a link."""

from dataclasses import replace

import streamlit as st

import lessons
from core.sentences import _, sentence
from core.written import NOTHING, place
from lessons import Ask, Choose, Estimate, Goal, Point
from ui.kit.headings import part_heading
from ui.kit.tables import results_table
from ui.lesson import take_away
from ui.lesson.scene_link import page_and_query
from ui.lesson.visit import Visit
from ui.lesson.words import bare
from ui.scene import answers


def show(visit: Visit) -> None:
    """The table, and what comes next."""
    guessed = predicted(visit)
    part_heading(_("What you predicted, and what happened") if guessed else _("What happened"))
    results_table(table(visit))
    if guessed:
        asked = [k for k, step in enumerate(visit.of.steps, 1) if step.ask]
        right = sum(_right(visit, k) for k in asked)
        st.markdown(_(sentence("{right} of {all} came as predicted.", right=right, all=len(asked))))
        st.caption(
            _("The address of this page holds your answers: print the page, or send its address.")
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        if visit.of.walk:
            st.page_link(
                "../pages/walk.py",
                label=_("Walk it yourself, in the dark"),
                icon=":material/hiking:",
                query_params=page_and_query(visit.of.walk)[1],
            )
        after = next((e for e in lessons.LESSONS.values() if e.number > visit.of.number), None)
        if after:
            st.page_link(
                "../pages/lesson.py",
                label=_(sentence("Next lesson: {question}", question=after.question)),
                icon=":material/arrow_forward:",
                query_params={"v": "1"}
                | replace(visit, lesson=after.slug, step=1, said=()).to_query(),
            )
        st.page_link("../pages/lessons.py", label=_("All lessons"), icon=":material/school:")
        take_away.show(visit.of)


def predicted(visit: Visit) -> bool:
    """Whether anything was; in a lecture the answers are only revealed."""
    return any(answer not in ("", answers.SHOWN) for answer in visit.said)


def table(visit: Visit) -> dict[str, list[str]]:
    """One row a question."""
    rows = [(k, step) for k, step in enumerate(visit.of.steps, 1) if step.ask]
    steps = {_("Question"): [f"{k}. {_(step.title)}" for k, step in rows]}
    came = {_("What happened"): [happened(step.ask) for _k, step in rows]}
    if not predicted(visit):
        return steps | came
    return {
        **steps,
        _("Your prediction"): [said(step.ask, visit.answer_to(k)) for k, step in rows],
        **came,
        _("As predicted"): [_("yes") if _right(visit, k) else NOTHING for k, _step in rows],
    }


def _right(visit: Visit, k: int) -> bool:
    ask, answer = visit.of.steps[k - 1].ask, visit.answer_to(k)
    verdict = answers.verdict(ask, answer) if ask else None
    return bool(verdict and verdict.right)


def said(ask: Ask | None, answer: str) -> str:
    """An answer in words."""
    if not answer or answer == answers.SHOWN:
        return NOTHING
    match ask:
        case Choose():
            choice = answers.chosen(ask, answer)
            return bare(choice.says) if choice else NOTHING
        case Estimate():
            return _(answers.in_unit(ask, float(answer)))
        case Point():
            return place(*(answers.place_of(answer) or (0.0, 0.0)), 3)
    return _("reached")


def happened(ask: Ask | None) -> str:
    """What came out, in words."""
    match ask:
        case Choose():
            return next(bare(choice.says) for choice in ask.choices if choice.right)
        case Estimate():
            return _(answers.in_unit(ask, ask.right))
        case Point():
            return next(place(*each.at, 3) for each in ask.places if each.right)
        case Goal():
            return bare(ask.says)
    return ""
