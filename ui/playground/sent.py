"""What the player is sent of a race: how it is drawn, what can be turned, and the runs."""

from typing import Any

import landscapes
from core.sentences import _
from ui.kit.takings import HERE, RACE
from ui.playground import asking, view_options
from ui.scene import advice, frames, pictures, samples
from ui.scene.handout import FREE
from ui.scene.predicted import at_rest, seen_by_now
from ui.scene.run_race import Raced, as_found
from ui.scene.scene import Scene
from ui.scene.scene_title import scene_title
from ui.scene.welcome import WELCOME

Sent = tuple[dict[str, Any], dict[str, bytes]]
"""A header, and parts."""


def sent(scene: Scene, raced: list[Raced], inspect: bytes | None) -> Sent:
    """What the player is sent of a race: a header, and parts. `inspect`: numbers of one racer."""
    runs, chart = pictures.runs(scene, raced), pictures.chart_of(scene, raced)
    drawn = frames.frames(scene, seen_by_now(runs, scene.held), chart)
    if scene.held:
        runs = [at_rest(run) for run in runs]
    header = {
        **asking.predicted(scene, drawn),
        "ground": pictures.ground_id(scene),
        "focus": scene.focused(),
        "link": as_found(scene, raced).to_query(),
        "moment": _moment(scene),
        "welcome": scene == WELCOME,
        "takes": RACE if scene.grid is None else HERE,
        "title": _(scene_title(scene)),
        "file": f"thalweg-{scene.surface.replace('_', '-')}",
        "sliders": _sliders(scene),
        "options": view_options.options(scene),
        "advice": {} if scene.held else _advice(scene, raced),
        **({} if scene.handout.state("start") == FREE else {"fixed": True}),
        **asking.asked(scene, raced),
    }
    parts = {"play": frames.moves(scene, runs, chart)} | ({"inspect": inspect} if inspect else {})
    return header, parts | samples.parts(scene)


def _advice(scene: Scene, raced: list[Raced]) -> dict[str, tuple[str, ...]]:
    found = advice.of_race(scene, raced)
    return {label: tuple(map(_, sentences)) for label, sentences in found.items()}


def _moment(scene: Scene) -> dict[str, Any]:
    """What the stage shows first: a moment that a link names, or a question and its answer."""
    if scene.handout.asks(len(scene.race)):
        return asking.moment(scene)
    return {**scene.moment.told(), **({"hidden": scene.hidden} if scene.hidden else {})}


def _sliders(scene: Scene) -> dict[str, float | tuple[str, float]]:
    """The numbers one can turn, by key of the widget; with that in the link, if it is another."""
    if scene.held:
        return {}
    found: dict[str, float | tuple[str, float]] = {
        name: float(getattr(scene, name)) for name in ("steps", "noise", "seeds", "batch", "count")
    }
    built = scene.landscape()
    if scene.surface in landscapes.CLASSES:
        found |= {
            f"surface.{scene.surface}.{name}": (f"surface.{name}", float(getattr(built, name)))
            for name, knob in built.knobs.items()
            if not knob.words
        }
    for label, racer in zip(scene.labels(), scene.race, strict=True):
        racing = racer.build()
        found |= {f"{label}.{name}": float(getattr(racing, name)) for name in racing.knobs}
    return found
