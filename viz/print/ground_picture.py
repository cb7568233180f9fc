"""The ground of a printed map: bands of colour from low to high with contour lines between."""

import numpy as np
from PIL import Image

from landscapes import Landscape
from viz.ground import LEVELS, Ground
from viz.print.frame import Frame
from viz.print.palette import COVERS, GROUND, PAPER, SHADES

EVERY = 2
"""A formula is evaluated at every so many pixels."""
COSTLY = 4.0
"""A surface whose evaluation costs so many times a formula's is drawn from its grid."""
NEAREST, FULL = 3.0, 9.0
"""Lines fade where they come closer than `FULL` pixels, and are gone at `NEAREST`."""
LINE = 1.1
"""The width of a contour line in pixels."""
ROWS = 256
"""Rows painted at a time, so that a large sheet takes little memory beside itself."""


def is_fenced(landscape: Landscape) -> bool:
    """Whether nothing, or not soon enough, is known of the surface beyond its window."""
    return landscape.partial or landscape.by_point or landscape.effort > COSTLY


def ground_places(
    landscape: Landscape, ground: Ground, frame: Frame, lines: bool = True
) -> np.ndarray:
    """The places in the palette of each pixel of the map's box, uint8, (rows, columns)."""
    share = _enlarged(shares(landscape, ground, frame), frame)
    places = np.empty(share.shape, np.uint8)
    for top in range(0, len(share), ROWS):
        # With the row below, which tells how steep the last one is.
        part = _painted(share[top : top + ROWS + 1], lines)
        places[top : top + ROWS] = part[:ROWS]
    return places


def _painted(share: np.ndarray, lines: bool) -> np.ndarray:
    known = share == share
    scaled = np.where(known, share, 0) * np.float32(LEVELS)
    steep = _steep(scaled) + np.float32(1e-6)
    level = np.clip(np.rint(scaled), 1, LEVELS - 1)
    clear = np.clip((1 / steep - NEAREST) / (FULL - NEAREST), 0, 1)
    cover = np.clip((LINE + 1) / 2 - np.abs(scaled - level) / steep, 0, 1) * clear
    band = np.clip(np.floor(scaled), 0, LEVELS - 1) + np.float32(0.5)
    shown = clear * band + (1 - clear) * np.clip(scaled, 0, LEVELS)
    shade = np.clip(shown * np.float32(SHADES / LEVELS), 0, SHADES - 1).astype(np.uint8)
    cover = cover if lines else np.zeros_like(cover)
    places = GROUND + shade * COVERS + np.rint(cover * (COVERS - 1)).astype(np.uint8)
    return np.where(known, places, PAPER.first).astype(np.uint8)


def shares(landscape: Landscape, ground: Ground, frame: Frame, every: int = EVERY) -> np.ndarray:
    """Heights as shares of the window's highest: float32, one in so many pixels each way."""
    x, y = frame.places(every)
    if is_fenced(landscape):
        return _between(ground, x, y)
    losses = landscape.fun(*np.meshgrid(x, y))
    top = max(float(ground.height(ground.high)), 1e-300)
    with np.errstate(invalid="ignore"):
        return (ground.height(losses) / top).astype(np.float32)


def _between(ground: Ground, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The same from the grid under the paths; NaN outside of it."""
    heights = ground.height(ground.z) / max(float(ground.height(ground.high)), 1e-300)
    gone = {"left": np.nan, "right": np.nan}
    wide = np.array([np.interp(x, ground.x, line, **gone) for line in heights])
    high = np.array([np.interp(y, ground.y, line, **gone) for line in wide.T]).T
    return high.astype(np.float32)


def _enlarged(coarse: np.ndarray, frame: Frame) -> np.ndarray:
    size = (frame.box.width, frame.box.height)
    image = Image.fromarray(np.ascontiguousarray(coarse))
    return np.asarray(image.resize(size, Image.Resampling.BILINEAR))


def _steep(scaled: np.ndarray) -> np.ndarray:
    """How many bands a pixel crosses."""
    across = np.diff(scaled, axis=1, append=scaled[:, -1:])
    down = np.diff(scaled, axis=0, append=scaled[-1:])
    found: np.ndarray = np.sqrt(across * across + down * down)
    return found
