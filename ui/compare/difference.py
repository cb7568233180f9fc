"""What two scenes differ in, in words: from what their links declare."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import landscapes
import optim
from core.knob import Knob, knobs_of
from core.query import edges_of
from core.sentences import N_, Sentence, counted, joined, sentence
from core.written import NOTHING, number, place
from ui.scene.racer import BATCH, NOISE, Racer
from ui.scene.run_race import title
from ui.scene.scene import NUMBERS, Scene
from ui.scene.scene_title import ground_title, listed

Fact = tuple[str, str]
"""What it is about, and how it is."""
OFF_ON = {"off": N_("Off"), "on": N_("On")}
STARTS = {"one": N_("One"), "ring": N_("Ring"), "grid": N_("Grid")}


@dataclass(frozen=True)
class Difference:
    """One thing in which two scenes differ."""

    what: str
    a: str
    b: str


def differences(a: Scene, b: Scene) -> list[Difference]:
    """All of them, the surface first: of what means something in both."""
    one, other = dict(_facts(a)), dict(_facts(b))
    both = ((one[key][0], one[key][1], other[key][1]) for key in one if key in other)
    return [Difference(what, left, right) for what, left, right in both if left != right]


def in_words(found: Sequence[Difference]) -> Sentence:
    """A sentence on what differs."""
    if not found:
        return N_("A and B are the same race.")
    if len(found) == 1:
        one = found[0]
        return sentence(
            "One thing differs: {what}. A: {a}, B: {b}.",
            what=N_(one.what),
            a=N_(one.a),
            b=N_(one.b),
        )
    whats = [N_(one.what) for one in found]
    return counted(
        "{n} thing differs: {whats}.",
        "{n} things differ: {whats}.",
        len(found),
        whats=listed(whats),
    )


# -- what is told of a scene --------------------------------------------------------------------


def _facts(scene: Scene) -> Iterator[tuple[tuple[str, ...], Fact]]:
    """By a key that says what it is about, every fact that decides the race."""
    yield ("ground",), (N_("Surface"), ground_title(scene))
    yield from _of_surface(scene)
    names = listed(map(title, scene.labels())) if scene.race else NOTHING
    yield ("race",), (N_("Optimizers"), names)
    for label, racer in zip(scene.labels(), scene.race, strict=True):
        yield from _of_racer(scene, label, racer)
    yield ("start",), (N_("Start"), place(*scene.start))
    for name, value in _numbers(scene):
        yield (name,), (NUMBERS[name].label, number(value, 6))
    yield from _of_conditions(scene)


def _of_surface(scene: Scene) -> Iterator[tuple[tuple[str, ...], Fact]]:
    built = scene.landscape()
    if scene.surface == "formula":
        yield ("window",), (N_("Window"), edges_of(scene.window).replace("~", ", "))
    if scene.surface in landscapes.CLASSES:
        for name, knob in knobs_of(landscapes.CLASSES[scene.surface]).items():
            yield (
                ("surface", scene.surface, name),
                (N_(knob.label), _value(knob, getattr(built, name))),
            )


def _of_racer(scene: Scene, label: str, racer: Racer) -> Iterator[tuple[tuple[str, ...], Fact]]:
    def named(what: str) -> Sentence:
        return sentence("{name}: {what}", name=title(label), what=N_(what))

    built = racer.build()
    for name, knob in built.knobs.items():
        yield ("racer", label, name), (named(knob.label), _value(knob, getattr(built, name)))
    own = racer.schedule and _class_words(optim.schedules, racer.schedule, racer.schedule_knobs)
    yield ("racer", label, "schedule"), (named(N_("Schedule")), own or N_("As the race"))
    for knob, value in ((NOISE, racer.noise), (BATCH, racer.batch)):
        told = N_("As the race") if value is None else number(value, 6)
        yield ("racer", label, knob.name), (named(knob.label), told)


def _numbers(scene: Scene) -> Iterator[tuple[str, float]]:
    """The plain numbers that mean something to this scene."""
    means = {
        "h": scene.gradient != "exact",
        "count": scene.starts != "one",
        "spread": scene.starts == "ring",
        "seed": scene.is_random(),
        "seeds": scene.is_random(),
    }
    for name in ("steps", "noise", "seed", "seeds", "batch", "h", "count", "spread"):
        if means.get(name, True):
            yield name, float(getattr(scene, name))


def _of_conditions(scene: Scene) -> Iterator[tuple[tuple[str, ...], Fact]]:
    words = _class_words(optim.schedules, scene.schedule, scene.schedule_knobs)
    yield ("schedule",), (N_("Learning-rate schedule"), words)
    classes = optim.differences.CLASSES
    exact = N_("Exact formula")
    gradient = N_(classes[scene.gradient].title) if scene.gradient in classes else exact
    yield ("gradient",), (N_("Gradient"), gradient)
    yield ("starts",), (N_("Starts"), STARTS[scene.starts])
    yield ("fair",), (N_("Fair race"), OFF_ON[scene.fair])


def _value(knob: Knob, value: float) -> str:
    return N_(knob.words[int(value)]) if knob.words else number(float(value), 6)


def _class_words(module: Any, slug: str, knobs: Any) -> Sentence:
    """A schedule with its settings: “Step (rate 0.5)”."""
    cls = module.CLASSES[slug]
    told = dict(knobs)
    if not knobs_of(cls):
        return N_(cls.title)
    settings = (
        joined((N_(knob.label), _value(knob, told.get(name, knob.default))), " ")
        for name, knob in knobs_of(cls).items()
    )
    return sentence("{title} ({settings})", title=N_(cls.title), settings=joined(settings, ", "))
