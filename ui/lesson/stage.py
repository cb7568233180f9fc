"""The stage beside a lesson: the race of a step, at rest until it is answered; then it plays.

What was predicted stays drawn in it: a line in the chart, a ring on the map.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from core.sentences import _
from lessons import Choose, Estimate, Point
from ui.browser import player
from ui.kit import plain_pictures
from ui.kit.takings import RACE
from ui.lesson import controls
from ui.lesson.turned import started_at
from ui.lesson.visit import Visit
from ui.lesson.visit_address import LESSON
from ui.scene import answers, frames, pictures, samples
from ui.scene.predicted import at_rest, line_at, ring_at, seen_by_now
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import FARTHEST, Scene

STAGE = "lesson.stage"


def show(visit: Visit, scene: Scene, raced: list[Raced]) -> None:
    """The race of the step that is seen."""
    if plain_pictures.are_wanted():
        seen = seen_by_now(pictures.runs(scene, raced), visit.held)
        drawn = pictures.figures_of(scene, raced, seen, guessed(visit))
        plain_pictures.show(drawn, "lesson")
        return
    facts = samples.facts(scene)
    player.lay("lesson.ground", pictures.ground_id(scene), frames.ground(scene), facts)
    header, parts = sent(visit, scene, raced)
    player.put(STAGE, header, parts, _focus_picked, _failed, {"start": _picked})


def race_of(visit: Visit) -> tuple[Scene, list[Raced]] | None:
    """The race that the stage has; before an answer nothing of it but where it starts."""
    scene = visit.begun
    return (scene, run_race(scene)) if scene else None


def sent(visit: Visit, scene: Scene, raced: list[Raced]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the player is sent: a header, and parts."""
    runs, chart = pictures.runs(scene, raced), pictures.chart_of(scene, raced)
    drawn = frames.frames(scene, seen_by_now(runs, visit.held), chart)
    if visit.held:
        runs = [at_rest(run) for run in runs]
    guess = guessed(visit)
    asks_place = visit.held and isinstance(visit.asks, Point)
    if guess and not visit.held:
        drawn["map"]["guess"] = ring_at(guess)
    if asks_place:
        drawn["map"]["from"] = list(scene.start)
    header = {
        **drawn,
        "chart": with_prediction(drawn["chart"], visit),
        "ground": pictures.ground_id(scene),
        "focus": scene.focused(),
        "link": scene.to_query(),
        "sliders": controls.sliders(visit),
        "moment": moment(visit),
        "fixed": not (asks_place or "start" in visit.controls),
        "lesson": {"held": visit.held, "guess": asks_place, "placed": bool(guess)},
        # Before the answer nothing is given away.
        "takes": RACE if not visit.held and raced else False,
        "title": _(visit.seen.title) if visit.seen else "",
        "file": f"thalweg-{visit.of.slug.replace('_', '-')}-{visit.step}",
    }
    if asks_place:
        scene = replace(scene, start=guess or scene.start)
    return header, {"play": frames.moves(scene, runs, chart)} | samples.parts(scene)


def moment(visit: Visit) -> dict[str, Any]:
    """What the stage does once for each new thing to be seen: wait at the start, or play.

    Nothing is seen that is still to come: the race is the answer.
    """
    told: dict[str, Any] = {"step": 0, "future": "hide"}
    if not visit.held:
        told["play"] = "1"
    return told | {"seen": [visit.lesson, visit.step, visit.shows, visit.answer]}


def with_prediction(chart: dict[str, Any], visit: Visit) -> dict[str, Any]:
    """The chart with a line where the answer said the run would be."""
    ask, value = visit.asks, answers.number_in(visit.asks, visit.answer)
    if visit.held or visit.shows == "other":  # that is about another race
        return chart
    if value is None or not isinstance(ask, Choose | Estimate) or not ask.drawn:
        return chart
    at = value * ask.scale
    return line_at(chart, "x" if ask.drawn == "steps" else "y", at)


def guessed(visit: Visit) -> tuple[float, float] | None:
    """The place that was pointed to: answered, or not yet."""
    if not isinstance(visit.asks, Point):
        return None
    told = answers.place_of(visit.answer)
    held: tuple[float, float] | None = st.session_state.get(guess_key(visit))
    return told or held


def point_to(visit: Visit, at: tuple[float, float]) -> None:
    """Keep a place that was pointed to."""
    st.session_state[guess_key(visit)] = at


def guess_key(visit: Visit) -> str:
    """In the session: the place pointed to before it is the answer."""
    return f"lesson.guess.{visit.of.slug}.{visit.step}"


# -- what is picked there -----------------------------------------------------------------------


def _picked() -> None:
    """Somebody picked a place: a guess, or another start."""
    visit, told = LESSON.current(), player.told(STAGE, "start")
    try:
        x, y = (float(v) for v in told["at"])
    except (TypeError, ValueError, KeyError):
        return
    if not (abs(x) <= FARTHEST and abs(y) <= FARTHEST):
        return
    if visit.held and isinstance(visit.asks, Point):
        point_to(visit, (x, y))
    elif "start" in visit.controls:
        kept = tuple(each for each in visit.turned if each[0] != "start")
        LESSON.adopt(replace(visit, turned=kept + started_at((x, y))))


def _focus_picked() -> None:
    """A name in the legend explains nothing here."""


def _failed() -> None:
    if player.told(STAGE, "failed"):
        plain_pictures.want(True)
