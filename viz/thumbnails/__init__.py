"""Small pictures of surfaces and methods to choose by, as PNG files made by NumPy alone."""

from viz.thumbnails.frame import HEIGHT, WIDTH
from viz.thumbnails.thumbnail import METHODS_ON, method_thumbnails, surface_thumbnails

__all__ = ["HEIGHT", "METHODS_ON", "WIDTH", "method_thumbnails", "surface_thumbnails"]
