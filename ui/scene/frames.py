"""What the player draws: the ground, what is marked on it, the chart's axes and the race itself."""

from typing import Any

from landscapes import Landscape
from ui.kit.cache import shared_cache
from ui.scene import cached, pictures
from ui.scene.scene import Scene
from viz import Chart, Run, browser, chart_axes


def ground(scene: Scene) -> bytes:
    """The surface, as the browser can draw it."""
    return _terrain(scene.landscape(), scene.height)


@shared_cache(maxsize=384)
def _terrain(landscape: Landscape, height: str) -> bytes:
    return browser.terrain_bytes(landscape, cached.ground(landscape, height), height)


def frames(scene: Scene, runs: list[Run], chart: Chart) -> dict[str, Any]:
    """What is marked on the map, and the axes of the chart."""
    landscape = scene.landscape()
    floor = cached.floor(landscape, landscape.minima) or 0.0
    marked = browser.map_marks(
        landscape.bounds,
        landscape.minima,
        pictures.critical_of(scene),
        floor,
        **pictures.looked_at(scene),
    )
    return {"map": marked, "chart": chart_axes(runs, chart)}


def moves(scene: Scene, runs: list[Run], chart: Chart) -> bytes:
    """The race itself, as `viz.browser.play_bytes` packs it."""
    return browser.play_bytes(pictures.ground_of(scene), runs, scene.labels(), scene.start, chart)
