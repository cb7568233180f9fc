"""What can be turned in a step: at most three sliders of the playground, and a goal to reach."""

import streamlit as st

from core.sentences import _
from lessons import Goal
from ui.kit.text import plain
from ui.kit.widgets import knob_widget
from ui.lesson.measured import reaches
from ui.lesson.turned import START, knob_at, turned_to
from ui.lesson.visit import Visit
from ui.lesson.visit_address import LESSON
from ui.lesson.words import shown
from ui.scene import answers
from ui.scene.run_race import Raced
from ui.scene.scene import Scene


def show(visit: Visit) -> Visit:
    """The sliders of the step; the visit as they are turned."""
    scene, step = visit.scene, visit.seen
    names = [key for key in visit.controls if key != START]
    if scene is None or step is None or not names:
        return visit
    values = {}
    if isinstance(step.ask, Goal):
        st.markdown(f"**{shown(step.ask.says)}**")
    with st.container(key="live"):
        for key in names:
            knob, value = knob_at(scene, key)
            values[key] = knob_widget(knob, widget_key(scene, key), value)
    start = tuple(each for each in visit.turned if each[0] == START)
    return visit.turned_as(turned_to(step, values) + start)


def widget_key(scene: Scene, key: str) -> str:
    """The key of a slider, as the playground has it: those of two surfaces are not the same."""
    of, _dot, name = key.rpartition(".")
    return f"surface.{scene.surface}.{name}" if of == "surface" else key


def sliders(visit: Visit) -> dict[str, float | tuple[str, float]]:
    """For the stage, which follows them while they move: by the key of each, that of the link."""
    scene = visit.scene
    if scene is None:
        return {}
    return {
        widget_key(scene, key): (key, knob_at(scene, key)[1])
        for key in visit.controls
        if key != START
    }


def goal(visit: Visit, raced: list[Raced]) -> bool:
    """How far the goal of the step is; whether it has been reached just now."""
    ask = visit.asks
    if not isinstance(ask, Goal) or visit.answer:
        return False
    run = next(each for each in raced if each.label == ask.of)
    if reaches(run, ask.number, ask.between):
        return True
    st.markdown(plain(_(run.trajectory.message)))
    st.info(shown(ask.not_yet), icon=":material/flag:")
    st.button(_("Show me"), type="tertiary", key="lesson.solved", on_click=_solve)
    return False


def reached(visit: Visit) -> Visit:
    """The visit with its goal reached."""
    return visit.saying(answers.REACHED)


def _solve() -> None:
    LESSON.adopt(LESSON.current().solved())
