"""The palette of a printed picture: what each of up to 256 places in it stands for.

All that is drawn is drawn in places of this one palette, never in colours that would have to be
matched to one later: so a file is small, and all pictures of a film share their colours.
"""

from dataclasses import dataclass

import numpy as np

from viz import theme
from viz.ground import LEVELS

SHADES = 2 * LEVELS
"""Colours of the ground from low to high: two a band, so that each band has one of its own."""
COVERS = 4
"""How much of a contour line covers a dot, in so many grades."""
LINE_INK = 0.45
"""How much of a contour line is ink."""


@dataclass(frozen=True)
class Ramp:
    """One colour in grades, from nearly paper to itself: places one after another."""

    first: int
    grades: int

    @property
    def full(self) -> int:
        """The place of the colour itself."""
        return self.first + self.grades - 1


PAPER = Ramp(0, 1)
GROUND = 1
"""The first place of the ground: for each shade, `COVERS` grades of a line over it."""
INK = Ramp(GROUND + SHADES * COVERS, 6)
FAINT = Ramp(INK.full + 1, 4)
_RACERS = FAINT.full + 1
RACER_GRADES = 5


def racer(index: int) -> Ramp:
    """The colour of the `index`-th racer."""
    return Ramp(_RACERS + RACER_GRADES * (index % len(theme.COLOURS)), RACER_GRADES)


def colours(dark: bool = False) -> np.ndarray:
    """Red, green and blue of each place, uint8, (256, 3)."""
    table = np.zeros((256, 3))
    paper = table[PAPER.first] = _rgb(theme.PAPER, dark)
    ink = _rgb(theme.INK, dark)
    stops = np.array([_rgb(name, dark) for name in theme.GROUND])
    share = np.linspace(0, len(stops) - 1, SHADES)
    shades = np.stack([np.interp(share, np.arange(len(stops)), part) for part in stops.T], axis=-1)
    for cover in range(COVERS):
        mixed = shades + (ink - shades) * (LINE_INK * cover / (COVERS - 1))
        table[GROUND + cover : GROUND + SHADES * COVERS : COVERS] = mixed
    ramps = [(INK, theme.INK), (FAINT, theme.FAINT)]
    ramps += [(racer(k), colour) for k, colour in enumerate(theme.COLOURS)]
    for ramp, name in ramps:
        grades = np.arange(1, ramp.grades + 1)[:, None] / ramp.grades
        table[ramp.first : ramp.full + 1] = paper + (_rgb(name, dark) - paper) * grades
    return np.round(table).astype(np.uint8)


def _rgb(name: str, dark: bool) -> np.ndarray:
    shown = theme.DARK.get(name, name) if dark else name
    return np.array([int(shown[i : i + 2], 16) for i in (1, 3, 5)], np.float64)
