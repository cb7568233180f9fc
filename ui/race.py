"""From a scene to its runs, its figures and its table."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

import optim
from ui import cache
from ui.scene import Scene
from viz import Ground, Run, contour_figure, loss_figure, surface_figure
from viz.run import inside
from viz.theme import STATUS_WORDS


@dataclass(frozen=True)
class Raced:
    """One racer and what became of it."""

    name: str
    optimizer: optim.Optimizer
    trajectory: optim.Trajectory

    def run(self, index: int) -> Run:
        """The run as figures see it."""
        t = self.trajectory
        cost = t.nfev + t.njev + t.nhev
        return Run(self.name, index, t.x, t.y, t.fun, cost, t.status)


def race(scene: Scene) -> list[Raced]:
    """Run every optimizer of the scene."""
    landscape = scene.landscape()
    schedule = None
    if scene.schedule != "constant":
        schedule = optim.schedules.get(scene.schedule, **dict(scene.schedule_knobs))
    raced = []
    for label, racer in zip(scene.labels(), scene.race, strict=True):
        optimizer = racer.build()
        trajectory = optim.minimize(
            landscape, optimizer, scene.start, scene.steps,
            schedule=schedule, noise=scene.noise, seed=scene.seed,
        )  # fmt: skip
        raced.append(Raced(title(label), optimizer, trajectory))
    return raced


def title(label: str) -> str:
    """The name of a racer: Adam, or Adam 2 for the second one in the race."""
    slug, _, copy = label.partition(".")
    return f"{optim.CLASSES[slug].title} {copy}".strip()


def figures(scene: Scene, raced: list[Raced]) -> dict[str, Any]:
    """The three linked figures, by name."""
    runs = [r.run(i) for i, r in enumerate(raced)]
    landscape = scene.landscape()
    ground, minima = cache.ground(landscape, scene.height), landscape.minima
    known = cache.floor(landscape)
    floor = _lowest(ground, runs) if known is None else known
    revision = ground_id(scene)
    return {
        "contour": contour_figure(ground, runs, scene.start, minima, revision),
        "surface": surface_figure(ground, runs, scene.start, minima, floor, revision),
        "loss": loss_figure(runs, floor, scene.by, scene.loss, revision, known is not None),
    }


def _lowest(ground: Ground, runs: list[Run]) -> float:
    """The lowest loss seen: what log plots measure from where no minimum is known.

    Only points in the window count: a run that falls without end would flatten all others.
    """
    seen = (run.fun[inside(run.x, run.y, ground.bounds) & np.isfinite(run.fun)] for run in runs)
    return min([ground.low, *(float(losses.min()) for losses in seen if losses.size)])


def ground_id(scene: Scene) -> str:
    """A name for the surface as drawn: the same name, the same ground."""
    facts = (scene.surface, scene.surface_knobs, scene.formula, scene.window, scene.height)
    return repr(facts)


def table(scene: Scene, raced: list[Raced]) -> dict[str, list[Any]]:
    """The result table, a list a column."""
    minima = scene.landscape().minima
    rows = [r.trajectory for r in raced]
    return {
        "Optimizer": [r.name for r in raced],
        "Result": [STATUS_WORDS[t.status] for t in rows],
        "Steps": [t.steps for t in rows],
        "Evaluations": [int(t.nfev[-1] + t.njev[-1] + t.nhev[-1]) for t in rows],
        "Final loss": [float(t.fun[-1]) for t in rows],
        "Distance to minimum": [_distance(t, minima) for t in rows],
        "Why it ended": [t.message for t in rows],
    }


def _distance(t: optim.Trajectory, minima: tuple[tuple[float, float], ...]) -> float | None:
    x, y = float(t.x[-1]), float(t.y[-1])
    return min((math.hypot(x - a, y - b) for a, b in minima), default=None)
