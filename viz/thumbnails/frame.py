"""The frame of a thumbnail: the part of the plane it shows, pixel by pixel."""

from dataclasses import dataclass

import numpy as np

from viz.run import Bounds

WIDTH, HEIGHT = 320, 240
"""Pixels. A thumbnail is shown at half that size, so that it is sharp on every screen."""


@dataclass(frozen=True)
class Frame:
    """A window in the middle of a picture: both axes have the same scale, so circles are round."""

    left: float
    top: float
    pixel: float
    """The side of a pixel, in the numbers of the axes."""

    def places(self, every: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """x from left to right, and y from top to bottom: one in so many pixels, both edges too."""
        x = np.linspace(0.5, WIDTH - 0.5, WIDTH // every)
        y = np.linspace(0.5, HEIGHT - 0.5, HEIGHT // every)
        return self.left + self.pixel * x, self.top - self.pixel * y

    def pixels(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where points lie in the picture, in pixels from its upper left corner."""
        return (x - self.left) / self.pixel, (self.top - y) / self.pixel


def frame_of(bounds: Bounds, fenced: bool) -> Frame:
    """The frame around a window; `fenced`, as much of the window as fills the picture."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    fit = min if fenced else max
    pixel = fit((x_hi - x_lo) / WIDTH, (y_hi - y_lo) / HEIGHT)
    left = (x_lo + x_hi - pixel * WIDTH) / 2
    top = (y_lo + y_hi + pixel * HEIGHT) / 2
    return Frame(left, top, pixel)
