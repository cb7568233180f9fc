"""A race as pictures that need no browser: PNG, SVG, GIF and LaTeX."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.sentences import _
from landscapes import Landscape
from ui.kit.cache import shared_cache
from ui.scene import cached, pictures
from ui.share.asked import Asked
from viz import print as printed

CARD = 1200, 600
"""Pixels of the picture that a messenger shows beside a link: twice as wide as high."""
WIDTHS = 240, 1200
"""Pixels of a film."""
SECONDS = 1, 60
SCALES = 1, 4
"""A printed picture is so many times a card."""
KEPT_PIXELS = CARD[0] * CARD[1]
"""Of a sheet whose ground is kept; larger ones are rare, and would fill the memory."""


@shared_cache(maxsize=48)
def _ground(landscape: Landscape, height: str, layout: printed.Layout, equal: bool) -> np.ndarray:
    """The ground of a sheet, kept for all who look at the same surface."""
    sheet = printed.Sheet("", landscape, cached.ground(landscape, height), (), equal=equal)
    return printed.bare_ground(sheet, layout)


def sheet_of(asked: Asked, dark: bool = False) -> printed.Sheet:
    """What is printed of a scene: those who are hidden in it are not drawn."""
    scene, landscape = asked.scene, asked.scene.landscape()
    every = zip(scene.labels(), pictures.runs(scene, asked.raced), strict=True)
    return printed.Sheet(
        _(asked.title),
        landscape,
        pictures.ground_of(scene),
        [run for label, run in every if label not in scene.hidden],
        scene.start,
        landscape.minima,
        equal=scene.grid is None,
        dark=dark,
    )


def card(asked: Asked) -> bytes:
    """The picture that stands beside a link; of a link that asks first it tells no answer."""
    if asked.scene.held:
        ground = replace(sheet_of(replace(asked, scene=asked.scene.begun)), runs=())
        return _png(asked, ground, *CARD)
    return _png(asked, sheet_of(asked), *CARD)


def as_png(asked: Asked) -> bytes:
    """The same in a theme and a size of one's own."""
    scale = round(asked.number("scale", 1, *SCALES))
    wide, high = (scale * side for side in CARD)
    return _png(asked, sheet_of(asked, _is_dark(asked)), wide, high)


def as_svg(asked: Asked) -> bytes:
    """A drawing whose lines and letters stay that."""
    sheet = sheet_of(asked, _is_dark(asked))
    return printed.svg(sheet, _layout(sheet, *CARD)).encode()


def as_gif(asked: Asked) -> bytes:
    """A film of the race."""
    wide = 4 * round(asked.number("width", 720, *WIDTHS) / 4)
    sheet = sheet_of(asked, _is_dark(asked))
    film = printed.Film(sheet, wide, asked.number("seconds", 8, *SECONDS))
    return printed.gif(film, _below(asked, sheet, film.layout))


def as_pair(sides: Sequence[tuple[str, Asked]]) -> bytes:
    """A film of two races side by side, in step, each below its title."""
    asked = [each for _title, each in sides]
    sheets = [replace(sheet_of(each, _is_dark(each)), title=title) for title, each in sides]
    wide = 4 * round(asked[0].number("width", 720, *WIDTHS) / 4)
    seconds = asked[0].number("seconds", 8, *SECONDS)
    most = max(len(sheet.runs) for sheet in sheets)
    films = [printed.Film(sheet, wide, seconds, beside=most) for sheet in sheets]
    grounds = zip(asked, sheets, films, strict=True)
    return printed.pair_gif(films, [_below(each, s, film.layout) for each, s, film in grounds])


def as_tex(asked: Asked) -> bytes:
    """For pgfplots."""
    return printed.pgfplots(sheet_of(asked), f"{asked.title}\n{asked.link}").encode()


def _png(asked: Asked, sheet: printed.Sheet, wide: int, high: int) -> bytes:
    layout = _layout(sheet, wide, high)
    return printed.png(sheet, layout, _below(asked, sheet, layout))


def _layout(sheet: printed.Sheet, wide: int, high: int) -> printed.Layout:
    return printed.Layout(wide, high, len(sheet.runs))


def _below(asked: Asked, sheet: printed.Sheet, layout: printed.Layout) -> np.ndarray:
    if layout.width * layout.height > KEPT_PIXELS:
        return printed.bare_ground(sheet, layout)
    return _ground(asked.scene.landscape(), asked.scene.height, layout, sheet.equal)


def _is_dark(asked: Asked) -> bool:
    return asked.word("theme", "light", "dark") == "dark"
