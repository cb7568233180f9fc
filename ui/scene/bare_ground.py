"""The surface of a scene and a start: what is left of it where nobody races yet."""

from landscapes import Point
from ui.scene.scene import Scene


def bare_ground(scene: Scene, start: Point | None = None) -> Scene:
    """The surface as it opens, from the scene's start or another one."""
    return Scene.opening(
        scene.surface,
        surface_knobs=scene.surface_knobs,
        formula=scene.formula,
        window=scene.window,
        grid=scene.grid,
        start=start or scene.start,
    )
