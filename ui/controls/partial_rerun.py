"""A control was moved: only what shows the change is drawn again, not every other control.

A run of the whole page sends all its widgets, and the browser looks at each of them, which takes
it longer than the race itself. So the callback of a control changes the scene and asks for the
parts that show it. Where more than these would change, it does nothing, and the whole page runs.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from ui.kit import address, plain_pictures
from ui.scene import advice, welcome
from ui.scene.address import SCENE, left_moment
from ui.scene.handout import OMITTED
from ui.scene.pictures import ground_id, nearest_to
from ui.scene.run_race import Raced, race_of, run_race
from ui.scene.scene import Scene

START, CHANCE, GRADIENT, STARTS_FROM = SECTIONS = "start", "chance", "gradient", "starts"
PARTS = "ground", "plots", "results", "closer", "methods"
GROUND, PLOTS, RESULTS, CLOSER, METHODS = PARTS
NOTE = "note."
"""What is said of a racer among its settings: a part for each, by its label."""
SAID = "said"
"""In the session: what such a note says, by the racer's label."""
LATEST = "raced"
"""In the session: the race shown last, which the parts share."""
COMPLETE = "complete"
"""In the session: what the page says beside its parts, once a run of all of it came to its end."""
DUE = "due"
"""In the session: the parts asked for last, and whether each was drawn.

Streamlit drops what is left of a run as soon as a control outside of its parts is moved.
"""
Change = Callable[[Scene, Any], Scene | None]
"""The scene with a control's new value; None where the whole page is to run for it."""


def page_begins() -> None:
    """A run of the whole page begins.

    Something moved meanwhile cuts it short, and then it is not enough to draw a few parts.
    """
    st.session_state[COMPLETE] = None
    st.session_state[DUE] = {}
    st.session_state[SAID] = {}


def page_ends() -> None:
    """The whole page is there."""
    st.session_state[COMPLETE] = _beside(SCENE.current())


def part(key: str) -> Callable[[Callable[[Scene, list[Raced]], None]], Any]:
    """A function of scene and race as a part of the page that can run alone."""

    def decorate(show: Callable[[Scene, list[Raced]], None]) -> Any:
        def shown(scene: Scene, raced: list[Raced]) -> None:
            show(*_latest(scene, raced))
            _drawn(key)

        shown.__qualname__ = shown.__name__ = f"part_{key}"
        return st.fragment(key=key)(shown)

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


def section(key: str) -> Callable[[Callable[[Scene], Scene]], Callable[[Scene], Scene]]:
    """Controls that can be sent again alone: each of their widgets has to be one that `follows`."""

    def decorate(controls: Callable[[Scene], Scene]) -> Callable[[Scene], Scene]:
        def shown(scene: Scene) -> Scene:
            alone = st.session_state.get(COMPLETE) is not None
            made = controls(SCENE.current() if alone else scene)
            _drawn(key)
            return made

        shown.__qualname__ = shown.__name__ = f"section_{key}"
        fragment: Callable[[Scene], Scene] = st.fragment(key=key)(shown)
        return fragment

    return decorate


def _drawn(key: str) -> None:
    """A part came to its end; once all that were asked for did, none is due any more."""
    due: dict[str, bool] = st.session_state.get(DUE, {})
    if key in due:
        due[key] = True
    if all(due.values()):
        due.clear()


def follows(key: str, change: Change, *more: str) -> dict[str, Any]:
    """What a widget is given, so that a move of it runs as little as can be, and the parts `more`.

    `key`: as the address has it, without the prefix of its widgets.
    """
    return {"on_change": _moved, "args": (address.PREFIX + key, change, more)}


def sets(name: str, kind: Callable[[Any], Any] = float, *more: str) -> dict[str, Any]:
    """The same for a widget that holds a field of the scene under its own name."""
    return follows(name, lambda scene, value: replace(scene, **{name: kind(value)}), *more)


def _moved(key: str, change: Change, more: tuple[str, ...]) -> None:
    """The callback of a widget that was moved."""
    value = st.session_state.get(key)
    # Whatever else was moved at the same time is known to a run of the whole page only.
    changed = None if value is None or SCENE.moved_beside(key) else change(SCENE.current(), value)
    if changed is not None:
        show(changed, *more)
    st.rerun()


def show(changed: Scene, *more: str) -> None:
    """Draw what shows this scene instead of the one before, and `more`; called from a callback.

    It comes back where the whole page has to run.
    """
    drawn = st.session_state.get(COMPLETE) == _beside(changed)
    if not drawn or changed.fair == "on" or st.session_state.get("notes"):
        return  # what a fair race finds stands among the controls
    parts = {*parts_between(SCENE.current(), changed), *_notes(changed), *more}
    SCENE.settle(left_moment(changed))
    _run(parts, changed)


def draw(*parts: str) -> None:
    """Draw these parts of the same scene; it comes back where the whole page has to run."""
    if st.session_state.get(COMPLETE) is not None:
        _run({*parts}, SCENE.current())


def _run(parts: set[str], scene: Scene) -> None:
    left = st.session_state.get(DUE, {})  # of a run that was cut short
    parts = {*parts, *left} - _omitted(scene)
    st.session_state[DUE] = dict.fromkeys(parts, False)
    st.rerun([part for part in _in_order(scene) if part in parts])


def _omitted(scene: Scene) -> set[str]:
    """The parts that a link left out of the page."""
    of = {RESULTS: "results", CLOSER: "closer", METHODS: "closer"}
    return {part for part, name in of.items() if scene.handout.state(name) == OMITTED}


def note_of(label: str) -> str:
    """The part that says what is to be said of a racer."""
    return NOTE + label


def said_of(label: str, sentences: Sequence[str]) -> None:
    """Its note was drawn, and says this."""
    st.session_state[SAID][label] = tuple(sentences)


def _in_order(scene: Scene) -> tuple[str, ...]:
    """All parts, as they follow one another on the page."""
    return (*map(note_of, scene.labels()), *SECTIONS, *PARTS)


def _beside(scene: Scene) -> tuple[Any, ...]:
    """What is said of a scene, or asked, outside of the parts that can run alone."""
    landscape = scene.landscape()
    surface = welcome.words_above(scene), scene.surface, landscape.samples, bool(scene.seen_batch)
    scatter = landscape.scatter if plain_pictures.are_wanted() else None  # decides their menus
    held_out = landscape.held_out_scatter is not None
    return *surface, scatter and scatter.loss, held_out, scene.labels(), scene.fair, scene.handout


def parts_between(before: Scene, changed: Scene) -> list[str]:
    """The parts that show the difference."""
    same = race_of(before) == race_of(changed) and nearest_to(before) == nearest_to(changed)
    found = [PLOTS] if same else [PLOTS, RESULTS]
    if _chance(before) != _chance(changed):
        found.append(CHANCE)
    if ground_id(before) != ground_id(changed):
        found.append(GROUND)
    if _closer(before) != _closer(changed):
        found.append(CLOSER)
    return found


def _notes(changed: Scene) -> list[str]:
    """The notes of the racers of whom there is something else to be said than what was said."""
    said = st.session_state.get(SAID, {})
    labels = changed.labels()
    return [note_of(one) for one in labels if said.get(one) != advice.of_racer(changed, one)]


def _closer(scene: Scene) -> tuple[Any, ...]:
    """What the closer look shows of a scene."""
    shown: dict[str, Callable[[], tuple[Any, ...]]] = {
        "formulas": lambda: (),
        "ground": lambda: (scene.start, scene.critical),
        "along": lambda: (race_of(scene), nearest_to(scene), scene.focused()),
        "check": lambda: (scene.start, scene.gradient, scene.h),
        "chord": lambda: (scene.start,),
    }
    return scene.panel, scene.landscape(), *shown[scene.panel]()


def of_start(scene: Scene) -> tuple[str, ...]:
    """The parts that show the start, beside the plots."""
    return (START, RESULTS) if scene.panel == "formulas" else (START, RESULTS, CLOSER)


def _chance(scene: Scene) -> tuple[Any, ...]:
    """What decides how the controls of noise and mini-batches look."""
    return scene.is_random(), scene.batch, scene.steps if scene.batch else 0, scene.schedule
