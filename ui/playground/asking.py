"""The question of a link, as the stage shows it: before the race, and with the answer beside it."""

from dataclasses import replace
from typing import Any

import streamlit as st

from core.sentences import _
from lessons import Choose, Estimate, Point
from ui.browser import player
from ui.kit.text import plain as escaped
from ui.kit.widgets import round_numbers, write
from ui.scene import answers
from ui.scene.address import SCENE
from ui.scene.predicted import line_at, ring_at
from ui.scene.question import has_right_answer, question_of, said_in_words, verdict_on
from ui.scene.run_race import Raced
from ui.scene.scene import Scene

STOPS = 40
"""Up to so many numbers an estimate is one of all of them."""


def asked(scene: Scene, raced: list[Raced]) -> dict[str, Any]:
    """What the header of the stage has of it: nothing where nothing is asked."""
    ask = question_of(scene)
    if ask is None:
        return {}
    facts: dict[str, Any] = {"question": _(ask.question), **_ways(ask)}
    if scene.handout.ask_says:
        facts["own"] = True
    if scene.held:
        lesson = {"held": True, "guess": isinstance(ask, Point)}
        return {"ask": facts, "lesson": lesson, "fixed": not isinstance(ask, Point), "takes": False}
    said = answers.kept(ask, scene.handout.said)
    facts["said"] = _(said_in_words(ask, said)) if said and said != answers.SHOWN else ""
    verdict = verdict_on(scene, raced)
    if verdict:
        right = verdict.right if has_right_answer(scene) else None
        facts["verdict"] = {"right": right, "words": _(verdict.feedback)}
    return {"ask": facts}


def _ways(ask: object) -> dict[str, Any]:
    """The ways to answer: choices, or numbers to choose from; a place has none."""
    if isinstance(ask, Choose):
        return {"choices": [(answers.letter(k), _(c.says)) for k, c in enumerate(ask.choices)]}
    if isinstance(ask, Estimate):
        numbers = (
            round_numbers(ask.lo, ask.hi)
            if ask.hi > STOPS
            else [float(n) for n in range(1, int(ask.hi) + 1)]
        )
        return {"stops": [write(n) for n in numbers], "unit": _(ask.unit)}
    return {}


def moment(scene: Scene) -> dict[str, Any]:
    """What the stage does once: it waits at the start, or plays what was predicted."""
    told: dict[str, Any] = {"step": 0, "future": "hide"}
    if not scene.held:
        told["play"] = "1"
    view = {"view": "lecture"} if scene.moment.view == "lecture" else {}
    return told | view | {"seen": [scene.handout.ask, scene.handout.said]}


def predicted(scene: Scene, drawn: dict[str, Any]) -> dict[str, Any]:
    """Map and chart, with the prediction drawn in them."""
    ask = question_of(scene)
    if isinstance(ask, Point) and scene.held:
        return drawn | {"map": drawn["map"] | {"from": list(scene.start)}}
    said = answers.kept(ask, scene.handout.said)
    if isinstance(ask, Point) and (at := answers.place_of(said)):
        return drawn | {"map": drawn["map"] | {"guess": ring_at(at)}}
    value = answers.number_in(ask, said)
    if isinstance(ask, Estimate) and value is not None and scene.by == "steps":
        return drawn | {"chart": line_at(drawn["chart"], "x", value)}
    return drawn


def plain(scene: Scene) -> None:
    """The question above plain pictures, where nobody can answer: it waits until one goes on."""
    ask = question_of(scene)
    if ask is not None:
        st.markdown(f"**{escaped(_(ask.question))}**")
        st.button(_("Just show me"), key="ask.shown", on_click=_shown)


def _shown() -> None:
    scene = SCENE.current()
    SCENE.adopt(replace(scene, handout=scene.handout.saying(answers.SHOWN)))


def answered(stage: str) -> None:
    """Somebody answered, or asked to be shown."""
    scene, text = SCENE.current(), player.told(stage, "said")
    ask = question_of(scene)
    said = answers.kept(ask, text) if scene.held and isinstance(text, str) else ""
    if said:
        SCENE.adopt(replace(scene, handout=scene.handout.saying(said)))
        st.rerun()  # all of the page: what comes after the question was not there
