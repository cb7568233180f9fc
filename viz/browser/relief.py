"""The ground as a picture of cells: bands of height, for a run to be drawn on."""

import numpy as np

from core.sentences import N_
from viz import theme
from viz.browser.cells import SHADES, Kind, Picture
from viz.ground import Ground

FINER = 3
"""Cells a side for each place where the loss was evaluated."""
BANDS = 16
NOWHERE = Kind(N_("Not defined here"), ("#e7eaed",), "cross", dark=("#1d242b",))


def relief_picture(ground: Ground) -> Picture:
    """Bands of height, as the contour map shades them, and the loss under each cell."""
    colours = tuple(theme.GROUND)
    dark = tuple(theme.DARK.get(colour, colour) for colour in colours)
    loss = _finer(ground.z)
    with np.errstate(all="ignore"):
        share = ground.height(loss) / float(ground.height(ground.high))
    band = np.nan_to_num(np.floor(share * BANDS) / (BANDS - 1), nan=0.0).clip(0.0, 1.0)
    shade = np.rint(SHADES * band).astype(np.uint8)
    label = np.where(np.isfinite(loss), 0, 1)
    # A cell of the ground is no run: it has no name, and no steps.
    kinds = (Kind("", colours, dark=dark), NOWHERE)
    return Picture(kinds, label, shade, np.zeros(loss.shape), loss)


def _finer(z: np.ndarray) -> np.ndarray:
    """Values between those of a grid, linear in each direction: the middles of finer cells."""
    for _ in range(2):
        n = z.shape[0]
        at = ((np.arange(FINER * n) + 0.5) / (FINER * n) * (n - 1)).clip(0, n - 1)
        low = np.minimum(at.astype(int), n - 2)
        part = (at - low)[:, None]
        with np.errstate(all="ignore"):
            z = (z[low] * (1 - part) + z[low + 1] * part).T
    return z
