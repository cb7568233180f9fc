"""The ground of a thumbnail: bands of colour from low to high, and contour lines between them."""

import numpy as np

from landscapes import Landscape
from viz import theme
from viz.ground import sample
from viz.run import Bounds
from viz.thumbnails.colours import Colours
from viz.thumbnails.frame import HEIGHT, WIDTH, Frame, frame_of

BANDS = 12
SIZE = 61
"""Points a side of the grid that says how losses become heights, as on the large map."""
COSTLY, COARSE, COARSEST = 4.0, 4, 8
"""A surface whose evaluation costs so many times a formula's is asked at every so many pixels;
and one that is evaluated place by place."""
LINE, LINE_SHARE = 1.2, 0.45
"""Of a contour line: its width in pixels, and how much of it is ink."""
NEAREST, FULL = 3.0, 9.0
"""Lines fade where they come closer than `FULL` pixels, and are gone at `NEAREST`."""


def relief(landscape: Landscape, bounds: Bounds) -> tuple[Frame, np.ndarray]:
    """The frame around a window, and the share of the window's highest height at each pixel.

    It is NaN where the surface is undefined, and above 1 where the picture shows more than the
    window.
    """
    frame = frame_of(bounds, landscape.partial)
    ground = sample(landscape.fun, bounds, size=SIZE)
    every = COARSEST if landscape.by_point else COARSE if landscape.effort > COSTLY else 1
    x, y = frame.places(every)
    losses = np.asarray(landscape.fun(*np.meshgrid(x, y)), np.float64)
    share = ground.height(losses) / max(float(ground.height(ground.high)), 1e-300)
    return frame, _between(share, every)


def _between(coarse: np.ndarray, every: int) -> np.ndarray:
    """The pixels between those that were evaluated."""
    if every == 1:
        return coarse
    rows, columns = coarse.shape
    x, y = np.linspace(0, columns - 1, WIDTH), np.linspace(0, rows - 1, HEIGHT)
    wide = np.array([np.interp(x, np.arange(columns), line) for line in coarse])
    return np.array([np.interp(y, np.arange(rows), line) for line in wide.T]).T


def painted(share: np.ndarray, colours: Colours) -> np.ndarray:
    """The picture of these heights, as red, green and blue from 0 to 1."""
    scaled = share * BANDS
    steep = np.hypot(*np.gradient(scaled)) + 1e-9
    level = np.clip(np.round(scaled), 1, BANDS - 1)
    away = np.abs(scaled - level) / steep
    clear = np.clip((1 / steep - NEAREST) / (FULL - NEAREST), 0, 1)
    band = (np.clip(np.floor(scaled), 0, BANDS - 1) + 0.5) / BANDS
    ground = colours.between(theme.GROUND, clear * band + (1 - clear) * np.clip(share, 0, 1))
    line = np.clip((LINE + 1) / 2 - away, 0, 1) * clear * LINE_SHARE
    picture = colours.mixed(ground, theme.INK, line)
    return np.where(np.isnan(share)[..., None], colours.of(theme.PAPER), picture)
