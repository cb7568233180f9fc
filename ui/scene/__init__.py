"""The scene: what decides a picture, its link, its race, and what is kept of both."""

from ui.scene.racer import Racer
from ui.scene.scene import Scene

__all__ = ["Racer", "Scene"]
