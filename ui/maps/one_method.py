"""A scene with one optimizer: what both maps are about, and what their links have in common.

The link of a map is the link of its scene and a few parameters more. So a cell of a map is a scene
like any other, which the playground opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import optim
from core.knob import Knob
from core.linked import Facts, Part
from core.query import Query
from core.sentences import sentence
from ui.scene.racer import Racer
from ui.scene.scene import Scene

STEPS = Knob(500, 10, 2000, "Steps at most", integer=True, name="steps")
SLOW, FEWEST_STEPS = 25_000, 50
"""Steps times effort that a run may take on a surface evaluated point by point; steps it always
may."""
CELLS = ("64", "128", "256", "512")
"""How many cells a side may have; a map appears with the first and is refined to the one asked."""
GTOL = Knob(
    1e-4,
    1e-12,
    1,
    "Done when the gradient is below",
    "A run that gets there ends.",
    log=True,
    name="gtol",
)
_SURFACE = {"surface", "formula", "window", "file"}
_SCENE = {"race", "start", "steps", "schedule", "noise", "seed", "seeds", "batch"} | _SURFACE
"""Parameters that are about the scene; those of an optimizer are too."""
Asked = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class OneMethod(Part):
    """The scene of a map: that of the link, with one optimizer.

    `surface` and `race` are what a page opens with, which its links need not say. Without `seeds`,
    each cell is one run.
    """

    surface: str
    race: str
    seeds: bool = True
    decides = True

    def scene(self) -> Scene:
        """The scene of the bare address."""
        return self.reduced(Scene.from_query(self._said())[0])

    def read(self, asked: Query, at: str, told: Facts, unsaid: Any) -> Facts:
        """As the link asks for it."""
        mine = {key: asked.left.pop(key) for key in [*asked.left] if _is_scenes(key)}
        scene, notes = Scene.from_query({**self._said(), **mine, "v": asked.written})
        asked.quote(notes)
        if mine.get("surface") == "upload" and scene.surface != "upload":
            asked.left.clear()  # it is about a surface that is not here
            return {self.name: self.scene()}
        self._note(asked, scene)
        return {self.name: self.reduced(scene)}

    def _note(self, asked: Query, scene: Scene) -> None:
        if len(scene.race) > 1:
            used = scene.race[0].slug
            asked.note(sentence("A map is of one optimizer; {used} is used.", used=used))
        elif not scene.race:
            asked.note(sentence("A map needs an optimizer; {used} is used.", used=self.race))
        if (steps := steps_of(scene)) != scene.steps:
            asked.note(
                sentence(
                    "steps = {asked} is not {low:g} to {high} here; {used} is used.",
                    asked=scene.steps,
                    low=STEPS.lo,
                    high=most_steps(scene),
                    used=steps,
                )
            )
        if batch := scene.seen_batch:
            asked.note(
                sentence("Each step of a map sees all samples; batch = {n} is ignored.", n=batch)
            )

    def write(self, made: Any, at: str, unsaid: Any) -> dict[str, str]:
        """What the link says of it."""
        scene: Scene = getattr(made, self.name)
        full = {"surface": scene.surface, "race": scene.race[0].slug, "steps": str(scene.steps)}
        said, usual = full | scene.to_query(), self._said()
        if said.get("v") == Scene.versions[0]:
            said.pop("v")  # the map's link says so itself
        return {key: value for key, value in said.items() if usual.get(key) != value}

    def check(self, made: Any) -> Facts:
        """As it is kept."""
        return {self.name: self.reduced(getattr(made, self.name))}

    def reduced(self, scene: Scene) -> Scene:
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
            seeds=scene.seeds if self.seeds else 1,
        )

    def _said(self) -> dict[str, str]:
        return {"surface": self.surface, "race": self.race, "steps": f"{STEPS.default:g}"}


def most_steps(scene: Scene) -> int:
    """How many steps the runs of a map may take: fewer where each is evaluated by itself."""
    landscape = scene.landscape()
    return max(FEWEST_STEPS, int(SLOW / landscape.effort)) if landscape.by_point else int(STEPS.hi)


def steps_of(scene: Scene) -> int:
    """The steps asked for, within what a map may take."""
    return min(int(STEPS.clamp(scene.steps)), most_steps(scene))


def _is_scenes(key: str) -> bool:
    """Whether a parameter is about the scene."""
    first = key.partition(".")[0]
    return key in _SCENE or first in {"surface", "file", "schedule", *optim.CLASSES}


def swept_knobs(racer: Racer) -> dict[str, Knob]:
    """The knobs of a method that an axis can go along."""
    return {name: knob for name, knob in racer.build().knobs.items() if not knob.words}
