"""A map of cells as a film: each cell is coloured at the step at which its run ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.sentences import _, sentence
from viz.print import palette
from viz.print.canvas import Canvas
from viz.print.gif_file import gif_file
from viz.print.layout import Box, Layout
from viz.print.palette import FAINT, GROUND, INK, PAPER, Ramp

SHADES = 9
"""Colours of a kind of cell, from quick to slow; of a flat one the last is its pattern's."""
MOST = 72
"""Pictures of a film."""
LAST = 250
"""Hundredths of a second that the end is shown."""
COUNTER = 11
"""How wide the place for the number of the step is, in units of the layout."""
TILE = 8
"""Pixels from one sign of a pattern to the next."""
LIGHT = 115
"""A colour brighter than that has a dark pattern, another one a pale one."""


class Kind(Protocol):
    """One way for a run to end, see `viz.browser.Kind`."""

    @property
    def name(self) -> str:
        """In words."""

    @property
    def number(self) -> str:
        """Of a minimum."""

    @property
    def colours(self) -> tuple[str, ...]:
        """From quick to slow."""

    @property
    def dark(self) -> tuple[str, ...]:
        """The same in the dark theme, where these are others."""

    @property
    def pattern(self) -> str:
        """What is drawn over it."""


class Cells(Protocol):
    """A map of cells, see `viz.browser.Picture`: arrays of (rows, columns) from below."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What labels mean."""

    @property
    def label(self) -> np.ndarray:
        """Place in `kinds`."""

    @property
    def shade(self) -> np.ndarray:
        """0 to 255."""

    @property
    def steps(self) -> np.ndarray:
        """That each run took."""


@dataclass(frozen=True)
class CellsFilm:
    """A map that grows: so many pixels wide, for about so many seconds."""

    title: str
    cells: Cells
    width: int = 720
    seconds: float = 8.0
    dark: bool = False

    @property
    def shown(self) -> list[int]:
        """The kinds that there are, by their places."""
        return [int(k) for k in np.unique(self.cells.label)]

    @property
    def layout(self) -> Layout:
        """Four by three."""
        return Layout(self.width, 3 * self.width // 4, len(self.shown))


def cells_gif(film: CellsFilm) -> bytes:
    """The film as a GIF file."""
    shown = _stops(film.cells.steps)
    hundredths = round(100 * film.seconds / len(shown))
    each = [hundredths] * (len(shown) - 1) + [max(LAST, hundredths)]
    return gif_file(zip(pictures(film, shown), each, strict=True), colours(film))


def _stops(steps: np.ndarray) -> list[int]:
    """The steps that are shown: from one to the next about as many runs end."""
    ended = np.quantile(steps, np.linspace(0, 1, MOST), method="nearest") if steps.size else []
    return [0, *(int(step) for step in np.unique(ended) if step > 0)]


def colours(film: CellsFilm) -> np.ndarray:
    """Red, green and blue of each place: those of kinds stand where a race has its ground."""
    table = palette.colours(film.dark)
    for k, kind in enumerate(film.cells.kinds):
        named = (kind.dark or kind.colours) if film.dark else kind.colours
        stops = np.array([[int(name[i : i + 2], 16) for i in (1, 3, 5)] for name in named])
        share = np.linspace(0, len(stops) - 1, SHADES)
        ramp = np.stack([np.interp(share, range(len(stops)), part) for part in stops.T], axis=-1)
        if kind.pattern:
            sign = 0 if ramp[0] @ (0.3, 0.59, 0.11) > LIGHT else 255
            ramp[-1] = 0.4 * ramp[0] + 0.6 * sign
        table[GROUND + SHADES * k : GROUND + SHADES * (k + 1)] = np.rint(ramp)
    return table


def pictures(film: CellsFilm, shown: list[int]) -> Iterator[np.ndarray]:
    """The picture at each of these steps, in places of the palette."""
    layout = film.layout
    whole = Box(0, 0, layout.width, layout.height)
    canvas = Canvas(np.full((layout.height, layout.width), PAPER.first, np.uint8), whole)
    size, middle, left = layout.unit, layout.title.height / 2, 0.7 * layout.unit
    most = layout.width - 2 * left - COUNTER * size
    canvas.words(film.title, left, middle, 1.45 * size, INK, most)
    _legend(canvas, film)
    coloured, ends = _cells(film)
    box = layout.map
    for step in shown:
        places = canvas.places.copy()
        here = places[box.top : box.bottom, box.left : box.right]
        np.copyto(here, coloured, where=ends <= step)
        words = _(sentence("step {at} / {all}", at=step, all=shown[-1]))
        Canvas(places, whole).words(words, layout.width - COUNTER * size, middle, size, FAINT)
        yield places


def _cells(film: CellsFilm) -> tuple[np.ndarray, np.ndarray]:
    """For each pixel of the map its place in the palette, and the step at which it is coloured."""
    box, cells = film.layout.map, film.cells
    rows, columns = cells.label.shape
    down = (np.arange(box.height) * rows // box.height)[::-1]
    across = np.arange(box.width) * columns // box.width
    label = cells.label[down][:, across]
    patterned = np.array([bool(kind.pattern) for kind in cells.kinds])
    steps = SHADES - 1
    shade = np.where(patterned[cells.label], 0, np.rint(cells.shade * (steps / 255.0)))
    shade = shade.astype(np.int64)[down][:, across]
    for k in film.shown:
        if cells.kinds[k].pattern:
            shade[(label == k) & signs(cells.kinds[k].pattern, box.height, box.width)] = steps
    places = (GROUND + SHADES * label + shade).astype(np.uint8)
    return places, cells.steps[down][:, across]


def signs(pattern: str, rows: int, columns: int) -> np.ndarray:
    """Where a pattern has ink, as `ui/browser/map/paint_cells.js` draws it."""
    y, x = np.ogrid[:rows, :columns]
    y, x = y % TILE, x % TILE
    away = np.hypot(x - 3.5, y - 3.5)
    rising, falling = (x + y) % TILE == TILE - 1, x == y
    drawn = {
        "dots": away < 1.5,
        "rings": (away > 1.6) & (away < 3.1),
        "hatch": rising,
        "cross": rising | falling,
        "lines": (y == 4) & (x >= 0),
        "bars": (x == 4) & (y >= 0),
    }
    found: np.ndarray = drawn[pattern]
    return found


def _legend(canvas: Canvas, film: CellsFilm) -> None:
    """Swatch, name and share of each kind that there is."""
    layout, unit = film.layout, film.layout.unit
    counts = np.bincount(film.cells.label.ravel(), minlength=len(film.cells.kinds))
    for row, k in enumerate(film.shown):
        kind = film.cells.kinds[k]
        left, middle, wide = layout.entry(row)
        high = 0.42 * unit
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (unit, high)
        full = GROUND + SHADES * k + (0 if kind.pattern else SHADES // 2)
        canvas.shape(corners + np.array((left + unit, middle)), Ramp(full, 1))
        at = left + 2.5 * unit
        share = f"{counts[k] / film.cells.label.size:.0%}"
        name = f"{kind.number}  {_(kind.name)}" if kind.number else _(kind.name)
        canvas.words(f"{name}  {share}", at, middle, 0.85 * unit, INK, wide - (at - left))
