"""A scene with one optimizer: what both maps are about, and what their links have in common.

The link of a map is the link of its scene and a few parameters more. So a cell of a map is a scene
like any other, which the playground opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import optim
from core.knob import Knob
from ui.kit.query import Query, show
from ui.scene.racer import Racer
from ui.scene.scene import Scene

VERSION = "1"
STEPS = Knob(500, 10, 2000, "Steps at most", integer=True, name="steps")
SLOW, SHORT = 25_000, 50
"""Steps times effort that a run may take on a surface evaluated point by point; steps it always
may."""
CELLS = ("64", "128", "256", "512")
"""How many cells a side may have; a map appears with the first and is refined to the one asked."""
GTOL = Knob(
    1e-4, 1e-12, 1, "Done when the gradient is below", "A run that gets there ends.", log=True,
    name="gtol",
)  # fmt: skip
_SHARED = frozenset(
    [
        "v",
        "surface",
        "formula",
        "window",
        "file",
        "race",
        "start",
        "steps",
        "schedule",
        "noise",
        "seed",
        "seeds",
        "batch",
    ]
)
Asked = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Usual:
    """What a page opens with, which its links need not say."""

    surface: str
    race: str

    def scene(self) -> Scene:
        """The scene of the bare address."""
        return self.read({})[0]

    def read(self, query: Asked) -> tuple[Scene, Query, tuple[str, ...]]:
        """The scene, what else the link says, and a sentence for each thing changed."""
        mine = {k: v for k, v in query.items() if _is_scenes(k)}
        scene, notes = Scene.from_query({**self._said(), **mine})
        rest = Query({k: v for k, v in query.items() if k not in mine})
        if mine.get("surface") == "upload" and scene.surface != "upload":
            rest.left.clear()  # it is about a surface that is not here
            return self.scene(), rest, notes
        if len(scene.race) > 1:
            rest.note(f"A map is of one optimizer; {scene.race[0].slug} is used.")
        elif not scene.race:
            rest.note(f"A map needs an optimizer; {self.race} is used.")
        if (steps := steps_of(scene)) != scene.steps:
            rest.note(f"steps = {scene.steps} is not {STEPS.lo:g} to {most_steps(scene)} here; "
                      f"{steps} is used.")  # fmt: skip
        if scene.batch:
            rest.note(f"Each step of a map sees all samples; batch = {scene.batch} is ignored.")
        return self.alone(scene), rest, notes

    def write(self, scene: Scene) -> dict[str, str]:
        """The link's parameters for the scene: what is not usual here."""
        full = {"surface": scene.surface, "race": scene.race[0].slug, "steps": str(scene.steps)}
        said, usual = full | scene.to_query(), self._said()
        said.pop("v", None)
        return {key: value for key, value in said.items() if usual.get(key) != value}

    def alone(self, scene: Scene) -> Scene:
        """Only what a map depends on: the first optimizer, its schedule and its noise."""
        racer = next(iter(scene.race), Racer(self.race))
        own = bool(racer.schedule)
        return Scene(
            surface=scene.surface,
            surface_knobs=scene.surface_knobs,
            formula=scene.formula,
            window=scene.window,
            grid=scene.grid,
            race=(Racer(racer.slug, racer.knobs),),
            start=scene.start,
            steps=steps_of(scene),
            schedule=racer.schedule if own else scene.schedule,
            schedule_knobs=racer.schedule_knobs if own else scene.schedule_knobs,
            noise=scene.racer_noise(racer),
            seed=scene.seed,
            seeds=scene.seeds,
        )

    def _said(self) -> dict[str, str]:
        return {"surface": self.surface, "race": self.race, "steps": f"{STEPS.default:g}"}


def most_steps(scene: Scene) -> int:
    """How many steps the runs of a map may take: fewer where each is evaluated by itself."""
    landscape = scene.landscape()
    return max(SHORT, int(SLOW / landscape.effort)) if landscape.by_point else int(STEPS.hi)


def steps_of(scene: Scene) -> int:
    """The steps asked for, within what a map may take."""
    return min(int(STEPS.clamp(scene.steps)), most_steps(scene))


def _is_scenes(key: str) -> bool:
    """Whether a parameter is about the scene."""
    return key in _SHARED or key.partition(".")[0] in {
        "surface",
        "file",
        "schedule",
        *optim.CLASSES,
    }


def interval(asked: Query, key: str, limits: tuple[float, float]) -> tuple[float, float] | None:
    """Two numbers lo~hi within limits, the first one lower; None where the usual is meant."""
    numbers = asked.numbers(key, 2)
    if numbers is None:
        return None
    lo, hi = (min(max(v, limits[0]), limits[1]) for v in numbers)
    if (lo, hi) != numbers:
        asked.note(f"{key} goes beyond {limits[0]:g} to {limits[1]:g}; it was cut there.")
    if not lo < hi:
        asked.note(f"{key} = {show(f'{numbers[0]:g}~{numbers[1]:g}')} is empty; the usual is used.")
        return None
    return lo, hi


def swept_knobs(racer: Racer) -> dict[str, Knob]:
    """The knobs of a method that an axis can go along."""
    return {name: knob for name, knob in racer.build().knobs.items() if not knob.words}


def takes_schedule(racer: Racer) -> bool:
    """Whether it has a learning rate that a schedule can drive."""
    return "learning_rate" in racer.build().knobs


def takes_noise(racer: Racer) -> bool:
    """Whether it looks at gradients."""
    return not racer.build().gradient_free


def gtol_of(asked: Query) -> float:
    """The tolerance a link asks for."""
    return asked.number("gtol", GTOL, GTOL.default)


def text(number: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))
