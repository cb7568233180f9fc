"""The controls of a scene, for every page: each takes it as it was and returns it as it is set."""

from ui.controls.conditions import run
from ui.controls.racers import race, tell
from ui.controls.surface import heading, notes, surface

__all__ = ["heading", "notes", "race", "run", "surface", "tell"]
