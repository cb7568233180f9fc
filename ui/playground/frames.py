"""What the player draws upon: figures without paths, kept for as long as nothing in them moved.

They change seldom and are slow to build and to draw, so the same scene gives the very same text.
"""

import json
from typing import Any

from landscapes import CriticalPoint, Landscape, Local, Point
from ui.kit.cache import shared_cache
from ui.scene import cached, pictures
from ui.scene.scene import Scene
from viz import Chart, Run, browser, figures

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
        "loss": json.dumps(figures.curve_frame(runs, chart, revision)),
    }


def moves(scene: Scene, runs: list[Run], chart: Chart) -> bytes:
    """The race itself, as `viz.browser.play_bytes` packs it."""
    return browser.play_bytes(pictures.ground_of(scene), runs, scene.labels(), scene.start, chart)


@shared_cache(maxsize=24)
def _surfaces(landscape: Landscape, height: str) -> dict[str, str]:
    at = (cached.ground(landscape, height), (), None, (), "")
    drawn = {
        "contour": figures.contour_figure(*at),
        "surface": figures.surface_figure(*at[:4], 0.0, ""),
    }
    return {name: surface for name, figure in drawn.items() if (surface := figures.pack(figure)[0])}


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
    figure = figures.contour_figure(
        ground, (), None, landscape.minima, revision, critical, chord, probe
    )
    return figures.pack(figure)[1]


@shared_cache(maxsize=256)
def _surface(
    landscape: Landscape, height: str, revision: str, critical: tuple[CriticalPoint, ...]
) -> str:
    floor = cached.floor(landscape, landscape.minima) or 0.0
    ground, minima = cached.ground(landscape, height), landscape.minima
    return figures.pack(
        figures.surface_figure(ground, (), None, minima, floor, revision, critical)
    )[1]
