"""Small pictures of surfaces and methods to choose by, as PNG files made by NumPy alone."""

from viz.thumbnails.frame import HEIGHT, WIDTH
from viz.thumbnails.thumbnail import (
    BUDGET,
    METHODS_ON,
    Themes,
    method_thumbnails,
    surface_thumbnails,
)

__all__ = [
    "BUDGET",
    "HEIGHT",
    "METHODS_ON",
    "WIDTH",
    "Themes",
    "method_thumbnails",
    "surface_thumbnails",
]
