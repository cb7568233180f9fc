"""Numbers of a race that lessons speak of, measured: steps, losses, places, how it ended."""

import math
from collections.abc import Callable

import numpy as np

import optim
from lessons import Measure
from ui.lesson.scene_link import scene_of
from ui.scene.run_race import Raced, run_race


def measured(measure: Measure | Callable[[], float]) -> float:
    """The number: of a race that is run for it, or as it is computed."""
    if not isinstance(measure, Measure):
        return float(measure())
    scene = scene_of(measure.scene)
    raced = {each.label: each for each in run_race(scene)}
    if measure.of not in raced:
        raise ValueError(f"there is no {measure.of!r} in this race, only {', '.join(raced)}")
    return number_of(raced[measure.of], measure.number, measure.at, scene.landscape().minima)


def number_of(
    raced: Raced, name: str, at: int | None = None, minima: tuple[tuple[float, float], ...] = ()
) -> float:
    """One number of a run, see `lessons.asks.STATED`; of a status 1 where it ended so, else 0."""
    run = raced.trajectory
    k = -1 if at is None else min(at, run.steps)
    if name in optim.STATUSES:
        return float(run.status == name)
    away = [math.hypot(run.x[k] - x, run.y[k] - y) for x, y in minima]
    numbers = {
        "steps": run.steps,
        "evaluations": run.cost[k],
        "loss": run.fun[k],
        "x": run.x[k],
        "y": run.y[k],
        "distance": min(away, default=math.nan),
        "length": np.hypot(np.diff(run.x), np.diff(run.y)).sum(),
        "largest_x": run.x.max(),
        "least_loss": run.fun.min(),
    }
    return float(numbers[name])


def reaches(raced: Raced, name: str, between: tuple[float, float]) -> bool:
    """Whether a run is what a goal wants; where steps are counted it has to have converged."""
    if name in ("steps", "evaluations") and raced.trajectory.status != "converged":
        return False
    lo, hi = between
    return lo <= number_of(raced, name) <= hi
