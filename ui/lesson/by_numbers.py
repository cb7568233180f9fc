"""A place on the map said by two numbers: plain pictures cannot be pointed at."""

from core.knob import Knob
from ui.kit.widgets import knob_widget
from ui.lesson.visit import Visit


def place(visit: Visit) -> tuple[float, float] | None:
    """Sliders for x and y over the window; None as long as both stand at the start."""
    scene = visit.scene
    if scene is None:
        return None
    begins, edges = scene.start, scene.landscape().bounds
    x, y = (
        knob_widget(
            Knob(value, min(edge[0], value), max(edge[1], value), name),
            f"lesson.place.{name}.{visit.of.slug}.{visit.step}",
            value,
        )
        for name, value, edge in zip("xy", begins, edges, strict=True)
    )
    return None if (x, y) == begins else (x, y)
