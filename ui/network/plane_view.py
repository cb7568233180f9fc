"""The plane a study is seen on, its window, and the surface over it."""

from dataclasses import dataclass, replace

import numpy as np

from core.sentences import N_
from landscapes.networks import (
    LastLayer,
    Mlp,
    Plane,
    digits,
    pca_plane,
    random_plane,
    slice_grid,
    three_point_plane,
)
from ui.kit.cache import shared_cache
from ui.network.study import GRID_SIDES, Study
from ui.network.training import Runner, runners
from viz import Bounds, Ground, sample

MARGIN = 0.3
"""Free space around the paths, as a share of their extent, on each side."""
AXES = {
    "paths": (N_("component 1"), N_("component 2")),
    "random": (N_("random direction 1"), N_("random direction 2")),
    "three": (N_("to the end of run 1"), N_("to the end of run 2")),
}
"""What is along the axes of each kind of plane: words short enough for the 3-D view."""
AT_ONCE = 0.12
"""Seconds: a slice that takes longer is first shown coarse."""


@dataclass(frozen=True, eq=False)
class Path:
    """One learner's way, as the plane shows it, all arrays (k,)."""

    x: np.ndarray
    y: np.ndarray
    away: np.ndarray
    """Distance from the plane."""


@dataclass(frozen=True, eq=False)
class PlaneView:
    """The plane with its window and its paths, one a learner."""

    plane: Plane
    bounds: Bounds
    paths: tuple[Path, ...]
    kind: tuple[str, str]
    """What is along the axes, in words."""
    note: str = ""
    """Why it is another plane than was asked for."""


def plane_view(study: Study) -> PlaneView:
    """The plane of a study; kept for all sessions."""
    focus = study.focused() if study.plane == "random" else ""
    seed = study.plane_seed if study.plane == "random" else 0
    return _plane_view(
        replace(study, focus=focus, plane_seed=seed, cells="51", inside="off", panel="honesty")
    )


@shared_cache(maxsize=32, heavy=True)
def _plane_view(study: Study) -> PlaneView:
    found = runners(study)
    kind, plane, note = _plane(study, found)
    paths = tuple(Path(*plane.project(runner.trained.run.ws)) for runner in found)
    shown = [path for path, runner in zip(paths, found, strict=True) if not runner.trained.lost]
    square = (-study.zoom, study.zoom)
    window = (square, square) if kind == "random" else _window(shown, study.zoom)
    return PlaneView(plane, window, paths, AXES[kind], note)


def _plane(study: Study, found: tuple[Runner, ...]) -> tuple[str, Plane, str]:
    """Of which kind it is, the plane, and why it is not the one asked for."""
    good = [runner.trained for runner in found if not runner.trained.lost]
    note: str = ""
    if not good:
        note = N_("All runs diverged: a random plane through the first weights is shown.")
        return "random", _random(study, found[0].trained.run.ws[0], 0), note
    if study.plane == "random":
        focused = next(runner for runner in found if runner.label == study.focused()).trained
        w = (good[0] if focused.lost else focused).run.w
        return "random", _random(study, w, study.plane_seed), note
    if study.plane == "three":
        try:
            plane = three_point_plane(good[0].run.ws[0], good[0].run.w, good[1].run.w)
        except (IndexError, ValueError):
            note = N_(
                "Three different points need two runs that did not diverge: here is the plane "
                "of the paths."
            )
        else:
            return "three", plane, note
    return "paths", pca_plane(np.concatenate([t.run.ws for t in good]), good[0].run.w), note


def _random(study: Study, w: np.ndarray, seed: int) -> Plane:
    """A random plane of what is trained."""
    plane = random_plane(study.mlp(), w, seed)
    return LastLayer(study.mlp(), w).plane(plane) if study.layers == "last" else plane


def _window(paths: list[Path], zoom: float) -> Bounds:
    """A square around the paths."""
    x, y = (np.concatenate([getattr(path, name) for path in paths]) for name in "xy")
    half = max(np.ptp(x), np.ptp(y), 1e-6) * (0.5 + MARGIN) * zoom
    middles = ((v.min() + v.max()) / 2 for v in (x, y))
    across, up = ((float(at - half), float(at + half)) for at in middles)
    return across, up


# -- the surface ----------------------------------------------------------------------------


def sides(study: Study) -> list[int]:
    """Points a side of the slice: a first glance where the whole takes a moment."""
    fine = study.side()
    slow = fine * fine * study.point() > AT_ONCE
    return [GRID_SIDES[0], fine] if slow and fine > GRID_SIDES[0] else [fine]


def ground(study: Study, side: int) -> Ground:
    """The loss over the plane on a grid; kept for all sessions."""
    return _ground(plane_view(study), study.mlp(), study.samples, study.weight_decay, side)


@shared_cache(maxsize=48, heavy=True)
def _ground(seen: PlaneView, mlp: Mlp, samples: int, weight_decay: float, side: int) -> Ground:
    def losses(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return slice_grid(mlp, seen.plane, digits("train", samples), x[0], y[:, 0], weight_decay)

    return sample(losses, seen.bounds, "auto", side)
