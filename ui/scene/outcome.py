"""What came of a race: its table, and what a fair race chose."""

import math
from typing import Any

import optim
from core.written import number
from optim import POORER, Status
from ui.scene import further_runs
from ui.scene.pictures import Minima, distances, nearest_to
from ui.scene.run_race import Raced
from ui.scene.scene import Scene
from viz import theme


def table(scene: Scene, raced: list[Raced]) -> dict[str, list[Any]]:
    """The result table, a list a column."""
    minima = nearest_to(scene)
    rows = [r.trajectory for r in raced]
    columns: dict[str, list[Any]] = {
        "Optimizer": [r.name for r in raced],
        "Result": [theme.outcome_words(t.outcome, t.above) for t in rows],
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
    return ", ".join(f"{knobs[name].label} = {number(value, 6)}" for name, value in raced.found)


def _converged(raced: Raced) -> str:
    """How many of the thin lines converged, and how many of a racer's found no lowest minimum."""
    done = sum(f.outcome == Status.CONVERGED for f in raced.fan)
    poorer = sum(f.outcome == POORER for f in raced.fan)
    words = f"{done} of {len(raced.fan)} converged"
    return f"{words}, {poorer} {theme.STATUS_WORDS[POORER]}" if poorer else words


def _last_distance(t: optim.Trajectory, minima: Minima) -> float | None:
    found = float(distances(t.x[-1:], t.y[-1:], minima)[0])
    return None if math.isnan(found) else found
