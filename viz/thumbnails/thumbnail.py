"""Small pictures to choose by: a surface's ground, and on one ground the path of each method."""

import functools
from collections.abc import Sequence

import numpy as np

import landscapes
import optim
from viz import theme
from viz.thumbnails.colours import Colours
from viz.thumbnails.frame import Frame
from viz.thumbnails.png import png
from viz.thumbnails.relief import painted, relief
from viz.thumbnails.strokes import diamond, disc, line

METHODS_ON = "ravine"
"""The surface on which methods are compared: steep walls and a gentle floor, askew."""
METHODS_WINDOW = ((-2.3, 0.7), (-1.2, 0.9))
"""What is seen of it: all between the start and the minimum."""
BUDGET = 60
"""Evaluations that each method may spend, as in a fair race."""
COLOUR = theme.COLOURS[1]
"""Of the path: a race gives each method a colour of its own, which here is not known."""
PATH, HALO, EDGE = 5.0, 9.0, 3.0
START, END = 13.0, 8.0
"""The size of the marks, in pixels from their middle."""
FIRST, LATER = 120, 40
"""Of a path in a race: the first points are drawn as they are, of the others so many."""
Path = tuple[np.ndarray, np.ndarray]
Themes = dict[bool, bytes]
"""A picture by whether it is for the dark theme."""


def surface_thumbnails(slug: str) -> Themes:
    """The ground of a built-in surface at its default knobs, in both themes, as PNG files."""
    surface = landscapes.get(slug)
    _, share = relief(surface, surface.bounds)
    return {dark: png(painted(share, Colours(dark))) for dark in (False, True)}


def method_thumbnails(slug: str) -> Themes:
    """A method's path over the ravine, with the knobs that suit it best, in both themes."""
    surface = landscapes.get(METHODS_ON)
    frame, _ = _ground()
    tuned = optim.tune(surface, optim.get(slug), surface.start, BUDGET).optimizer
    run = optim.minimize(surface, tuned, max_steps=BUDGET, max_evaluations=BUDGET)
    x, y = frame.pixels(run.x, run.y)
    return {dark: png(_with_path(x, y, Colours(dark))) for dark in (False, True)}


def race_thumbnails(landscape: landscapes.Landscape, paths: Sequence[Path]) -> Themes:
    """A surface with the paths of a race over it, in their colours, in both themes."""
    frame, share = relief(landscape, landscape.bounds)
    seen = [frame.pixels(*(_fewer(side) for side in path)) for path in paths]
    return {dark: png(_with_paths(share, seen, Colours(dark))) for dark in (False, True)}


def _fewer(values: np.ndarray) -> np.ndarray:
    """A path with no more points than a small picture can show."""
    last = len(values) - 1
    later = np.linspace(min(FIRST, last), last, LATER).astype(int)
    kept = np.unique(np.concatenate([np.arange(min(FIRST, last) + 1), later]))
    fewer: np.ndarray = values[kept]
    return fewer


def _with_paths(share: np.ndarray, paths: Sequence[Path], colours: Colours) -> np.ndarray:
    picture = painted(share, colours)
    for k, (x, y) in enumerate(paths):
        shown = line(x, y, HALO), line(x, y, PATH)
        for name, cover in zip(
            (theme.PAPER, theme.COLOURS[k % len(theme.COLOURS)]), shown, strict=True
        ):
            picture = colours.mixed(picture, name, cover)
    for x, y in paths[:1]:
        for name, more in ((theme.INK, EDGE), (theme.PAPER, 0.0)):
            picture = colours.mixed(picture, name, diamond(x[0], y[0], START + more))
    return picture


@functools.lru_cache(maxsize=1)
def _ground() -> tuple[Frame, np.ndarray]:
    return relief(landscapes.get(METHODS_ON), METHODS_WINDOW)


def _with_path(x: np.ndarray, y: np.ndarray, colours: Colours) -> np.ndarray:
    """The path of one run, given in pixels, with a halo that sets it off from any ground."""
    picture = painted(_ground()[1], colours)
    for name, width in ((theme.PAPER, HALO), (COLOUR, PATH)):
        picture = colours.mixed(picture, name, line(x, y, width))
    for name, more in ((theme.PAPER, EDGE), (COLOUR, 0.0)):
        picture = colours.mixed(picture, name, disc(x[-1], y[-1], END + more))
    for name, more in ((theme.INK, EDGE), (theme.PAPER, 0.0)):
        picture = colours.mixed(picture, name, diamond(x[0], y[0], START + more))
    return picture
