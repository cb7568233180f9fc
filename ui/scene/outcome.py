"""What came of a race: its table, and what a fair race chose."""

import math
from typing import Any

import landscapes
import optim
from core.sentences import N_, Sentence, joined, sentence
from core.written import number
from optim import POORER, Status
from ui.scene import further_runs
from ui.scene.pictures import Minima, distances, nearest_to
from ui.scene.run_race import Raced, epochs_a_step
from ui.scene.scene import Scene
from viz import theme


def table(scene: Scene, raced: list[Raced]) -> dict[str, list[Any]]:
    """The result table, a list a column."""
    minima = nearest_to(scene)
    rows = [r.trajectory for r in raced]
    columns: dict[str, list[Any]] = {
        N_("Optimizer"): [r.name for r in raced],
        N_("Result"): [theme.outcome_words(t.outcome, t.above) for t in rows],
        N_("Steps"): [t.steps for t in rows],
        N_("Evaluations"): [int(t.cost[-1]) for t in rows],
        **_epochs(scene, raced),
        N_("Final loss"): [float(t.fun[-1]) for t in rows],
        **_held_out(scene, rows),
        N_("Distance to minimum"): [_last_distance(t, minima) for t in rows],
    }
    if any(r.fan for r in raced) and not further_runs.note(scene):
        columns[N_("Thin lines")] = [_converged(r) for r in raced]
    if scene.fair == "on":
        columns[N_("Found")] = [found_words(r) for r in raced]
    return columns | {N_("Why it ended"): [t.message for t in rows]}


def _epochs(scene: Scene, raced: list[Raced]) -> dict[str, list[float]]:
    """How often each run went through the samples, where steps see a few or the chart counts so."""
    if not any(map(scene.racer_batch, scene.race)) and scene.by != "epochs":
        return {}
    return {N_("Epochs"): [each.trajectory.steps * epochs_a_step(scene, each) for each in raced]}


def _held_out(scene: Scene, runs: list[optim.Trajectory]) -> dict[str, list[Any]]:
    """How the ends fare with the samples that are not in the loss, where there are such."""
    landscape = scene.landscape()
    ends = [landscapes.held_out(landscape, float(t.x[-1]), float(t.y[-1])) for t in runs]
    known = [each for each in ends if each is not None]
    if not known or landscape.held_out_scatter is None:
        return {}
    n = len(landscape.held_out_scatter.u)
    return {
        N_("Loss of those held out"): [loss if math.isfinite(loss) else None for loss, _ in known],
        N_("Held out, right"): [sentence("{n} of {all}", n=right, all=n) for _, right in known],
    }


def found(scene: Scene, raced: list[Raced]) -> dict[str, str]:
    """By label, what a fair race chose."""
    return {r.label: found_words(r) for r in raced} if scene.fair == "on" else {}


def found_words(raced: Raced) -> Sentence:
    """What a fair race chose, in words: "Learning rate α = 0.02"."""
    if not raced.found:
        return N_("Nothing to choose")
    knobs = raced.optimizer.knobs
    found = (joined((knobs[name].label, number(value, 6)), " = ") for name, value in raced.found)
    return joined(found, ", ")


def _converged(raced: Raced) -> str:
    """How many of the thin lines converged, and how many of a racer's found no lowest minimum."""
    done = sum(f.outcome == Status.CONVERGED for f in raced.fan)
    poorer = sum(f.outcome == POORER for f in raced.fan)
    known = {"n": done, "all": len(raced.fan)}
    if not poorer:
        return sentence("{n} of {all} converged", **known)
    return sentence(
        "{n} of {all} converged, {poorer} {result}",
        **known,
        poorer=poorer,
        result=N_(theme.STATUS_WORDS[POORER]),
    )


def _last_distance(t: optim.Trajectory, minima: Minima) -> float | None:
    found = float(distances(t.x[-1:], t.y[-1:], minima)[0])
    return None if math.isnan(found) else found
