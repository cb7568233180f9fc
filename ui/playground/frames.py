"""What the player draws upon: figures without paths, kept for as long as nothing in them moved.

They change seldom and are slow to build and to draw, so the same scene gives the very same text.
"""

import json
from typing import Any

from landscapes import CriticalPoint, Landscape, Local
from ui.kit.cache import shared_cache
from ui.scene import cached, pictures
from ui.scene.scene import Point, Scene
from viz import contour_figure, pack, surface_figure
from viz.browser.play import play
from viz.figures.curve import Chart, curve_frame
from viz.run import Run

Chord = tuple[Point, Point] | None


def surfaces(scene: Scene) -> dict[str, str]:
    """JSON of the ground in each figure that shows it."""
    return _surfaces(scene.landscape(), scene.height)


def frames(scene: Scene, runs: list[Run], chart: Chart) -> dict[str, str]:
    """JSON of the axes and marks of each figure."""
    landscape, revision, critical = (
        scene.landscape(),
        pictures.ground_id(scene),
        pictures.critical_of(scene),
    )
    marks: dict[str, Any] = {"chord": None, "probe": None} | pictures.looked_at(scene)
    return {
        "contour": _contour(landscape, scene.height, revision, critical, **marks),
        "surface": _surface(landscape, scene.height, revision, critical),
        "loss": json.dumps(curve_frame(runs, chart, revision)),
    }


def moves(scene: Scene, runs: list[Run], chart: Chart) -> bytes:
    """The race itself, as `viz.browser.play` packs it."""
    return play(pictures.ground_of(scene), runs, scene.labels(), scene.start, chart)


@shared_cache(maxsize=24)
def _surfaces(landscape: Landscape, height: str) -> dict[str, str]:
    at = (cached.ground(landscape, height), (), None, (), "")
    figures = {"contour": contour_figure(*at), "surface": surface_figure(*at[:4], 0.0, "")}
    return {name: surface for name, figure in figures.items() if (surface := pack(figure)[0])}


@shared_cache(maxsize=256)
def _contour(
    landscape: Landscape,
    height: str,
    revision: str,
    critical: tuple[CriticalPoint, ...],
    chord: Chord,
    probe: Local | None,
) -> str:
    ground = cached.ground(landscape, height)
    figure = contour_figure(ground, (), None, landscape.minima, revision, critical, chord, probe)
    return pack(figure)[1]


@shared_cache(maxsize=256)
def _surface(
    landscape: Landscape, height: str, revision: str, critical: tuple[CriticalPoint, ...]
) -> str:
    floor = cached.floor(landscape, landscape.minima) or 0.0
    ground, minima = cached.ground(landscape, height), landscape.minima
    return pack(surface_figure(ground, (), None, minima, floor, revision, critical))[1]
