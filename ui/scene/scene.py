"""Everything that decides the picture.

A `Scene` is a value: two equal scenes draw the same picture. A plain option is one line of it: its
default, its limits or words, and with them its slider and its place in the link:

    ?v=1&surface=rosenbrock&surface.b=50&race=adam~momentum&adam.learning_rate=0.05
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

import landscapes
import optim
from core.entrants import Entrants, Focus, labels
from core.knob import Knob, knob, knobs_of, like
from core.linked import Facts, Linked, linked, words, words_of
from core.parts import Chosen, Spot, Spots, Values
from core.query import Bounds
from core.sentences import N_
from landscapes import GridLandscape, Landscape, Point
from ui.scene import samples_seen
from ui.scene.handout import HandedOut, Handout
from ui.scene.moment import Moment, Seen
from ui.scene.racer import BATCH, MISSING, NOISE, UNKNOWN, Racer, uses_gradients
from ui.scene.surface_link import Surface

MAX_RACERS = 8
FARTHEST = 1e6
"""How far out a start, or a point asked about, may lie."""
OPENS = "rosenbrock"
"""The surface that the app opens with."""
STEP_H = knobs_of(optim.differences.Forward)["h"]


@dataclass(frozen=True)
class Scene(Linked):
    """A state of the app. Making one with an impossible value is a ValueError.

    `surface` is a landscape's slug, or "formula" for the text in `formula` seen through `window`,
    or "upload" for `grid`, the surface of a file that somebody uploaded. Its link names the file
    and reads back as the same scene only in a session that holds the file (see `ui.scene.uploads`).
    `summed` is what the loss of one sample adds up where it is shown by itself: the wrong classes,
    all of them, or their mean; it changes no surface.
    `batch` is how many of the surface's samples a step sees, 0 for all: so too where it has none,
    or no more than that. `data` is whether they are shown beside it, and `ground` whether the map
    is of all of them or of those that the step looked at sees.
    `focus` is the label of one racer, or "" for the first; a racer that left is forgotten.
    `moment` and `hidden`, labels of racers, are what a link to a moment shows first; `handout` is
    which controls there are, and what is asked before the race.
    """

    noun = "race"
    versions = ("1", "2")

    surface: str = linked(Surface(OPENS), OPENS)
    surface_knobs: Values = ()
    formula: str = ""
    window: Bounds = landscapes.DEFAULT_BOUNDS
    grid: GridLandscape | None = None
    race: tuple[Racer, ...] = linked(
        Entrants(
            Racer,
            optim.CLASSES,
            MAX_RACERS,
            UNKNOWN,
            N_("At most {most} optimizers can race; the others were left out."),
            first="learning_rate",
        ),
        (),
    )
    start: Point = linked(Spot(FARTHEST), (0.0, 0.0))
    schedule: str = linked(Chosen(optim.schedules.CLASSES), "constant")
    schedule_knobs: Values = ()
    steps: int = knob(200, 1, 5000, "Steps", integer=True)
    noise: float = like(NOISE)
    seed: int = knob(0, 0, 999_999, "Seed", integer=True)
    seeds: int = knob(1, 1, 20, "Seeds at once", "Further seeds are thin lines.", integer=True)
    batch: int = like(BATCH)
    h: float = like(STEP_H)
    count: int = knob(12, 3, 36, "How many", integer=True)
    spread: float = knob(0.15, 0.02, 0.5, "How far", "Of a ring, as a share of the window.")
    cost_grad: float = knob(2, 0, 100, "A gradient costs", "In evaluations of the loss.")
    cost_hess: float = knob(4, 0, 100, "A Hessian costs", "In evaluations of the loss.")
    gradient: str = words("exact", *optim.differences.names())
    starts: str = words("one", "ring", "grid")
    fair: str = words("off", "on")
    curve: str = words("loss", "distance", "gradient", "held_out")
    by: str = words("steps", "evaluations", "cost", "epochs")
    loss: str = words("log", "linear")
    height: str = words("auto", "linear", "log")
    critical: str = words("hide", "show")
    data: str = words("show", "hide")
    ground: str = words("all", "batch")
    summed: str = words("wrong", "all", "mean")
    panel: str = words("formulas", "ground", "along", "check", "chord")
    mistake: str = words("none", *optim.MISTAKES)
    focus: str = linked(Focus("race", MISSING), "")
    probe: Point | None = linked(Spot(FARTHEST), None)
    chord: tuple[Point, Point] | None = linked(Spots(FARTHEST, 2), None)
    moment: Moment = linked(Seen("race", MAX_RACERS), Moment())
    hidden: tuple[str, ...] = ()
    handout: Handout = linked(HandedOut("race"), Handout())

    def __post_init__(self) -> None:
        super().__post_init__()
        self._keep(samples_seen.fitted(self, self.landscape().samples))

    @classmethod
    def opening(cls, surface: str = OPENS, **facts: Any) -> Self:
        """How a surface opens: its own race, start and number of steps."""
        made = _surface(
            surface,
            facts.get("surface_knobs", ()),
            facts.get("formula", ""),
            facts.get("window", landscapes.DEFAULT_BOUNDS),
            facts.get("grid"),
        )
        race = tuple(Racer(slug, tuple(knobs.items())) for slug, knobs in made.race.items())
        opened: dict[str, Any] = {"race": race, "start": made.start, "steps": made.steps}
        return cls(surface=surface, **(opened | facts))

    @classmethod
    def unsaid(cls, told: Facts) -> Self:
        """How the surface opens."""
        known = ("surface", "surface_knobs", "formula", "window", "grid")
        facts = {name: told[name] for name in known if name in told}
        if facts.get("grid") is not None:  # a file stays with its session
            return cls.opening(**facts)
        return cls._opened(tuple(facts.items()))

    @classmethod
    @lru_cache(maxsize=512)
    def _opened(cls, facts: tuple[tuple[str, Any], ...]) -> Self:
        """How a surface opens, known from before: each link that is written asks."""
        return cls.opening(**dict(facts))

    def ignored(self, told: Facts) -> Iterator[str]:
        """Batch sizes that are none here, and epochs where there are no samples."""
        yield from samples_seen.ignored(told, self, self.landscape().samples)

    # -- what it is made of -----------------------------------------------------------------

    def landscape(self) -> Landscape:
        """The surface itself."""
        return _surface(self.surface, self.surface_knobs, self.formula, self.window, self.grid)

    def labels(self) -> tuple[str, ...]:
        """A name for each racer that is unique in the race: adam, momentum, adam.2."""
        return labels(self.race)

    def racer_schedule(self, racer: Racer) -> optim.schedules.Schedule | None:
        """What drives this racer's learning rate: its own schedule, else the race's."""
        slug, values = self.schedule, self.schedule_knobs
        if racer.schedule:
            slug, values = racer.schedule, racer.schedule_knobs
        if optim.schedules.CLASSES[slug].steady or not racer.build().has_rate:
            return None
        return optim.schedules.get(slug, **dict(values))

    def racer_noise(self, racer: Racer) -> float:
        """The noise on this racer's gradient: its own, else the race's."""
        return self.noise if racer.noise is None else racer.noise

    def racer_batch(self, racer: Racer) -> int:
        """How many samples this racer's steps see, 0 for all: its own number, else the race's."""
        return self.batch if racer.batch is None else racer.batch

    @property
    def seen_batch(self) -> int:
        """That of the racer looked at: the race's where nobody races."""
        racers = dict(zip(self.labels(), self.race, strict=True))
        racer = racers.get(self.focused())
        return self.batch if racer is None else self.racer_batch(racer)

    def is_random(self) -> bool:
        """Whether another seed can give another picture."""
        return any(
            self.racer_batch(r)
            or optim.CLASSES[r.slug].stochastic
            or (uses_gradients(r.slug) and self.racer_noise(r))
            for r in self.race
        )

    @property
    def held(self) -> bool:
        """Whether a question comes first, and nothing moves before it is answered."""
        return self.handout.asks(len(self.race)) and not self.handout.said

    @property
    def begun(self) -> Self:
        """The same as far as it may be seen by now: before an answer, no more than its start."""
        if not self.held:
            return self
        return replace(self, steps=1, fair="off", starts="one", seeds=1)

    def difference(self) -> optim.differences.Differences | None:
        """Where the gradient comes from; None is the exact formula."""
        return None if self.gradient == "exact" else optim.differences.get(self.gradient, h=self.h)

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
CHOICES: Mapping[str, tuple[str, ...]] = words_of(Scene)
"""The words of each plain choice, the usual one first."""


def _surface(
    slug: str, knobs: Values, formula: str, window: Bounds, grid: GridLandscape | None
) -> Landscape:
    if slug != "upload":
        return _landscape(slug, knobs, formula, window)
    if grid is None:
        raise ValueError("an uploaded surface needs its file")
    return grid


@lru_cache(maxsize=512)
def _landscape(slug: str, knobs: Values, formula: str, window: Bounds) -> Landscape:
    if slug == "formula":
        return landscapes.from_formula(formula, window)
    return landscapes.get(slug, **dict(knobs))
