"""Small pictures of surfaces and methods to choose by, as PNG files made by NumPy alone."""

from viz.thumbnails.frame import HEIGHT, WIDTH
from viz.thumbnails.thumbnail import (
    BUDGET,
    COLOUR,
    METHODS_ON,
    METHODS_WINDOW,
    Themes,
    method_thumbnails,
    race_thumbnails,
    surface_thumbnails,
)

__all__ = [
    "BUDGET",
    "COLOUR",
    "HEIGHT",
    "METHODS_ON",
    "METHODS_WINDOW",
    "WIDTH",
    "Themes",
    "method_thumbnails",
    "race_thumbnails",
    "surface_thumbnails",
]
