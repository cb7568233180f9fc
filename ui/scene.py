"""Everything that decides the picture, and its link.

A `Scene` is a value: two equal scenes draw the same picture. Its link is flat and short: one
parameter a fact, only what differs from how the surface opens, so that a person can read it:

    ?v=1&surface=rosenbrock&surface.b=50&race=adam~momentum&adam.learning_rate=0.05

Reading never raises: what is unknown, malformed or out of range is replaced, and each replacement
is told in one sentence. `v` is the version of the defaults a link was written against.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import landscapes
import optim
from core.knob import Knob, knobs_of
from landscapes import FormulaError, Landscape

VERSION = "1"
MAX_RACERS = 8
MAX_SHOWN = 8
STEPS = Knob(200, 1, 5000, "Steps", name="steps", integer=True)
SEED = Knob(0, 0, 999_999, "Seed", name="seed", integer=True)
NOISE = knobs_of(optim.noise.Gaussian)["scale"]
FAR_START = 1e6
CHOICES = {
    "by": ("steps", "evaluations"),
    "loss": ("log", "linear"),
    "height": ("auto", "linear", "log"),
}
Values = tuple[tuple[str, float], ...]
Bounds = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Racer:
    """One optimizer in the race; `knobs` holds those that differ from its defaults."""

    slug: str
    knobs: Values = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "knobs", _differing(optim.CLASSES[self.slug], self.knobs))

    def build(self) -> optim.Optimizer:
        """The optimizer itself."""
        return optim.get(self.slug, **dict(self.knobs))


@dataclass(frozen=True)
class Scene:
    """A state of the app. Making one with an impossible value is a ValueError.

    `surface` is a landscape's slug, or "formula" for the text in `formula` seen through `window`.
    """

    surface: str = "rosenbrock"
    surface_knobs: Values = ()
    formula: str = ""
    window: Bounds = landscapes.DEFAULT_BOUNDS
    race: tuple[Racer, ...] = ()
    start: tuple[float, float] = (0.0, 0.0)
    steps: int = 200
    schedule: str = "constant"
    schedule_knobs: Values = ()
    noise: float = 0.0
    seed: int = 0
    by: str = "steps"
    loss: str = "log"
    height: str = "auto"

    def __post_init__(self) -> None:
        surface = self.landscape()
        if self.surface == "formula":
            object.__setattr__(self, "window", landscapes.check_bounds(self.window))
            object.__setattr__(self, "surface_knobs", ())
        else:
            object.__setattr__(self, "formula", "")
            object.__setattr__(self, "window", landscapes.DEFAULT_BOUNDS)
            knobs = _differing(type(surface), self.surface_knobs)
            object.__setattr__(self, "surface_knobs", knobs)
        made = optim.schedules.get(self.schedule, **dict(self.schedule_knobs))
        object.__setattr__(self, "schedule_knobs", _differing(type(made), self.schedule_knobs))
        self._check_numbers()

    def _check_numbers(self) -> None:
        x, y = (float(v) for v in self.start)
        if not all(math.isfinite(v) and abs(v) <= FAR_START for v in (x, y)):
            raise ValueError(f"the start must lie within {-FAR_START:g} to {FAR_START:g}")
        object.__setattr__(self, "start", (x + 0.0, y + 0.0))
        object.__setattr__(self, "steps", int(STEPS.check(self.steps, "race")))
        object.__setattr__(self, "seed", int(SEED.check(self.seed, "race")))
        object.__setattr__(self, "noise", NOISE.check(self.noise, "race"))
        if len(self.race) > MAX_RACERS:
            raise ValueError(f"at most {MAX_RACERS} optimizers can race")
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}")

    @classmethod
    def opening(cls, surface: str = "rosenbrock", **facts: Any) -> "Scene":
        """How a surface opens: its own race, start and number of steps."""
        made = _landscape(
            surface, facts.get("surface_knobs", ()), facts.get("formula", ""),
            facts.get("window", landscapes.DEFAULT_BOUNDS),
        )  # fmt: skip
        race = tuple(Racer(slug, tuple(knobs.items())) for slug, knobs in made.race.items())
        opened: dict[str, Any] = {"race": race, "start": made.start, "steps": made.steps}
        return cls(surface=surface, **(opened | facts))

    def landscape(self) -> Landscape:
        """The surface itself."""
        return _landscape(self.surface, self.surface_knobs, self.formula, self.window)

    def labels(self) -> tuple[str, ...]:
        """A name for each racer that is unique in the race: adam, momentum, adam.2."""
        return _labels(tuple(racer.slug for racer in self.race))

    # -- links ------------------------------------------------------------------------------

    @classmethod
    def from_query(cls, query: Mapping[str, str | list[str]]) -> "tuple[Scene, tuple[str, ...]]":
        """The scene a link asks for, and a sentence for each thing ignored or changed."""
        return _Reader(query).scene()

    def to_query(self) -> dict[str, str]:
        """The link's parameters: what differs from how the surface opens, and the version."""
        base = Scene.opening(
            self.surface, surface_knobs=self.surface_knobs, formula=self.formula,
            window=self.window,
        )  # fmt: skip
        query: dict[str, str] = {}
        if self.surface != Scene().surface:
            query["surface"] = self.surface
        query |= {f"surface.{name}": _write(value) for name, value in self.surface_knobs}
        if self.surface == "formula":
            query["formula"] = self.formula
            (x_lo, x_hi), (y_lo, y_hi) = self.window
            query["window"] = "~".join(map(_write, (x_lo, x_hi, y_lo, y_hi)))
        query |= self._race_query(base)
        if self.start != base.start:
            query["start"] = "~".join(map(_write, self.start))
        if self.schedule != "constant":
            query["schedule"] = self.schedule
            query |= {f"schedule.{name}": _write(v) for name, v in self.schedule_knobs}
        plain = ("steps", "noise", "seed", "by", "loss", "height")
        changed = [name for name in plain if getattr(self, name) != getattr(base, name)]
        query |= {name: _write(getattr(self, name)) for name in changed}
        return {"v": VERSION} | query if query else {}

    def _race_query(self, base: "Scene") -> dict[str, str]:
        query: dict[str, str] = {}
        labels = self.labels()
        if labels != base.labels():
            query["race"] = "~".join(labels) or "none"
        opened = dict(zip(base.labels(), base.race, strict=True))
        for label, racer in zip(labels, self.race, strict=True):
            before = _all_knobs(opened.get(label, Racer(racer.slug)))
            for name, value in _all_knobs(racer).items():
                if value != before[name]:
                    query[f"{label}.{name}"] = _write(value)
        return query


class _Reader:
    """Reads one link, collecting a sentence for each thing it could not use."""

    def __init__(self, query: Mapping[str, str | list[str]]) -> None:
        self.left: dict[str, str] = {}
        self.notes: list[str] = []
        for key, value in query.items():
            if isinstance(value, list | tuple):
                if len(value) > 1:
                    self.note(f"The link says {_show(key)} more than once; the last one is used.")
                value = value[-1] if value else ""
            self.left[str(key)] = str(value)

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)

    def scene(self) -> tuple[Scene, tuple[str, ...]]:
        version = self.left.pop("v", VERSION)
        if version != VERSION:
            self.note(f"The link is of version {_show(version)}; it was read as {VERSION}.")
        facts = self._surface()
        surface = facts.pop("surface")
        race = self._race(Scene.opening(surface, **facts))
        base = Scene.opening(surface, **facts, race=race)
        facts |= {"race": race, "start": self._start(base.start)}
        facts |= self._schedule()
        facts["steps"] = int(self._number("steps", STEPS, base.steps))
        facts["noise"] = self._number("noise", NOISE, base.noise)
        facts["seed"] = int(self._number("seed", SEED, base.seed))
        for name, allowed in CHOICES.items():
            facts[name] = self._choice(name, allowed, getattr(base, name))
        made = Scene(surface=surface, **facts)
        self._leftovers()
        return made, self._sentences()

    def _surface(self) -> dict[str, Any]:
        slugs = (*landscapes.names(), "formula")
        slug = self._choice("surface", slugs, Scene().surface)
        if slug != "formula":
            return {"surface": slug, "surface_knobs": self._knobs("surface", slug)}
        window = self._window()
        text = self.left.pop("formula", "")
        try:
            landscapes.from_formula(text, window)
        except FormulaError as error:
            self.note(f"The link's formula cannot be used: {error}")
            return {"surface": Scene().surface}
        return {"surface": "formula", "formula": text, "window": window}

    def _window(self) -> Bounds:
        numbers = self._numbers("window", 4)
        if numbers is None:
            return landscapes.DEFAULT_BOUNDS
        try:
            return landscapes.check_bounds((numbers[:2], numbers[2:]))
        except FormulaError as error:
            self.note(f"{error} The usual window is used.")
            return landscapes.DEFAULT_BOUNDS

    def _knobs(self, prefix: str, slug: str) -> Values:
        found = knobs_of(landscapes.CLASSES[slug]).items()
        return tuple((n, self._number(f"{prefix}.{n}", k, k.default)) for n, k in found)

    def _race(self, base: Scene) -> tuple[Racer, ...]:
        opened = dict(zip(base.labels(), base.race, strict=True))
        text = self.left.pop("race", None)
        slugs = [racer.slug for racer in base.race] if text is None else self._slugs(text)
        racers = []
        for label, slug in zip(_labels(tuple(slugs)), slugs, strict=True):
            before = _all_knobs(opened.get(label, Racer(slug)))
            knobs = knobs_of(optim.CLASSES[slug]).items()
            values = ((n, self._number(f"{label}.{n}", k, before[n])) for n, k in knobs)
            racers.append(Racer(slug, tuple(values)))
        return tuple(racers)

    def _slugs(self, text: str) -> list[str]:
        if text in ("", "none"):
            return []
        slugs, parts = [], []
        for part in text.split("~")[: 4 * MAX_RACERS]:
            slug = part.split(".")[0]
            if slug in optim.CLASSES:
                slugs.append(slug)
                parts.append(part)
            else:
                self.note(f"There is no optimizer {_show(part)}; it was left out.")
        if len(slugs) > MAX_RACERS:
            self.note(f"At most {MAX_RACERS} optimizers can race; the others were left out.")
        for part, label in zip(parts, _labels(tuple(slugs[:MAX_RACERS])), strict=False):
            if "." in part and part != label:
                self.note(f"{_show(part)} is read as {label}.")
        return slugs[:MAX_RACERS]

    def _start(self, default: tuple[float, float]) -> tuple[float, float]:
        numbers = self._numbers("start", 2)
        if numbers is None:
            return default
        if any(abs(v) > FAR_START for v in numbers):
            self.note(f"The start lies beyond {FAR_START:g}; the surface's own start is used.")
            return default
        return numbers[0], numbers[1]

    def _schedule(self) -> dict[str, Any]:
        slug = self._choice("schedule", optim.schedules.names(), "constant")
        knobs = knobs_of(optim.schedules.CLASSES[slug]).items()
        values = tuple((n, self._number(f"schedule.{n}", k, k.default)) for n, k in knobs)
        return {"schedule": slug, "schedule_knobs": values}

    def _choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        text = self.left.pop(name, default)
        if text in allowed:
            return text
        self.note(f"{_show(text)} is not a {name} that is known; {default} is used.")
        return default

    def _number(self, name: str, knob: Knob, default: float) -> float:
        text = self.left.pop(name, None)
        if text is None:
            return default
        number = _read(text)
        if number is None:
            self.note(f"{name} = {_show(text)} is not a number; {default:g} is used.")
            return default
        used = knob.clamp(number)
        if used != number:
            what = "a whole number" if knob.lo <= number <= knob.hi else knob.limits
            self.note(f"{name} = {number:g} is not {what}; {used:g} is used.")
        return used

    def _numbers(self, name: str, count: int) -> tuple[float, ...] | None:
        text = self.left.pop(name, None)
        if text is None:
            return None
        numbers = [_read(part) for part in text.split("~")[: count + 1]]
        if len(numbers) != count or None in numbers:
            self.note(f"{name} needs {count} numbers, not {_show(text)}; the usual is used.")
            return None
        return tuple(v for v in numbers if v is not None)

    def _leftovers(self) -> None:
        for name in self.left:
            self.note(f"The link says {_show(name)}, which means nothing here.")

    def _sentences(self) -> tuple[str, ...]:
        if len(self.notes) <= MAX_SHOWN:
            return tuple(self.notes)
        more = len(self.notes) - MAX_SHOWN
        return (*self.notes[:MAX_SHOWN], f"And {more} more of this kind.")


@lru_cache(maxsize=64)
def _landscape(slug: str, knobs: Values, formula: str, window: Bounds) -> Landscape:
    if slug == "formula":
        return landscapes.from_formula(formula, window)
    return landscapes.get(slug, **dict(knobs))


def _labels(slugs: tuple[str, ...]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    labels = []
    for slug in slugs:
        seen[slug] = seen.get(slug, 0) + 1
        labels.append(slug if seen[slug] == 1 else f"{slug}.{seen[slug]}")
    return tuple(labels)


def _differing(cls: type, values: Values) -> Values:
    """The knobs that differ from their defaults, checked, in the order the class declares."""
    made = cls(**dict(values))
    found = ((name, getattr(made, name), knob) for name, knob in knobs_of(cls).items())
    return tuple((name, value) for name, value, knob in found if value != knob.default)


def _all_knobs(racer: Racer) -> dict[str, float]:
    defaults = {n: k.default for n, k in knobs_of(optim.CLASSES[racer.slug]).items()}
    return defaults | dict(racer.knobs)


def _write(value: float | str) -> str:
    """The shortest text that reads back as the same value."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _read(text: str) -> float | None:
    """A finite number written plainly, or None."""
    try:
        number = float(text) if len(text) <= 40 and "_" not in text else math.nan
    except ValueError:
        return None
    return number + 0.0 if math.isfinite(number) else None


def _show(text: str) -> str:
    """A stranger's text, short enough to repeat."""
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
