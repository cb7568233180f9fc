"""Where things lie on a printed sheet: title above, map, and a legend beside or below it."""

from dataclasses import dataclass
from typing import NamedTuple

WIDE = 1.6
"""A sheet so many times as wide as high has its legend beside the map, else below."""


class Box(NamedTuple):
    """A part of the sheet, in pixels from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Layout:
    """A sheet of so many pixels with a legend of so many entries."""

    width: int
    height: int
    entries: int

    @property
    def is_wide(self) -> bool:
        """Whether the legend is beside the map."""
        return self.width >= WIDE * self.height

    @property
    def unit(self) -> float:
        """The size of letters in the legend, in pixels."""
        return 0.04 * self.height if self.is_wide else 0.0205 * self.width

    @property
    def title(self) -> Box:
        """The strip above."""
        high = round((2.9 if self.is_wide else 2.6) * self.unit)
        return Box(0, 0, self.width, high)

    @property
    def stroke(self) -> float:
        """How long the line of an entry is, in pixels."""
        return (2.4 if self.is_wide else 1.8) * self.unit

    @property
    def columns(self) -> int:
        """Of the legend."""
        return 1 if self.is_wide else min(4, max(1, self.entries))

    @property
    def legend(self) -> Box:
        """The legend's part of the sheet."""
        top = self.title.bottom
        if self.is_wide:
            return Box(round(0.7 * self.width) if self.entries else self.width, top, *self._corner)
        rows = -(-self.entries // self.columns)
        high = round((1.9 * rows + 0.5) * self.unit) if rows else 0
        return Box(0, self.height - high, *self._corner)

    @property
    def map(self) -> Box:
        """The map's."""
        if self.is_wide:
            return Box(0, self.title.bottom, self.legend.left, self.height)
        return Box(0, self.title.bottom, self.width, self.legend.top)

    @property
    def _corner(self) -> tuple[int, int]:
        return self.width, self.height

    def entry(self, index: int) -> tuple[float, float, float]:
        """The left end and the middle of an entry's first line, and how wide it may be."""
        box, row, column = self.legend, index // self.columns, index % self.columns
        wide = box.width / self.columns
        left = box.left + column * wide + 0.7 * self.unit
        each = min(2.75 * self.unit, box.height / max(self.entries, 1))
        high = each if self.is_wide else 1.9 * self.unit
        return left, box.top + high * row + (1.1 * self.unit), wide - 1.1 * self.unit


@dataclass(frozen=True)
class HalfLayout(Layout):
    """Of two sheets side by side: with letters nearly as large as on one alone."""

    @property
    def unit(self) -> float:
        """The size of letters in the legend, in pixels."""
        return 0.033 * self.width

    @property
    def columns(self) -> int:
        """Of the legend."""
        return min(2, max(1, self.entries))
