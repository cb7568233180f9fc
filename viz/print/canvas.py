"""A canvas in places of the palette: lines, shapes and words with smooth edges."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image, ImageDraw

from viz.print.layout import Box
from viz.print.letters import letters
from viz.print.palette import Ramp

FINER = 2
"""What is drawn is drawn so many times as fine first, which makes its edges smooth."""
CORNERS = {
    "diamond": ((0, -1.4), (0.8, 0), (0, 1.4), (-0.8, 0)),
    "triangle-up": ((0, -1.3), (1.3, 1), (-1.3, 1)),
    "triangle-down": ((0, 1.3), (1.3, -1), (-1.3, -1)),
    "hourglass": ((-1.2, -1.2), (1.2, -1.2), (-1.2, 1.2), (1.2, 1.2)),
    "hexagon": ((0, -1.2), (1.05, -0.6), (1.05, 0.6), (0, 1.2), (-1.05, 0.6), (-1.05, -0.6)),
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "circle": tuple((np.cos(a), np.sin(a)) for a in np.arange(24) * np.pi / 12),
    "star": tuple(
        (r * np.sin(a), -r * np.cos(a))
        for r, a in zip((1.5, 0.65) * 5, np.arange(10) * np.pi / 5, strict=True)
    ),
}
"""The outlines of marks in radii, as `ui/browser/player/plot/marks.js` draws them."""

SHARP = 0.35
"""Turns of more radians than this are given a round joint."""


@dataclass(frozen=True)
class Canvas:
    """What is drawn on: `places[row, column]`, and the box outside of which nothing is drawn."""

    places: np.ndarray
    box: Box

    def line(self, points: np.ndarray, width: float, ramp: Ramp, closed: bool = False) -> None:
        """A line through points in pixels, (n, 2), with round joints."""
        if len(points) > 1:
            self.lines([np.vstack([points, points[:2]]) if closed else points], width, ramp)

    def lines(self, lines: Sequence[np.ndarray], width: float, ramp: Ramp) -> None:
        """Several lines at once, such as the dashes of one."""
        every = np.concatenate(lines) if lines else np.empty((0, 2))
        within = self._touched(every, width / 2 + 1) if lines else None
        if within is None:
            return
        image, pen = _sheet(within)
        fine, reach = (every - (within.left, within.top)) * FINER, FINER * width / 2
        ends = np.cumsum([len(line) for line in lines])
        flat = fine.ravel().tolist()
        for begin, end in pairwise([0, *ends.tolist()]):
            pen.line(flat[2 * begin : 2 * end], fill=255, width=round(2 * reach))
        joints = fine[_bends(every, ends)]
        for joint in np.hstack([joints - reach, joints + reach]).tolist():
            pen.ellipse(joint, fill=255)
        self._lay(image, within, ramp)

    def shape(self, points: np.ndarray, ramp: Ramp) -> None:
        """A filled shape with these corners."""
        within = self._touched(points, 1)
        if within is not None:
            image, pen = _sheet(within)
            pen.polygon(((points - (within.left, within.top)) * FINER).ravel().tolist(), fill=255)
            self._lay(image, within, ramp)

    def mark(self, name: str, at: ArrayLike, radius: float, ramp: Ramp, paper: Ramp) -> None:
        """A mark of the named shape; "-open" ones are only outlined."""
        middle = np.asarray(at, np.float64)
        if not np.isfinite(middle).all():
            return
        if name == "x":
            for arm in (np.array([(-1, -1), (1, 1)]), np.array([(-1, 1), (1, -1)])):
                self.line(middle + radius * arm, radius, paper)
                self.line(middle + radius * arm, radius / 2, ramp)
            return
        corners = middle + radius * np.array(CORNERS[name.removesuffix("-open")])
        self.line(corners, radius, paper, closed=True)
        if name.endswith("-open"):
            self.shape(corners, paper)
            self.line(corners, radius / 2, ramp, closed=True)
        else:
            self.shape(corners, ramp)

    def words(
        self, text: str, left: float, middle: float, size: float, ramp: Ramp, most: float = 0
    ) -> float:
        """A line of words on paper, no wider than `most`; how wide it became."""
        font, text = letters(text, size)
        wide = font.getlength(text)
        while most and wide > most and len(text) > 1:
            text = text.rstrip("…")[:-1].rstrip() + "…"
            wide = font.getlength(text)
        within = _cut(Box(int(left), int(middle - size), int(left + wide) + 2, int(middle + size)),
                      self.box)  # fmt: skip
        if within is not None:
            image = Image.new("L", (within.width, within.height))
            where = (left - within.left, middle - within.top)
            ImageDraw.Draw(image).text(where, text, fill=255, font=font, anchor="lm")
            self._put(np.asarray(image), within, ramp)
        return wide

    def _touched(self, points: np.ndarray, reach: float) -> Box | None:
        low, high = points.min(axis=0) - reach, points.max(axis=0) + reach
        if not np.isfinite((low, high)).all():
            return None
        low, high = np.clip((low, high), -1e6, 1e6)
        ends = (int(v) for v in (*np.floor(low), *np.ceil(high)))
        return _cut(Box(*ends), self.box)

    def _lay(self, image: Image.Image, within: Box, ramp: Ramp) -> None:
        self._put(np.asarray(image.reduce(FINER)), within, ramp)

    def _put(self, cover: np.ndarray, within: Box, ramp: Ramp) -> None:
        """Lay a colour over a part; a dot that has more of this colour already keeps it."""
        part = self.places[within.top : within.bottom, within.left : within.right]
        grade = (cover.astype(np.int16) * np.int16(ramp.grades) + 127) // 255
        new = (grade + (ramp.first - 1)).astype(np.uint8)
        more = (part < ramp.first) | (part > ramp.full) | (part < new)
        np.copyto(part, new, where=(grade > 0) & more)


def _sheet(within: Box) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (FINER * within.width, FINER * within.height))
    return image, ImageDraw.Draw(image)


def _bends(points: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """At which points a line turns sharply; `ends`: how many points there are up to each end."""
    (dx, dy), sharp = np.diff(points, axis=0).T, np.tan(SHARP)
    along = dx[:-1] * dx[1:] + dy[:-1] * dy[1:]
    bends = np.zeros(len(points), bool)
    bends[1:-1] = np.abs(dx[:-1] * dy[1:] - dx[1:] * dy[:-1]) > sharp * np.maximum(along, 0)
    bends[ends - 1] = False
    bends[ends[:-1]] = False
    return bends


def _cut(box: Box, whole: Box) -> Box | None:
    """The part of a box that lies in another; None where there is none."""
    left, top = max(box.left, whole.left), max(box.top, whole.top)
    right, bottom = min(box.right, whole.right), min(box.bottom, whole.bottom)
    return Box(left, top, right, bottom) if right > left and bottom > top else None
