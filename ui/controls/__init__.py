"""The controls of the playground. Each takes the scene as it was and returns it as it is set."""

from ui.controls.race import race, tell
from ui.controls.run import run
from ui.controls.surface import heading, notes, surface
from ui.controls.view import panel, view

__all__ = ["heading", "notes", "panel", "race", "run", "surface", "tell", "view"]
