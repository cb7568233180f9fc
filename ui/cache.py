"""Pictures of the ground, kept for all sessions: many people look at the same few surfaces."""

from functools import lru_cache
from typing import Any

import landscapes
from ui.scene import Scene
from viz import Ground, sample


@lru_cache(maxsize=128)
def ground_of(surface: str, knobs: Any, formula: str, window: Any, height: str) -> Ground:
    """The grid under a scene; equal arguments give the very same object."""
    scene = Scene(
        surface=surface, surface_knobs=knobs, formula=formula, window=window, height=height
    )
    landscape = scene.landscape()
    return sample(landscape.fun, landscape.bounds, height)


def ground(scene: Scene) -> Ground:
    """The grid under a scene."""
    return ground_of(scene.surface, scene.surface_knobs, scene.formula, scene.window, scene.height)


@lru_cache(maxsize=128)
def floor_of(surface: str, knobs: Any, formula: str, window: Any) -> float | None:
    """The loss at the known minima, or None where none is known."""
    landscape: landscapes.Landscape = Scene(
        surface=surface, surface_knobs=knobs, formula=formula, window=window
    ).landscape()
    return min((float(landscape.fun(x, y)) for x, y in landscape.minima), default=None)


def floor(scene: Scene) -> float | None:
    """The loss at the known minima of a scene's surface."""
    return floor_of(scene.surface, scene.surface_knobs, scene.formula, scene.window)
