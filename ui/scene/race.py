"""From a scene to its runs, its figures and its table."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import optim
from landscapes import CriticalPoint, Landscape
from ui.scene import effort, further_runs, shared
from ui.scene.scene import Point, Racer, Scene
from viz import Chart, Ground, Run, figures, inside, theme

Minima = tuple[Point, ...]


@dataclass(frozen=True)
class Raced:
    """One racer and what became of it."""

    label: str
    optimizer: optim.Optimizer
    """As it ran: in a fair race, with the knobs that were found."""
    schedule: optim.schedules.Schedule | None
    trajectory: optim.Trajectory
    fan: tuple[optim.Trajectory, ...]
    """Its companions: the same from other starts or with other seeds."""
    found: tuple[tuple[str, float], ...] = ()
    """What a fair race chose."""

    @property
    def name(self) -> str:
        """As people read it."""
        return title(self.label)


def race(scene: Scene, tune: bool = True) -> list[Raced]:
    """Run every optimizer of the scene.

    Without `tune`, a fair race is run with the knobs the racers have, within the same budget.
    """
    racers = zip(scene.labels(), scene.race, strict=True)
    return [_raced(scene, label, racer, tune) for label, racer in racers]


def as_found(scene: Scene, raced: list[Raced]) -> Scene:
    """A fair race's scene with what was found as its racers' own knobs; others as they are."""
    if scene.fair == "off":
        return scene
    racers = (
        replace(
            racer, knobs=tuple((name, getattr(r.optimizer, name)) for name in r.optimizer.knobs)
        )
        for racer, r in zip(scene.race, raced, strict=True)
    )
    return replace(scene, race=tuple(racers))


def _raced(scene: Scene, label: str, racer: Racer, tune: bool) -> Raced:
    landscape, optimizer = scene.landscape(), racer.build()
    schedule, noise = scene.racer_schedule(racer), scene.racer_noise(racer)
    chances: dict[str, Any] = {"schedule": schedule, "noise": noise, "gradient": scene.difference()}
    if scene.batch:
        chances["batch"] = scene.batch
    found: tuple[tuple[str, float], ...] = ()
    if scene.fair == "on" and tune:
        usual = {name: optimizer.knobs[name].default for name in optimizer.tuned
                 if name in optimizer.knobs}  # fmt: skip
        tuned = shared.tuned(
            landscape, replace(optimizer, **usual), scene.start, scene.steps, schedule, noise,
            scene.seed, scene.difference(), scene.batch,
        )  # fmt: skip
        optimizer, found = tuned.optimizer, tuple(tuned.values.items())
    if scene.fair == "on":
        chances["max_evaluations"] = scene.steps

    def run(start: Point, seed: int, steps: int, options: Any) -> optim.Trajectory:
        return optim.minimize(landscape, optimizer, start, steps, seed=seed, **options)

    many, few = effort.steps(scene), further_runs.steps(scene)
    if schedule is not None and min(many, few) < scene.steps:  # the first steps of a longer run
        chances["schedule"] = optim.schedules.Planned(schedule, scene.steps)
    chancy = bool(noise and not optimizer.gradient_free) or optimizer.stochastic or scene.batch > 0
    fan = tuple(
        run(start, seed, few, chances) for start, seed in further_runs.variants(scene, chancy)
    )
    return Raced(
        label, optimizer, schedule, run(scene.start, scene.seed, many, chances), fan, found
    )


def title(label: str) -> str:
    """The name of a racer: Adam, or Adam 2 for the second one in the race."""
    slug, _, copy = label.partition(".")
    return f"{optim.CLASSES[slug].title} {copy}".strip()


def figures_of(scene: Scene, raced: list[Raced]) -> dict[str, Any]:
    """The three linked figures, by name."""
    ground, seen, chart = ground_of(scene), runs(scene, raced), chart_of(scene, raced)
    revision, critical = ground_id(scene), critical_of(scene)
    at = (ground, seen, scene.start, scene.landscape().minima)
    return {
        "contour": figures.contour_figure(*at, revision, critical, **looked_at(scene)),
        "surface": figures.surface_figure(*at, chart.floor, revision, critical),
        "loss": figures.curve_figure(
            seen, scene.curve, scene.by, scene.loss, chart.floor, chart.known, revision
        ),
    }


def ground_of(scene: Scene) -> Ground:
    """The grid under the paths."""
    return shared.ground(scene.landscape(), scene.height)


def chart_of(scene: Scene, raced: list[Raced]) -> Chart:
    """What the curves show: a log loss from the known minimum, or from the lowest seen."""
    known = shared.floor(scene.landscape(), nearest_to(scene))
    floor = _lowest(ground_of(scene), raced) if known is None else known
    return Chart(scene.curve, scene.by, scene.loss == "log", floor, known is not None)


def critical_of(scene: Scene) -> tuple[CriticalPoint, ...]:
    """The critical points to mark."""
    return shared.critical(scene.landscape()) if scene.critical == "show" else ()


def looked_at(scene: Scene) -> dict[str, Any]:
    """What the closer look below the plots marks on the map: `chord` or `probe`."""
    if scene.panel == "chord":
        return {"chord": scene.chord_ends()}
    if scene.panel in ("ground", "check"):
        return {"probe": shared.local(scene.landscape(), scene.probed())}
    return {}


def runs(scene: Scene, raced: list[Raced]) -> list[Run]:
    """The runs as figures see them."""
    minima = nearest_to(scene)
    return [_run(scene, each, index, minima) for index, each in enumerate(raced)]


def _run(scene: Scene, raced: Raced, index: int, minima: Minima) -> Run:
    """The run as figures see it."""
    t = raced.trajectory
    cost = t.cost
    if scene.by == "cost":
        cost = t.nfev + scene.cost_grad * t.njev + scene.cost_hess * t.nhev
    cycles = raced.schedule.snapshots(max(scene.steps, t.steps)) if raced.schedule else ()
    return Run(
        raced.name, index, t.x, t.y, t.fun, cost, t.status,
        distance=distances(t.x, t.y, minima),
        gradient=_slopes(scene, t),
        fan=tuple((f.x, f.y, f.fun) for f in raced.fan),
        snapshots=tuple(k for k in cycles if k <= t.steps),
    )  # fmt: skip


def _slopes(scene: Scene, t: optim.Trajectory) -> np.ndarray:
    """The exact gradient's length at each point, also under differences."""
    exact = scene.difference() is None
    g = (t.grad_x, t.grad_y) if exact else scene.landscape().grad(t.x, t.y)
    found: np.ndarray = np.hypot(*g)
    return found


def distances(x: Any, y: Any, minima: Minima) -> np.ndarray:
    """How far each point is from the nearest minimum; nan where none is known."""
    nearest = np.full(np.shape(x), math.nan)
    for a, b in minima:
        nearest = np.fmin(nearest, np.hypot(np.asarray(x) - a, np.asarray(y) - b))
    return nearest


def nearest_to(scene: Scene) -> Minima:
    """The minima to measure from: the known ones, else the lowest in the window.

    The search for these takes a moment, so it is only made where the scene shows them.
    """
    landscape = scene.landscape()
    asked = scene.critical == "show" or scene.curve == "distance"
    return landscape.minima or (lowest_found(landscape) if asked else ())


def lowest_found(landscape: Landscape) -> Minima:
    """The lowest minima among the critical points of the window."""
    found = [p for p in shared.critical(landscape) if p.kind == "minimum"]
    low = min((p.fun for p in found), default=0.0)
    return tuple((p.x, p.y) for p in found if p.fun <= low + 1e-9 * max(1.0, abs(low)))


def _lowest(ground: Ground, raced: list[Raced]) -> float:
    """The lowest loss seen: what log plots measure from where no minimum is known.

    Only points in the window count: a run that falls without end would flatten all others.
    """
    runs = (r.trajectory for r in raced)
    seen = (run.fun[inside(run.x, run.y, ground.bounds) & np.isfinite(run.fun)] for run in runs)
    return min([ground.low, *(float(losses.min()) for losses in seen if losses.size)])


def ground_id(scene: Scene) -> str:
    """A name for the surface as drawn: the same name, the same ground."""
    facts: tuple[Any, ...] = (
        scene.surface, scene.surface_knobs, scene.formula, scene.window, scene.height
    )  # fmt: skip
    facts += (scene.grid,) if scene.grid else ()
    return repr(facts)


def table(scene: Scene, raced: list[Raced]) -> dict[str, list[Any]]:
    """The result table, a list a column."""
    minima = nearest_to(scene)
    rows = [r.trajectory for r in raced]
    columns: dict[str, list[Any]] = {
        "Optimizer": [r.name for r in raced],
        "Result": [theme.STATUS_WORDS[t.status] for t in rows],
        "Steps": [t.steps for t in rows],
        "Evaluations": [int(t.cost[-1]) for t in rows],
        **_epochs(scene, rows),
        "Final loss": [float(t.fun[-1]) for t in rows],
        "Distance to minimum": [_last_distance(t, minima) for t in rows],
    }
    if any(r.fan for r in raced) and not further_runs.note(scene):
        columns["Thin lines"] = [_converged(r) for r in raced]
    if scene.fair == "on":
        columns["Found"] = [found_words(r) for r in raced]
    return columns | {"Why it ended": [t.message for t in rows]}


def _epochs(scene: Scene, runs: list[optim.Trajectory]) -> dict[str, list[float]]:
    """How many times as many samples each run saw as there are, where its steps see a few."""
    if not scene.batch:
        return {}
    samples = scene.landscape().samples
    return {"Epochs": [optim.minibatch.epochs(samples, scene.batch, run.steps) for run in runs]}


def found(scene: Scene, raced: list[Raced]) -> dict[str, str]:
    """By label, what a fair race chose."""
    return {r.label: found_words(r) for r in raced} if scene.fair == "on" else {}


def found_words(raced: Raced) -> str:
    """What a fair race chose, in words: "Learning rate α = 0.02"."""
    if not raced.found:
        return "Nothing to choose"
    knobs = raced.optimizer.knobs
    return ", ".join(f"{knobs[name].label} = {value:g}" for name, value in raced.found)


def _converged(raced: Raced) -> str:
    done = sum(f.status == "converged" for f in raced.fan)
    return f"{done} of {len(raced.fan)} converged"


def _last_distance(t: optim.Trajectory, minima: Minima) -> float | None:
    found = float(distances(t.x[-1:], t.y[-1:], minima)[0])
    return None if math.isnan(found) else found
