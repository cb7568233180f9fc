"""A racer's slider was moved, or a picture's option picked: only what shows it is drawn again.

A run of the whole page sends all its widgets, and the browser looks at each of them, which takes
it longer than the race itself. Nothing but the race depends on a racer's own number, so its
callback changes the scene and asks for the parts that show the race alone. An option of a picture
does not even change the race.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from ui.scene import advice, lecture_scenes
from ui.scene.address import SCENE
from ui.scene.racer import Racer
from ui.scene.run_race import Raced, run_race
from ui.scene.scene import Scene
from ui.scene.welcome import WELCOME

GROUND, PLOTS, RESULTS, CLOSER = "ground", "plots", "results", "closer"
OF_RACE = ("along",)
"""The closer looks at the race; the others are about the surface."""
OF_PICTURES = (
    *("curve", "by", "cost_grad", "cost_hess", "loss", "height", "critical", "data", "ground"),
    *("moment", "hidden"),
)
"""What of a scene only says how its race is looked at."""
KEYED = "key" in inspect.signature(st.fragment).parameters
"""An older Streamlit cannot ask for parts by name; there the whole page runs."""
LATEST = "raced"
"""In the session: the race shown last, which the parts share."""
COMPLETE = "complete"
"""In the session: the last run of the whole page came to its end, so its parts are all there."""


def page_begins() -> None:
    """A run of the whole page begins.

    Something moved meanwhile cuts it short, and then it is not enough to draw a few parts.
    """
    st.session_state[COMPLETE] = False


def page_ends() -> None:
    """The whole page is there."""
    st.session_state[COMPLETE] = True


def part(key: str) -> Callable[[Callable[[Scene, list[Raced]], None]], Any]:
    """A function of scene and race as a part of the page that can run alone."""

    def decorate(show: Callable[[Scene, list[Raced]], None]) -> Any:
        def shown(scene: Scene, raced: list[Raced]) -> None:
            show(*_latest(scene, raced))

        shown.__qualname__ = shown.__name__ = f"part_{key}"
        named: dict[str, Any] = {"key": key} if KEYED else {}
        return st.fragment(**named)(shown)

    return decorate


def _latest(scene: Scene, raced: list[Raced]) -> tuple[Scene, list[Raced]]:
    """The scene as it is by now, and its race."""
    now = SCENE.current()
    if now == scene:
        st.session_state.pop(LATEST, None)
        return scene, raced
    known: tuple[Scene, list[Raced]] = st.session_state.get(LATEST) or (scene, raced)
    if known[0] != now:
        same = race_of(known[0]) == race_of(now)
        known = st.session_state[LATEST] = (now, known[1] if same else run_race(now))
    return known


def race_of(scene: Scene) -> tuple[Any, ...]:
    """What decides its race: two scenes with the same have the same runs."""
    return tuple(v for name, v in vars(scene).items() if name not in OF_PICTURES)


def draw(now: Scene, parts: list[str]) -> None:
    """From a callback: make this the scene and draw these parts alone.

    Returns without having done anything where that is not enough.
    """
    scene = SCENE.current()
    if not (KEYED and st.session_state.get(COMPLETE)) or words_change(scene):
        return
    SCENE.settle(now)
    st.rerun(parts)


def words_change(scene: Scene) -> bool:
    """Whether words above the plots are about this very scene, and go when it changes."""
    about = scene == WELCOME or bool(lecture_scenes.lesson_of(scene))
    return about or bool(st.session_state.get("notes"))


def knob_moved(label: str, name: str, key: str) -> None:
    """A knob of a racer was moved: the callback of its slider."""
    scene = SCENE.current()
    value = st.session_state.get(key)
    ready = KEYED and st.session_state.get(COMPLETE)
    if not ready or value is None or scene.fair == "on" or label not in scene.labels():
        return  # what a fair race finds stands among the controls
    if words_change(scene) or SCENE.moved_beside(key):
        return  # words above the plots change too, or something else was moved at the same time
    racers = tuple(
        replace(racer, knobs=_with(racer, name, float(value))) if each == label else racer
        for each, racer in zip(scene.labels(), scene.race, strict=True)
    )
    now = replace(scene, race=racers)
    if advice.of_racer(now, label) != advice.of_racer(scene, label):
        return  # it stands among the controls
    SCENE.settle(now)
    st.rerun([PLOTS, RESULTS] + [CLOSER] * (scene.panel in OF_RACE))


def _with(racer: Racer, name: str, value: float) -> tuple[tuple[str, float], ...]:
    return tuple((dict(racer.knobs) | {name: value}).items())
