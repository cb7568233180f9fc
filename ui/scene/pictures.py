"""A race as figures see it: the ground under the paths, the runs on it, the chart."""

import math
from typing import Any

import numpy as np

import landscapes
import optim
from landscapes import CriticalPoint, Landscape, Point
from ui.scene import cached
from ui.scene.run_race import Raced, epochs_a_step
from ui.scene.scene import Scene
from viz import Chart, Ground, Run, figures, inside

Minima = tuple[Point, ...]


def figures_of(
    scene: Scene, raced: list[Raced], seen: list[Run] | None = None, guess: Point | None = None
) -> dict[str, Any]:
    """The three linked figures, by name; of the runs no more than is `seen`, if that is given."""
    seen = runs(scene, raced) if seen is None else seen
    ground, chart = ground_of(scene), chart_of(scene, raced)
    revision, critical = ground_id(scene), critical_of(scene)
    at = (ground, seen, scene.start, scene.landscape().minima)
    equal = scene.grid is None  # of a file nobody knows what its axes are
    return {
        "contour": figures.contour_figure(
            *at, revision, critical, **looked_at(scene), equal=equal, guess=guess
        ),
        "surface": figures.surface_figure(*at, chart.floor, revision, critical),
        "loss": figures.curve_figure(
            seen, scene.curve, scene.by, scene.loss, chart.floor, chart.known, revision
        ),
    }


def ground_of(scene: Scene) -> Ground:
    """The grid under the paths."""
    return cached.ground(scene.landscape(), scene.height)


def chart_of(scene: Scene, raced: list[Raced]) -> Chart:
    """What the curves show: a log loss from the known minimum, or from the lowest seen."""
    known = cached.floor(scene.landscape(), nearest_to(scene))
    floor = _lowest(ground_of(scene), raced) if known is None else known
    return Chart(scene.curve, scene.by, scene.loss == "log", floor, known is not None)


def critical_of(scene: Scene) -> tuple[CriticalPoint, ...]:
    """The critical points to mark."""
    return cached.critical(scene.landscape()) if scene.critical == "show" else ()


def looked_at(scene: Scene) -> dict[str, Any]:
    """What the closer look below the plots marks on the map: `chord` or `probe`."""
    if scene.panel == "chord":
        return {"chord": scene.chord_ends()}
    if scene.panel in ("ground", "check"):
        return {"probe": cached.local(scene.landscape(), scene.probed())}
    return {}


def runs(scene: Scene, raced: list[Raced]) -> list[Run]:
    """The runs as figures see them."""
    minima = nearest_to(scene)
    return [_run(scene, each, index, minima) for index, each in enumerate(raced)]


def _run(scene: Scene, raced: Raced, index: int, minima: Minima) -> Run:
    """The run as figures see it."""
    t = raced.trajectory
    cost = t.cost
    if scene.by == "epochs":
        cost = np.arange(len(t.x)) * epochs_a_step(scene, raced)
    elif scene.by == "cost":
        cost = t.nfev + scene.cost_grad * t.njev + scene.cost_hess * t.nhev
    cycles = raced.schedule.snapshots(max(scene.steps, t.steps)) if raced.schedule else ()
    return Run(
        raced.name,
        index,
        t.x,
        t.y,
        t.fun,
        cost,
        t.outcome,
        distance=distances(t.x, t.y, minima),
        gradient=_slopes(scene, t),
        fan=tuple((f.x, f.y, f.fun) for f in raced.fan),
        above=t.above,
        snapshots=tuple(k for k in cycles if k <= t.steps),
        held_out=_held_out(scene, t),
    )


def _slopes(scene: Scene, t: optim.Trajectory) -> np.ndarray:
    """The exact gradient's length at each point, also under differences."""
    exact = scene.difference() is None
    g = (t.grad_x, t.grad_y) if exact else scene.landscape().grad(t.x, t.y)
    found: np.ndarray = np.hypot(*g)
    return found


def _held_out(scene: Scene, t: optim.Trajectory) -> np.ndarray | None:
    """The loss of the samples held out at each point, if it is asked for."""
    if scene.curve != "held_out":
        return None
    return landscapes.held_out_losses(scene.landscape(), t.x, t.y)


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
    found = [p for p in cached.critical(landscape) if p.kind == "minimum"]
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
        scene.surface,
        scene.surface_knobs,
        scene.formula,
        scene.window,
        scene.height,
    )
    facts += (scene.grid,) if scene.grid else ()
    return repr(facts)
