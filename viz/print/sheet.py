"""A race on a sheet of paper: title, ground, paths, marks and legend, as a PNG file."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from core.sentences import _
from landscapes import Landscape, Point
from viz import theme
from viz.ground import Ground
from viz.print import palette
from viz.print.canvas import Canvas
from viz.print.frame import Frame, frame_of
from viz.print.ground_picture import ground_places, is_fenced
from viz.print.layout import Box, Layout
from viz.print.palette import FAINT, INK, PAPER
from viz.print.strokes import dashed, dashed_on, dashes, dashes_along, pieces, thinned
from viz.run import Run

PACKING = 5
"""How hard a PNG is packed: harder takes longer and saves little."""


@dataclass(frozen=True)
class Sheet:
    """What a printed picture shows."""

    title: str
    landscape: Landscape
    ground: Ground
    runs: Sequence[Run]
    start: Point | None = None
    minima: Sequence[Point] = ()
    equal: bool = True
    """Whether a unit is as long across as upwards."""
    dark: bool = False

    def frame(self, layout: Layout) -> Frame:
        """The part of the plane on the map."""
        return frame_of(self.ground.bounds, layout.map, self.equal, is_fenced(self.landscape))


@dataclass(frozen=True)
class Pens:
    """How thick lines and marks are on a sheet, in pixels."""

    unit: float

    @property
    def path(self) -> float:
        """A path."""
        return 0.16 * self.unit

    @property
    def halo(self) -> float:
        """The paper below it."""
        return 2 * self.path

    @property
    def fan(self) -> float:
        """A further run."""
        return max(1.0, 0.06 * self.unit)

    @property
    def mark(self) -> float:
        """The radius of a mark."""
        return 0.28 * self.unit


def png(sheet: Sheet, layout: Layout, below: np.ndarray | None = None) -> bytes:
    """The picture as a file; `below`: its `bare_ground`, where that is known already."""
    canvas = drawn(sheet, layout, below)
    for run in sheet.runs:
        _end(canvas, sheet.frame(layout), run, Pens(layout.unit))
    return packed(canvas.places, sheet.dark)


def packed(places: np.ndarray, dark: bool) -> bytes:
    """A picture in places of the palette as a PNG file."""
    made = io.BytesIO()
    picture(places, dark).save(made, "PNG", compress_level=PACKING)
    return made.getvalue()


def picture(places: np.ndarray, dark: bool) -> Image.Image:
    """The same for Pillow."""
    image = Image.fromarray(places)
    image.putpalette(palette.colours(dark).tobytes())
    return image


def bare_ground(sheet: Sheet, layout: Layout) -> np.ndarray:
    """The ground under the paths, in places of the palette: the same for all races on it."""
    return ground_places(sheet.landscape, sheet.ground, sheet.frame(layout))


def drawn(
    sheet: Sheet, layout: Layout, below: np.ndarray | None = None, aside: float = 0.0
) -> Canvas:
    """All but the ends of the paths; `aside`: pixels beside the title that stay free."""
    whole = Box(0, 0, layout.width, layout.height)
    canvas = Canvas(np.full((layout.height, layout.width), PAPER.first, np.uint8), whole)
    frame, pens, box = sheet.frame(layout), Pens(layout.unit), layout.map
    places = bare_ground(sheet, layout) if below is None else below
    canvas.places[box.top : box.bottom, box.left : box.right] = places
    inner = Canvas(canvas.places, box)
    for run in sheet.runs:
        fan(inner, frame, run, pens)
    for run in sheet.runs:
        path(inner, frame, run, pens)
    marks(inner, sheet, frame, pens)
    legend(canvas, sheet, layout, pens)
    middle, left = (layout.title.height) / 2, 0.7 * layout.unit
    canvas.words(sheet.title, left, middle, 1.45 * layout.unit, INK,
                 layout.width - 2 * left - aside)  # fmt: skip
    return canvas


def fan(canvas: Canvas, frame: Frame, run: Run, pens: Pens) -> None:
    """The further runs of a racer, as thin lines in a paler colour."""
    pale = palette.Ramp(palette.racer(run.index).first, palette.RACER_GRADES // 2 + 1)
    for x, y, _loss in run.fan:
        for piece in pieces(frame.pixels(x, y)):
            canvas.line(thinned(piece), pens.fan, pale)


def path(canvas: Canvas, frame: Frame, run: Run, pens: Pens) -> None:
    """One run's path, on a halo that sets it off from any ground."""
    lines = [thinned(piece) for piece in pieces(frame.pixels(run.x, run.y))]
    on_off = dashes_along(lines, theme.line(run.index)["dash"], pens.path, frame.box)
    for line in lines:
        canvas.line(line, pens.halo, PAPER)
        parts = dashed_on(frame.box, line, on_off)
        canvas.lines([*parts], pens.path, palette.racer(run.index))


def marks(canvas: Canvas, sheet: Sheet, frame: Frame, pens: Pens) -> None:
    """Known minima and the common start: paper with ink around it."""
    badges = [("star", point, 1.3) for point in sheet.minima]
    badges += [("diamond", sheet.start, 1.2)] if sheet.start is not None else []
    for name, (x, y), size in badges:
        at = frame.pixels(np.array(x), np.array(y))
        canvas.mark(name, at, size * pens.mark * 1.3, INK, PAPER)
        canvas.mark(name, at, size * pens.mark * 0.7, PAPER, INK)


def _end(canvas: Canvas, frame: Frame, run: Run, pens: Pens) -> None:
    """The mark at a path's end: its shape tells what came of the run."""
    seen = np.flatnonzero(np.isfinite(run.x) & np.isfinite(run.y))
    if len(seen):
        at = frame.pixels(run.x[seen[-1]], run.y[seen[-1]])
        name = theme.END_MARKS.get(run.outcome, "circle")
        Canvas(canvas.places, frame.box).mark(name, at, pens.mark, palette.racer(run.index), PAPER)


def legend(canvas: Canvas, sheet: Sheet, layout: Layout, pens: Pens, told: bool = True) -> None:
    """Line, name and, if `told`, result of each racer."""
    unit = layout.unit
    for run in sheet.runs:
        left, middle, wide = layout.entry(run.index)
        line = np.array([(left, middle), (left + layout.stroke, middle)])
        ramp = palette.racer(run.index)
        parts = dashed(line, dashes(theme.line(run.index)["dash"], pens.path))
        canvas.lines([*parts], pens.path, ramp)
        name = theme.END_MARKS.get(run.outcome, "circle")
        if told:
            canvas.mark(name, (left + layout.stroke / 2, middle), pens.mark, ramp, PAPER)
        at = left + layout.stroke + 0.5 * unit
        canvas.words(_(run.name), at, middle, unit, INK, wide - (at - left))
        if told and layout.is_wide:
            words = _(theme.outcome_words(run.outcome, run.above))
            canvas.words(words, at, middle + unit, 0.72 * unit, FAINT, wide - (at - left))
