"""The link of a scene: flat and short, so that a person can read it.

One parameter a fact, only what differs from how the surface opens:

    ?v=1&surface=rosenbrock&surface.b=50&race=adam~momentum&adam.learning_rate=0.05

Reading never raises: what is unknown, malformed or out of range is replaced, and each replacement
is told in one sentence. `v` is the version of the defaults a link was written against.
"""

import math
from collections.abc import Mapping
from typing import Any

import landscapes
import optim
from core.knob import knobs_of
from landscapes import FormulaError, GridLandscape
from ui.kit.query import Query, show
from ui.scene import uploads
from ui.scene.racer import NOISE, Racer, Values, has_rate, labels_of, uses_gradients
from ui.scene.scene import CHOICES, FAR, MAX_RACERS, NUMBERS, Bounds, Scene

VERSION = "1"


def key_of(option: str) -> str:
    """The key of a plain option: its name, with dots."""
    return option.replace("_", ".")


def read(query: Mapping[str, str | list[str]]) -> tuple[Scene, tuple[str, ...]]:
    """The scene a link asks for, and a sentence for each thing ignored or changed.

    A link to an uploaded surface needs its file in this session; without it, the usual scene opens.
    """
    reader = _Reader(query)
    found = reader.scene()
    uploads.want(reader.missing, query)
    return found


# -- writing --------------------------------------------------------------------------------


def write(scene: Scene) -> dict[str, str]:
    """The link's parameters: what differs from how the surface opens, and the version."""
    base = Scene.opening(
        scene.surface, surface_knobs=scene.surface_knobs, formula=scene.formula,
        window=scene.window, grid=scene.grid,
    )  # fmt: skip
    query = _surface_query(scene) | _race_query(scene, base)
    if scene.start != base.start:
        query["start"] = _joined(*scene.start)
    if scene.schedule != "constant":
        query |= _schedule_query("schedule", scene.schedule, scene.schedule_knobs)
    changed = (n for n in (*NUMBERS, *CHOICES, "focus") if getattr(scene, n) != getattr(base, n))
    query |= {key_of(name): _text(getattr(scene, name)) for name in changed}
    if scene.probe:
        query["probe"] = _joined(*scene.probe)
    if scene.chord:
        query["chord"] = _joined(*scene.chord[0], *scene.chord[1])
    return {"v": VERSION} | query if query else {}


def _surface_query(scene: Scene) -> dict[str, str]:
    query = {} if scene.surface == Scene().surface else {"surface": scene.surface}
    query |= {f"surface.{name}": _text(value) for name, value in scene.surface_knobs}
    if scene.surface == "formula":
        query |= {"formula": scene.formula, "window": _joined(*scene.window[0], *scene.window[1])}
    return query if scene.grid is None else query | _file_query(scene.grid)


def _file_query(grid: GridLandscape) -> dict[str, str]:
    """Which file, by its bytes and for people by its name, and how it was read."""
    query = {"file": grid.file, "file.name": grid.name, "file.layer": grid.layer}
    if grid.log:
        query["file.log"] = "on"
    if grid.ranges is not None:
        query["file.window"] = _joined(*grid.ranges[0], *grid.ranges[1])
    return query


def _race_query(scene: Scene, base: Scene) -> dict[str, str]:
    query: dict[str, str] = {}
    labels = scene.labels()
    if labels != base.labels():
        query["race"] = "~".join(labels) or "none"
    opened = dict(zip(base.labels(), base.race, strict=True))
    for label, racer in zip(labels, scene.race, strict=True):
        before = _all_knobs(opened.get(label, Racer(racer.slug)))
        changed = ((n, v) for n, v in _all_knobs(racer).items() if v != before[n])
        query |= {f"{label}.{name}": _text(value) for name, value in changed}
        if racer.schedule:
            query |= _schedule_query(f"{label}.schedule", racer.schedule, racer.schedule_knobs)
        if racer.noise is not None:
            query[f"{label}.noise"] = _text(racer.noise)
    return query


def _schedule_query(key: str, slug: str, values: Values) -> dict[str, str]:
    return {key: slug} | {f"{key}.{name}": _text(value) for name, value in values}


def _all_knobs(racer: Racer) -> dict[str, float]:
    defaults = {n: k.default for n, k in knobs_of(optim.CLASSES[racer.slug]).items()}
    return defaults | dict(racer.knobs)


def _text(value: float | str) -> str:
    """The shortest text that reads back as the same value."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _joined(*numbers: float) -> str:
    return "~".join(map(_text, numbers))


# -- reading --------------------------------------------------------------------------------


class _Reader(Query):
    """Reads the link of one scene."""

    missing = ""
    """The file that the link needs and this session does not hold."""

    def scene(self) -> tuple[Scene, tuple[str, ...]]:
        """Everything, in the order in which one thing decides what another may be."""
        version = self.left.pop("v", VERSION)
        if version != VERSION:
            self.note(f"The link is of version {show(version)}; it was read as {VERSION}.")
        facts = self._surface()
        facts["race"] = self._race(Scene.opening(**facts))
        base = Scene.opening(**facts)
        facts["start"] = (self.points("start", 1, FAR) or (base.start,))[0]
        facts["schedule"], facts["schedule_knobs"] = self._schedule("schedule", "constant")
        for name, limits in NUMBERS.items():
            facts[name] = self.number(key_of(name), limits, getattr(base, name))
        for name, allowed in CHOICES.items():
            facts[name] = self.choice(key_of(name), allowed, getattr(base, name))
        facts["focus"] = self._focus(base.labels())
        facts["probe"] = (self.points("probe", 1, FAR) or (None,))[0]
        facts["chord"] = self.points("chord", 2, FAR)
        made = Scene(**facts)
        self._batch(facts["batch"], made)
        self.leftovers()
        return made, self.sentences()

    def _batch(self, asked: float, made: Scene) -> None:
        if asked and not made.batch:
            samples = made.landscape().samples
            why = f"no more than {samples} samples" if samples else "no samples"
            self.note(f"The surface has {why}; batch = {asked:g} is ignored.")

    # -- the surface

    def _surface(self) -> dict[str, Any]:
        slugs = (*landscapes.names(), "formula", "upload")
        slug = self.choice("surface", slugs, Scene().surface)
        if slug == "upload":
            return self._upload()
        if slug != "formula":
            knobs = self._knobs("surface", landscapes.CLASSES[slug], {})
            return {"surface": slug, "surface_knobs": knobs}
        window = self._window()
        text = self.left.pop("formula", "")
        try:
            landscapes.from_formula(text, window)
        except FormulaError as error:
            self.note(f"The link's formula cannot be used: {error}")
            return {"surface": Scene().surface}
        return {"surface": "formula", "formula": text, "window": window}

    def _upload(self) -> dict[str, Any]:
        file, name = self.left.pop("file", ""), self.left.pop("file.name", "a surface file")
        layer = self.left.pop("file.layer", None)
        log = self.choice("file.log", ("off", "on"), "off") == "on"
        edges = self.numbers("file.window", 4)
        ranges = None if edges is None else (edges[:2], edges[2:])
        grid = uploads.find(file, layer, log, ranges)
        if grid is not None:
            return {"surface": "upload", "grid": grid}
        # The rest of the link is about that surface.
        self.left.clear()
        self.missing = file
        self.note(
            f"This link needs the file {show(name)}, which stays with whoever uploaded it: upload"
            " it on the page Upload a surface to see the same."
        )
        return {"surface": Scene().surface}

    def _window(self) -> Bounds:
        numbers = self.numbers("window", 4)
        if numbers is None:
            return landscapes.DEFAULT_BOUNDS
        try:
            return landscapes.check_bounds((numbers[:2], numbers[2:]))
        except FormulaError as error:
            self.note(f"{error} The usual window is used.")
            return landscapes.DEFAULT_BOUNDS

    # -- the race

    def _race(self, base: Scene) -> tuple[Racer, ...]:
        opened = dict(zip(base.labels(), base.race, strict=True))
        text = self.left.pop("race", None)
        slugs = [racer.slug for racer in base.race] if text is None else self._slugs(text)
        labels = labels_of(tuple(slugs))
        return tuple(
            self._racer(label, opened.get(label, Racer(slug)))
            for label, slug in zip(labels, slugs, strict=True)
        )

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
                self.note(f"There is no optimizer {show(part)}; it was left out.")
        if len(slugs) > MAX_RACERS:
            self.note(f"At most {MAX_RACERS} optimizers can race; the others were left out.")
        for part, label in zip(parts, labels_of(tuple(slugs[:MAX_RACERS])), strict=False):
            if "." in part and part != label:
                self.note(f"{show(part)} is read as {label}.")
        return slugs[:MAX_RACERS]

    def _racer(self, label: str, before: Racer) -> Racer:
        slug = before.slug
        knobs = self._knobs(label, optim.CLASSES[slug], dict(before.knobs))
        schedule: tuple[str, Values] = ("", ())
        if has_rate(slug):
            schedule = self._schedule(f"{label}.schedule", "")
        elif self.left.pop(f"{label}.schedule", ""):
            self.note(f"{label} has no learning rate; its schedule is ignored.")
        noise = None
        if uses_gradients(slug):
            number = self.number(f"{label}.noise", NOISE, math.nan)
            noise = None if math.isnan(number) else number
        elif self.left.pop(f"{label}.noise", ""):
            self.note(f"{label} asks for no gradient; its noise is ignored.")
        return Racer(slug, knobs, *schedule, noise)

    def _schedule(self, key: str, usual: str) -> tuple[str, Values]:
        slugs = optim.schedules.names()
        slug = self.choice(key, slugs if usual else ("", *slugs), usual)
        return slug, self._knobs(key, optim.schedules.CLASSES[slug], {}) if slug else ()

    def _focus(self, labels: tuple[str, ...]) -> str:
        label = self.left.pop("focus", "")
        if label and label not in labels:
            self.note(f"{show(label)} is not in the race; it cannot be looked at.")
            return ""
        return label

    def _knobs(self, prefix: str, cls: type, before: Mapping[str, float]) -> Values:
        """All knobs of a class; those the link leaves out are as `before`."""
        return tuple(
            (name, self.number(f"{prefix}.{name}", knob, before.get(name, knob.default)))
            for name, knob in knobs_of(cls).items()
        )
