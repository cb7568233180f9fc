"""A race on a sheet of paper as SVG: the ground is a picture, all else stays lines and letters."""

import base64
from collections.abc import Iterator
from html import escape

import numpy as np

from core.sentences import _
from viz import theme
from viz.print import palette
from viz.print.canvas import CORNERS
from viz.print.contour_lines import contour_lines
from viz.print.frame import Frame
from viz.print.ground_picture import ground_places
from viz.print.layout import Layout
from viz.print.sheet import Pens, Sheet, packed
from viz.print.strokes import dashes, pieces, thinned
from viz.run import Run

LETTERS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans KR', sans-serif"


class Writer:
    """Elements of a drawing, in the colours of a theme."""

    def __init__(self, dark: bool) -> None:
        self.dark = dark

    def colour(self, name: str) -> str:
        """A colour of the theme."""
        return theme.DARK.get(name, name) if self.dark else name

    def line(self, points: np.ndarray, width: float, colour: str, **more: object) -> str:
        """An open line."""
        return _tag("path", "", d=_path(points), stroke=colour, stroke_width=_short(width), **more)

    def mark(self, name: str, at: np.ndarray, radius: float, fill: str, edge: str) -> str:
        """A mark, as `Canvas.mark` draws it."""
        if not np.isfinite(at).all():
            return ""
        if name == "x":
            arms = np.array([[(-1, -1), (1, 1)], [(-1, 1), (1, -1)]]) * radius + at
            d = "".join(_path(arm) for arm in arms)
            wide = _tag("path", d=d, stroke=edge, stroke_width=_short(radius))
            return wide + _tag("path", d=d, stroke=fill, stroke_width=_short(radius / 2))
        d = _path(at + radius * np.array(CORNERS[name.removesuffix("-open")])) + "Z"
        bare = name.endswith("-open")
        wide = _tag("path", d=d, stroke=edge, stroke_width=_short(radius))
        return wide + (
            _tag("path", d=d, stroke=fill, stroke_width=_short(radius / 2))
            if bare
            else _tag("path", d=d, fill=fill, stroke="none")
        )

    def words(self, text: str, left: float, middle: float, size: float, colour: str) -> str:
        """A line of words."""
        at = {"x": _short(left), "y": _short(middle), "font_size": _short(size)}
        look = {"fill": self.colour(colour), "stroke": "none", "dominant_baseline": "central"}
        return _tag("text", escape(text), **at, **look)


def svg(sheet: Sheet, layout: Layout) -> str:
    """The picture as an SVG document."""
    frame, pens, writer = sheet.frame(layout), Pens(layout.unit), Writer(sheet.dark)
    box = layout.map
    clip = _tag("clipPath", _tag("rect", x=box.left, y=box.top, width=box.width, height=box.height),
                id="map")  # fmt: skip
    inner = "".join([*_ground(sheet, frame), *_contours(sheet, frame, writer),
                     *_paths(sheet, frame, pens, writer)])  # fmt: skip
    parts = [
        _tag("title", escape(sheet.title)),
        clip,
        _tag("rect", width=layout.width, height=layout.height, fill=writer.colour(theme.PAPER)),
        _tag("g", inner, clip_path="url(#map)", fill="none", stroke_linejoin="round"),
        _tag("g", "".join(_legend(sheet, layout, pens, writer)), fill="none"),
        writer.words(sheet.title, 0.7 * layout.unit, layout.title.height / 2, 1.45 * layout.unit,
                     theme.INK),
    ]  # fmt: skip
    size = {"width": layout.width, "height": layout.height}
    view = f"0 0 {layout.width} {layout.height}"
    whole = _tag("svg", "\n".join(parts), xmlns="http://www.w3.org/2000/svg", **size,
                 viewBox=view, font_family=LETTERS, role="img")  # fmt: skip
    return f"{whole}\n"


def _ground(sheet: Sheet, frame: Frame) -> Iterator[str]:
    places = ground_places(sheet.landscape, sheet.ground, frame, lines=False)
    data = base64.b64encode(packed(places, sheet.dark)).decode()
    box = frame.box
    yield _tag("image", href=f"data:image/png;base64,{data}", x=box.left, y=box.top,
               width=box.width, height=box.height)  # fmt: skip


def _contours(sheet: Sheet, frame: Frame, writer: Writer) -> Iterator[str]:
    d = "".join(_path(line) for _, lines in contour_lines(sheet, frame) for line in lines)
    if d:
        yield _tag("path", d=d, stroke=writer.colour(theme.INK), stroke_opacity=palette.LINE_INK,
                   stroke_width=0.8)  # fmt: skip


def _paths(sheet: Sheet, frame: Frame, pens: Pens, writer: Writer) -> Iterator[str]:
    paper, ink = writer.colour(theme.PAPER), writer.colour(theme.INK)
    for run in sheet.runs:
        for along, up, _loss in run.fan:
            for piece in pieces(frame.pixels(along, up)):
                yield writer.line(thinned(piece), pens.fan, _colour(run, writer),
                                  stroke_opacity=theme.FAN_OPACITY)  # fmt: skip
    for run in sheet.runs:
        on_off = " ".join(map(_short, dashes(theme.line(run.index)["dash"], pens.path)))
        for piece in pieces(frame.pixels(run.x, run.y)):
            line = thinned(piece)
            yield writer.line(line, pens.halo, paper)
            yield writer.line(line, pens.path, _colour(run, writer), stroke_dasharray=on_off)
    badges = [("star", point, 1.3) for point in sheet.minima]
    badges += [("diamond", sheet.start, 1.2)] if sheet.start is not None else []
    for name, (x, y), size in badges:
        at = frame.pixels(np.array(x), np.array(y))
        yield writer.mark(name, at, size * pens.mark * 1.3, ink, paper)
        yield writer.mark(name, at, size * pens.mark * 0.7, paper, ink)
    for run in sheet.runs:
        seen = np.flatnonzero(np.isfinite(run.x) & np.isfinite(run.y))
        if len(seen):
            at = frame.pixels(run.x[seen[-1]], run.y[seen[-1]])
            yield writer.mark(_end_mark(run), at, pens.mark, _colour(run, writer), paper)


def _legend(sheet: Sheet, layout: Layout, pens: Pens, writer: Writer) -> Iterator[str]:
    unit = layout.unit
    for run in sheet.runs:
        left, middle = layout.entry(run.index)[:2]
        on_off = " ".join(map(_short, dashes(theme.line(run.index)["dash"], pens.path)))
        ends = np.array([(left, middle), (left + layout.stroke, middle)])
        yield writer.line(ends, pens.path, _colour(run, writer), stroke_dasharray=on_off)
        inside = np.array((left + layout.stroke / 2, middle))
        paper = writer.colour(theme.PAPER)
        yield writer.mark(_end_mark(run), inside, pens.mark, _colour(run, writer), paper)
        after = left + layout.stroke + 0.5 * unit
        yield writer.words(_(run.name), after, middle, unit, theme.INK)
        if layout.is_wide:
            words = _(theme.outcome_words(run.outcome, run.above))
            yield writer.words(words, after, middle + unit, 0.72 * unit, theme.FAINT)


def _end_mark(run: Run) -> str:
    return theme.END_MARKS.get(run.outcome, "circle")


def _colour(run: Run, writer: Writer) -> str:
    return writer.colour(theme.line(run.index)["color"])


def _path(points: np.ndarray) -> str:
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points)


def _short(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _tag(name: str, inner: str = "", **facts: object) -> str:
    """An element; what is empty is left out. `inner` is escaped already."""
    said = "".join(
        f' {key.replace("_", "-")}="{escape(str(value))}"'
        for key, value in facts.items()
        if value != ""
    )
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"
