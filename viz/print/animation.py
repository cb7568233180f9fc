"""A race as a film: its paths grow step by step; and two races side by side, in step."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.sentences import _, sentence
from viz import theme
from viz.print import palette
from viz.print.canvas import Canvas
from viz.print.gif_file import gif_file
from viz.print.layout import Box, HalfLayout, Layout
from viz.print.palette import FAINT, PAPER
from viz.print.sheet import Pens, Sheet, drawn, legend, marks
from viz.print.strokes import dashed_on, dashes_along, length, pieces
from viz.run import Run

MOST = 200
"""Pictures of a film: of a longer race not every step is one."""
LAST = 200
"""Hundredths of a second that the end is shown."""
COUNTER = 9
"""How wide the place for the number of the step is, in units of the layout."""
LARGEST = 1_900_000
"""Bytes; above, only every second picture is kept."""
GAP = 8
"""Pixels between two races."""


@dataclass(frozen=True)
class Film:
    """A sheet that moves: so many pixels wide, for about so many seconds."""

    sheet: Sheet
    width: int = 720
    seconds: float = 8.0
    beside: int | None = None
    """How many racers the film has that is shown beside it, if one is."""

    @property
    def layout(self) -> Layout:
        """Four by three; films side by side have maps of one size."""
        if self.beside is not None:
            wide, entries = self.width // 2 - GAP // 2, max(len(self.sheet.runs), self.beside)
            return HalfLayout(wide, self.width // 2, entries)
        return Layout(self.width, 3 * self.width // 4, len(self.sheet.runs))

    @property
    def steps(self) -> int:
        """Of the longest run."""
        return max((len(run.x) - 1 for run in self.sheet.runs), default=0)


def gif(film: Film, below: np.ndarray | None = None) -> bytes:
    """The film as a GIF file; `below`: the `bare_ground` of its sheet and layout, if known."""
    return _gif(film, film.steps, lambda shown: pictures(film, shown, below))


def pair_gif(films: Sequence[Film], belows: Sequence[np.ndarray | None]) -> bytes:
    """Two films side by side as one GIF file; the shorter one waits at its end."""
    steps = max(film.steps for film in films)

    def side_by_side(shown: list[int]) -> Iterator[np.ndarray]:
        both = (pictures(film, shown, below) for film, below in zip(films, belows, strict=True))
        for left, right in zip(*both, strict=True):
            gap = np.full((len(left), GAP), PAPER.first, np.uint8)
            yield np.hstack([left, gap, right])

    return _gif(films[0], steps, side_by_side)


def _gif(film: Film, steps: int, drawn: Callable[[list[int]], Iterator[np.ndarray]]) -> bytes:
    """The file of what is `drawn` at each of some steps, in the film's theme and time."""

    def made(every: int) -> bytes:
        shown = [*range(0, steps, every), steps]
        hundredths = round(100 * film.seconds / len(shown))
        each = [hundredths] * (len(shown) - 1) + [max(LAST, hundredths)]
        return gif_file(zip(drawn(shown), each, strict=True), palette.colours(film.sheet.dark))

    every = max(1, -(-steps // MOST))
    whole = made(every)
    return whole if len(whole) <= LARGEST else made(2 * every)


def pictures(film: Film, shown: list[int], below: np.ndarray | None = None) -> Iterator[np.ndarray]:
    """The picture at each of these steps, in places of the palette."""
    sheet, layout = film.sheet, film.layout
    frame, pens = sheet.frame(layout), Pens(layout.unit)
    bare = drawn(replace(sheet, runs=()), layout, below, COUNTER * layout.unit)
    still = Canvas(bare.places, layout.map)
    legend(bare, sheet, layout, pens, told=False)
    growing = [Growing(run, frame.pixels(run.x, run.y)) for run in sheet.runs]
    heads = [_stamp(run, pens) for run in sheet.runs]
    for step in shown:
        for each in growing:
            each.grow(still, step, pens)
        picture = Canvas(bare.places.copy(), layout.map)
        marks(picture, replace(sheet, minima=()), frame, pens)
        for each, head in zip(growing, heads, strict=True):
            _put(picture, head, each.head)
        words = _(sentence("step {at} / {all}", at=min(step, film.steps), all=film.steps))
        size, middle = layout.unit, layout.title.height / 2
        whole = Canvas(picture.places, Box(0, 0, layout.width, layout.height))
        whole.words(words, layout.width - COUNTER * size, middle, size, FAINT)
        yield picture.places


@dataclass
class Growing:
    """A path of which part is drawn already."""

    run: Run
    points: np.ndarray
    done: int = 0
    since: float = 0.0
    on_off: tuple[float, ...] | None = None
    head: np.ndarray = field(default_factory=lambda: np.array([np.nan, np.nan]))

    def pattern(self, box: Box, pens: Pens) -> tuple[float, ...]:
        """The dashes of the whole path, whatever of it is drawn."""
        if self.on_off is None:
            name = theme.line(self.run.index)["dash"]
            self.on_off = dashes_along(pieces(self.points), name, pens.path, box)
        return self.on_off

    def grow(self, canvas: Canvas, step: int, pens: Pens) -> None:
        """Draw it up to a step."""
        last = min(step, len(self.points) - 1)
        pattern = self.pattern(canvas.box, pens)
        for piece in pieces(self.points[self.done : last + 1]):
            canvas.line(piece, pens.halo, PAPER)
            parts = [*dashed_on(canvas.box, piece, pattern, self.since)]
            canvas.lines(parts, pens.path, palette.racer(self.run.index))
            self.since = (self.since + length(piece)) % (sum(pattern) or 1.0)
        self.done = max(self.done, last)
        if np.isfinite(self.points[last]).all():
            self.head = self.points[last]


def _stamp(run: Run, pens: Pens) -> np.ndarray:
    """A racer's mark on nothing, to be put where it is at a step."""
    side = 2 * round(2 * pens.mark) + 5
    places = np.full((side, side), 255, np.uint8)
    middle = (side / 2, side / 2)
    ramp = palette.racer(run.index)
    Canvas(places, Box(0, 0, side, side)).mark("circle", middle, pens.mark, ramp, PAPER)
    return places


def _put(canvas: Canvas, stamp: np.ndarray, at: np.ndarray) -> None:
    """Put a stamp's middle at a place; what hangs over the map's edge is cut."""
    if not np.isfinite(at).all() or (np.abs(at) > 1e6).any():
        return
    box, side = canvas.box, len(stamp)
    left, top = (int(v) for v in np.round(at - side / 2))
    columns = slice(max(left, box.left), max(min(left + side, box.right), box.left))
    rows = slice(max(top, box.top), max(min(top + side, box.bottom), box.top))
    part = stamp[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    if part.size:
        np.copyto(canvas.places[rows, columns], part, where=part != 255)
