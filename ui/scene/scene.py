"""Everything that decides the picture.

A `Scene` is a value: two equal scenes draw the same picture. A plain option is one line of it: its
default, its limits or words, and with them its slider and its place in the link (see `link.py`).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

import landscapes
import optim
from core.knob import Knob, knob, knobs_of
from landscapes import GridLandscape, Landscape
from optim.conditions import differences
from ui.scene.racer import NOISE, Racer, Values, differing, labels_of, scheduled, uses_gradients

__all__ = ["CHOICES", "FAR", "MAX_RACERS", "NUMBERS", "Bounds", "Point", "Racer", "Scene", "Values"]
MAX_RACERS = 8
FAR = 1e6
"""How far out a start, or a point asked about, may lie."""
STEP_H = knobs_of(differences.Forward)["h"]
Point = tuple[float, float]
Bounds = tuple[tuple[float, float], tuple[float, float]]


def _words(*words: str) -> Any:
    """A field that holds one of these words, the first unless told."""
    return field(default=words[0], metadata={"words": words})


def _like(limits: Knob) -> Any:
    """A field with the limits of a knob declared elsewhere."""
    return field(default=limits.default, metadata={"knob": limits})


@dataclass(frozen=True)
class Scene:
    """A state of the app. Making one with an impossible value is a ValueError.

    `surface` is a landscape's slug, or "formula" for the text in `formula` seen through `window`,
    or "upload" for `grid`, the surface of a file that somebody uploaded. Its link names the file
    and reads back as the same scene only in a session that holds the file (see `ui.uploads`).
    `batch` is how many of the surface's samples a step sees, 0 for all: so too where it has none,
    or no more than that. `data` is whether they are shown beside it, and `ground` whether the map
    is of all of them or of those that the step looked at sees.
    `focus` is the label of one racer, or "" for the first; a racer that left is forgotten.
    """

    surface: str = "rosenbrock"
    surface_knobs: Values = ()
    formula: str = ""
    window: Bounds = landscapes.DEFAULT_BOUNDS
    grid: GridLandscape | None = None
    race: tuple[Racer, ...] = ()
    start: Point = (0.0, 0.0)
    steps: int = knob(200, 1, 5000, "Steps", integer=True)
    schedule: str = "constant"
    schedule_knobs: Values = ()
    noise: float = _like(NOISE)
    seed: int = knob(0, 0, 999_999, "Seed", integer=True)
    seeds: int = knob(1, 1, 20, "Seeds at once", "Further seeds are thin lines.", integer=True)
    batch: int = knob(0, 0, 5000, "Batch size", "Samples of each step; 0 is all.", integer=True)
    gradient: str = _words("exact", *differences.names())
    h: float = _like(STEP_H)
    starts: str = _words("one", "ring", "grid")
    count: int = knob(12, 3, 36, "How many", integer=True)
    spread: float = knob(0.15, 0.02, 0.5, "How far", "Of a ring, as a share of the window.")
    fair: str = _words("off", "on")
    curve: str = _words("loss", "distance", "gradient")
    by: str = _words("steps", "evaluations", "cost")
    cost_grad: float = knob(2, 0, 100, "A gradient costs", "In evaluations of the loss.")
    cost_hess: float = knob(4, 0, 100, "A Hessian costs", "In evaluations of the loss.")
    loss: str = _words("log", "linear")
    height: str = _words("auto", "linear", "log")
    critical: str = _words("hide", "show")
    data: str = _words("show", "hide")
    ground: str = _words("all", "batch")
    panel: str = _words("formulas", "ground", "along", "check", "chord")
    focus: str = ""
    probe: Point | None = None
    chord: tuple[Point, Point] | None = None

    def __post_init__(self) -> None:
        surface = self.landscape()
        own = self.surface == "formula"
        window = landscapes.check_bounds(self.window) if own else landscapes.DEFAULT_BOUNDS
        fixed = own or self.surface == "upload"
        knobs = () if fixed else differing(type(surface), self.surface_knobs)
        self._set("grid", self.grid if self.surface == "upload" else None)
        self._set("formula", self.formula if own else "")
        self._set("window", window)
        self._set("surface_knobs", knobs)
        self._set("schedule_knobs", scheduled(self.schedule, self.schedule_knobs))
        if len(self.race) > MAX_RACERS:
            raise ValueError(f"at most {MAX_RACERS} optimizers can race")
        self._set("focus", self.focus if self.focus in self.labels() else "")
        self._set("start", _point(self.start, "start"))
        if self.probe is not None:
            self._set("probe", _point(self.probe, "probe"))
        if self.chord is not None:
            a, b = self.chord
            self._set("chord", (_point(a, "chord"), _point(b, "chord")))
        self._check_options()

    def _check_options(self) -> None:
        for name, limits in NUMBERS.items():
            number = limits.check(getattr(self, name), "race")
            self._set(name, int(number) if limits.integer else number)
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}")
        if self.batch >= self.landscape().samples:
            self._set("batch", 0)

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    @classmethod
    def opening(cls, surface: str = "rosenbrock", **facts: Any) -> "Scene":
        """How a surface opens: its own race, start and number of steps."""
        made = _surface(
            surface, facts.get("surface_knobs", ()), facts.get("formula", ""),
            facts.get("window", landscapes.DEFAULT_BOUNDS), facts.get("grid"),
        )  # fmt: skip
        race = tuple(Racer(slug, tuple(knobs.items())) for slug, knobs in made.race.items())
        opened: dict[str, Any] = {"race": race, "start": made.start, "steps": made.steps}
        return cls(surface=surface, **(opened | facts))

    @classmethod
    def from_query(cls, query: Mapping[str, str | list[str]]) -> "tuple[Scene, tuple[str, ...]]":
        """The scene a link asks for, and a sentence for each thing ignored or changed."""
        from ui.scene import link  # which is about scenes, so that it cannot be loaded before this

        return link.read(query)

    def to_query(self) -> dict[str, str]:
        """The link's parameters: what differs from how the surface opens, and the version."""
        from ui.scene import link

        return link.write(self)

    # -- what it is made of -----------------------------------------------------------------

    def landscape(self) -> Landscape:
        """The surface itself."""
        return _surface(
            self.surface, self.surface_knobs, self.formula, self.window, self.grid
        )  # fmt: skip

    def labels(self) -> tuple[str, ...]:
        """A name for each racer that is unique in the race: adam, momentum, adam.2."""
        return labels_of(tuple(racer.slug for racer in self.race))

    def racer_schedule(self, racer: Racer) -> optim.schedules.Schedule | None:
        """What drives this racer's learning rate: its own schedule, else the race's."""
        slug, values = self.schedule, self.schedule_knobs
        if racer.schedule:
            slug, values = racer.schedule, racer.schedule_knobs
        if slug == "constant" or not racer.build().has_rate:
            return None
        return optim.schedules.get(slug, **dict(values))

    def racer_noise(self, racer: Racer) -> float:
        """The noise on this racer's gradient: its own, else the race's."""
        return self.noise if racer.noise is None else racer.noise

    def is_random(self) -> bool:
        """Whether another seed can give another picture."""
        return bool(self.batch and self.race) or any(
            optim.CLASSES[r.slug].stochastic or (uses_gradients(r.slug) and self.racer_noise(r))
            for r in self.race
        )

    def difference(self) -> differences.Differences | None:
        """Where the gradient comes from; None is the exact formula."""
        return None if self.gradient == "exact" else differences.get(self.gradient, h=self.h)

    # -- what is asked about ----------------------------------------------------------------

    def focused(self) -> str:
        """The label of the racer looked at: the first one unless told; "" without any."""
        return self.focus or next(iter(self.labels()), "")

    def probed(self) -> Point:
        """The point asked about: the start unless told."""
        return self.probe or self.start

    def chord_ends(self) -> tuple[Point, Point]:
        """From the start to a known minimum, or the window's centre or corner, unless told."""
        if self.chord:
            return self.chord
        made = self.landscape()
        (x_lo, x_hi), (y_lo, y_hi) = made.bounds
        ends = (*made.minima, ((x_lo + x_hi) / 2, (y_lo + y_hi) / 2), (x_hi, y_hi))
        return self.start, next(end for end in ends if end != self.start)


NUMBERS: Mapping[str, Knob] = knobs_of(Scene)
"""The limits of each plain number: for links, sliders and scenes alike."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    f.name: f.metadata["words"] for f in fields(Scene) if "words" in f.metadata
}
"""The words of each plain choice, the usual one first."""


def _surface(
    slug: str, knobs: Values, formula: str, window: Bounds, grid: GridLandscape | None
) -> Landscape:
    if slug != "upload":
        return _landscape(slug, knobs, formula, window)
    if grid is None:
        raise ValueError("an uploaded surface needs its file")
    return grid


@lru_cache(maxsize=64)
def _landscape(slug: str, knobs: Values, formula: str, window: Bounds) -> Landscape:
    if slug == "formula":
        return landscapes.from_formula(formula, window)
    return landscapes.get(slug, **dict(knobs))


def _point(point: Point, what: str) -> Point:
    x, y = (float(v) for v in point)
    if not all(math.isfinite(v) and abs(v) <= FAR for v in (x, y)):
        raise ValueError(f"the {what} must lie within {-FAR:g} to {FAR:g}")
    return x + 0.0, y + 0.0  # never -0.0
