"""What can be turned in a step, and how it is: the same keys as in a link to the playground."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from core.knob import Knob, knobs_of
from core.linked import Facts, Linked, Part
from core.query import Query, joined, text_of
from lessons import Step
from ui.lesson.scene_link import is_race, page_and_query
from ui.scene.scene import FARTHEST, NUMBERS, Scene

Turned = tuple[tuple[str, str], ...]
"""By key, as it stands in the link; only what differs from the scene of the step."""
START = "start"


def scene_with(step: Step, turned: Turned, told: str = "") -> Scene:
    """The race of a step, as it is turned; `told` is what its link says besides by now."""
    query = page_and_query(step.scene)[1] if is_race(step.scene) else {}
    return Scene.from_query(query | dict(parse_qsl(told)) | dict(turned))[0]


def knob_at(scene: Scene, key: str) -> tuple[Knob, float]:
    """What is turned by a key of the link, and how it stands."""
    of, _, name = key.rpartition(".")
    if not of:
        return NUMBERS[key], float(getattr(scene, key))
    built: Any = scene.landscape()
    if of != "surface":
        built = scene.race[scene.labels().index(of)].build()
    return knobs_of(type(built))[name], float(getattr(built, name))


def turned_to(step: Step, values: dict[str, float]) -> Turned:
    """The values that differ from the scene of the step."""
    scene = scene_with(step, ())
    return tuple(
        (key, text_of(value)) for key, value in values.items() if value != knob_at(scene, key)[1]
    )


def started_at(start: tuple[float, float]) -> Turned:
    """The start, moved."""
    return ((START, joined(*start)),)


@dataclass(frozen=True)
class Turns(Part):
    """The field `turned` of a visit to a lesson: `surface.kappa=1&start=0~1`."""

    step_of: Callable[[Facts], Step | None]
    """The step that a link has told of."""

    def read(self, asked: Query, at: str, told: Facts, unsaid: Linked) -> Facts:
        """As the link asks for it, of what the step lets one turn."""
        step = self.step_of(told)
        if step is None:
            return {self.name: ()}
        scene, found = scene_with(step, ()), dict[str, float]()
        start: Turned = ()
        for key in step.controls:
            if key != START:
                limits, value = knob_at(scene, key)
                found[key] = asked.number(key, limits, value)
            elif points := asked.points(key, 1, FARTHEST):
                start = started_at(points[0])
        return {self.name: turned_to(step, found) + start}

    def write(self, made: Any, at: str, unsaid: Linked) -> dict[str, str]:
        """What the link says of it."""
        return dict(made.turned)
