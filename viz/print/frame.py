"""Which part of the plane a printed map shows, and where a point of it lies on the sheet."""

from dataclasses import dataclass

import numpy as np

from viz.ground import has_one_unit
from viz.print.layout import Box
from viz.run import Bounds


@dataclass(frozen=True)
class Frame:
    """The map's box, and the numbers of the axes at its left and upper edge and per pixel."""

    box: Box
    left: float
    top: float
    across: float
    down: float

    def places(self, every: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """x from left to right and y from top to bottom, at the middle of each so many pixels."""
        x = np.arange(every / 2, self.box.width, every)
        y = np.arange(every / 2, self.box.height, every)
        return self.left + self.across * x, self.top - self.down * y

    def pixels(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Where points lie, (n, 2), in pixels from the upper left corner of the sheet."""
        columns = self.box.left + (x - self.left) / self.across
        return np.stack([columns, self.box.top + (self.top - y) / self.down], axis=-1)


def frame_of(bounds: Bounds, box: Box, equal: bool, fenced: bool) -> Frame:
    """The whole window in the middle of a box.

    `equal`: both axes have one scale, as far as the window is no narrow strip, and more than the
    window is seen; `fenced`: nothing is known beyond it, so all of the box is the window.
    """
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    across, down = (x_hi - x_lo) / box.width, (y_hi - y_lo) / box.height
    if equal and not fenced and has_one_unit(bounds):
        across = down = max(across, down)
    left = (x_lo + x_hi - across * box.width) / 2
    top = (y_lo + y_hi + down * box.height) / 2
    return Frame(box, left, top, across, down)
