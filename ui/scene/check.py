"""Whose gradient a scene has checked: the surface's own, or one with the mistake it asks for."""

import optim
from ui.scene.scene import Scene


def checked(scene: Scene) -> optim.Differentiable:
    """The surface, with the mistake in its gradient that the scene asks for."""
    landscape = scene.landscape()
    return landscape if scene.mistake == "none" else optim.Mistaken(landscape, scene.mistake)
