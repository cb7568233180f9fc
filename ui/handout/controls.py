"""What a link for a class hands out: a question, how it opens, and which controls there are."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

import landscapes
from core.knob import knobs_of
from core.sentences import N_, _, sentence
from ui.controls import pasted
from ui.kit.address import Address, held, value_of
from ui.kit.widgets import choice_widget, folded, number_box
from ui.scene.control_names import GROUPS, REST, SHOWN, racer_knobs
from ui.scene.handout import (
    ABOUT_ONE,
    ASKS,
    FEWEST_RACERS,
    FREE,
    LOCKED,
    LONGEST,
    LONGEST_CHOICE,
    MOST_CHOICES,
    OMITTED,
    kept_choices,
    one_line,
)
from ui.scene.moment import STEP
from ui.scene.run_race import title
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title
from ui.scene.welcome import WELCOME

HANDOUT = Address(
    "handout",
    Scene.from_query,
    lambda scene: sentence("For a class: {scene}", scene=scene_title(scene)),
    bare=WELCOME,
)
STATES = {FREE: N_("Free"), LOCKED: N_("Locked"), OMITTED: N_("Left out")}
THERE = {FREE: N_("Shown"), OMITTED: N_("Left out")}
REST_LABEL = N_("All that is not chosen below")


def sidebar(scene: Scene) -> Scene:
    """Everything that is chosen."""
    pasted.box(N_("Link of the race"), "handout.pasted", _take)
    scene = _question(scene)
    scene = _opens(scene)
    st.markdown(f"**{_('Controls')}**")
    _state(scene, REST, REST_LABEL)
    for name, label in groups(scene):
        _state(scene, name, label)
    for heading, names in single(scene):
        fold = folded(heading, f"handout.{names[0][0]}")
        if fold.open:
            with fold:
                for name, label in names:
                    _state(scene, name, label)
    return scene


def _take(scene: Scene) -> None:
    """Another race, handed out as this one, unless its link says how."""
    now = HANDOUT.current().handout
    as_told = scene.handout.limits() or scene.handout.ask != "none"
    HANDOUT.adopt(scene if as_told else replace(scene, handout=now))


# -- the question -------------------------------------------------------------------------------


def _question(scene: Scene) -> Scene:
    handout = replace(scene.handout, said="")
    kind = st.selectbox(
        _("Begin with a question"), list(ASKS), format_func=lambda one: _(ASKS[one]),
        key=held("ask", handout.ask),
    )  # fmt: skip
    handout = replace(handout.without_question(), ask=kind) if kind != handout.ask else handout
    if kind in ABOUT_ONE and scene.race:
        labels = list(scene.labels())
        usual = handout.ask_of or labels[0]
        of = st.selectbox(
            _("About"), labels, format_func=lambda one: _(title(one)), key=held("ask.of", usual)
        )
        handout = replace(handout, ask_of="" if of == labels[0] else of)
    if kind == "own":
        handout = replace(handout, **_own(handout.ask_says, handout.ask_choices))
    if len(scene.race) < FEWEST_RACERS.get(kind, 1) and kind != "none":
        st.caption(_("For this question more optimizers have to race."))
    return replace(scene, handout=handout)


def _own(says: str, choices: tuple[str, ...]) -> dict[str, Any]:
    """The words of a teacher's own question."""
    text = st.text_input(_("Question"), key=held("ask.says", says), max_chars=LONGEST)
    lines = st.text_area(
        _("Answers to choose from, one in each line"),
        key=held("ask.choices", "\n".join(choices)),
        max_chars=MOST_CHOICES * (LONGEST_CHOICE + 1),
        help=_("Two to {most}. Without any, the answers are Yes and No.", most=MOST_CHOICES),
    )
    offered = tuple(one.replace("~", "-") for one in lines.split("\n"))
    return {"ask_says": one_line(text)[:LONGEST].strip(), "ask_choices": kept_choices(offered)}


# -- how it opens --------------------------------------------------------------------------------


def _opens(scene: Scene) -> Scene:
    """At which step, and whether it plays; a question decides both."""
    asks, moment = scene.handout.asks(len(scene.race)), scene.moment
    lecture = st.toggle(_("In the lecture view"), key=held("view", moment.view == "lecture"))
    moment = replace(moment, view="lecture" if lecture else "page")
    if asks:
        st.caption(_("It waits for the answer, then plays from the start."))
        return replace(scene, moment=replace(moment, step=None, play="0"))
    play = st.toggle(_("Starts playing"), key=held("play", moment.play == "1"))
    limits = float(STEP.lo), float(STEP.hi)
    shown = None if moment.step is None else float(moment.step)
    step = number_box(N_("Opens at step"), held("step", shown), limits, step=1.0, help=_(STEP_HELP))
    at = None if step is None else int(step)
    return replace(scene, moment=replace(moment, step=at, play="1" if play else "0"))


STEP_HELP = N_("Empty: at the end, or at the start if it plays.")


# -- which controls there are --------------------------------------------------------------------


def groups(scene: Scene) -> Iterator[tuple[str, str]]:
    """The groups of controls that a scene has: the name of each, and as people read it."""
    for name, label in GROUPS.items():
        yield name, label
        if name == "race":
            for one in scene.labels():
                yield one, sentence("Settings: {name}", name=title(one))


def single(scene: Scene) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """By heading, the single sliders of the surface and of each racer."""
    if scene.surface in landscapes.CLASSES:
        knobs = knobs_of(landscapes.CLASSES[scene.surface])
        if knobs:
            named = [(f"surface.{name}", knob.label) for name, knob in knobs.items()]
            yield scene.landscape().title, named
    for label in scene.labels():
        if knobs := racer_knobs(label):
            yield title(label), [(f"{label}.{name}", knob.label) for name, knob in knobs.items()]


def _state(scene: Scene, name: str, label: str) -> None:
    """Whether a control is free, locked or left out."""
    state, key = scene.handout.state(name), f"handed.{name}"
    words = THERE if name in SHOWN else STATES
    choice_widget(
        label, key, words, state if state in words else FREE, on_change=partial(_set, name, key)
    )


def _set(name: str, key: str) -> None:
    scene, state = HANDOUT.current(), value_of(key)
    if state in STATES:
        HANDOUT.adopt(replace(scene, handout=scene.handout.setting(name, state)))
