"""Contour lines as lines: marching squares over a grid of heights."""

import numpy as np

from viz.ground import LEVELS
from viz.print.frame import Frame
from viz.print.ground_picture import FULL, shares
from viz.print.sheet import Sheet

EVERY = 4
"""Pixels from one place where a height is known to the next."""
_SIDES = {
    1: "LB", 2: "BR", 3: "LR", 4: "RT", 5: "LTBR", 6: "BT", 7: "LT",
    8: "TL", 9: "TB", 10: "TRLB", 11: "TR", 12: "RL", 13: "RB", 14: "BL",
}  # fmt: skip
"""Which sides of a cell a line joins, by which corners are high: 1, 2, 4, 8 are those at the lower
left, lower right, upper right and upper left, `upper` being the row before."""
_HIGHS = (8, 4, 2, 1)


def contour_lines(sheet: Sheet, frame: Frame) -> list[tuple[float, list[np.ndarray]]]:
    """For each level its loss, and its lines in pixels of the sheet.

    Lines are left out where they come closer than the eye can part them.
    """
    share = shares(sheet.landscape, sheet.ground, frame, EVERY)
    crowded = np.hypot(*np.gradient(share * LEVELS)) > EVERY / FULL
    share = np.where(crowded, np.nan, share)
    found = []
    for k in range(1, LEVELS):
        lines = [_placed(line, frame) for line in level_lines(share, k / LEVELS)]
        found.append((loss_at(sheet, k / LEVELS), lines))
    return found


def loss_at(sheet: Sheet, share: float) -> float:
    """The loss whose height is this share of the window's highest."""
    low, high = sheet.ground.low, sheet.ground.high
    top = float(sheet.ground.height(high))
    for _ in range(60):  # the height is monotone, whatever its scale
        middle = (low + high) / 2
        low, high = (middle, high) if sheet.ground.height(middle) < share * top else (low, middle)
    return (low + high) / 2


def level_lines(heights: np.ndarray, level: float) -> list[np.ndarray]:
    """The lines at a level, each (n, 2) of column and row; NaN is no height."""
    segments = _segments(np.asarray(heights, np.float64) - level)
    after: dict[int, list[int]] = {}
    for place, (a, b) in enumerate(segments[0]):
        after.setdefault(a, []).append(place)
        after.setdefault(b, []).append(place)
    return list(_joined(segments[0], segments[1], after))


def _joined(
    ends: list[tuple[int, int]], where: dict[int, tuple[float, float]], at: dict[int, list[int]]
) -> list[np.ndarray]:
    """Segments that share an end, as lines: first those that begin at an edge, then rings."""
    used, lines = set[int](), []
    loose = [seg for segs in at.values() if len(segs) == 1 for seg in segs]
    for first in (*loose, *range(len(ends))):
        if first in used:
            continue
        a, b = ends[first]
        side = b if len(at[a]) == 1 else a if len(at[b]) == 1 else b
        line, seg = [a if side == b else b, side], first
        used.add(first)
        while more := [s for s in at[side] if s not in used]:
            seg = more[0]
            used.add(seg)
            side = ends[seg][1] if ends[seg][0] == side else ends[seg][0]
            line.append(side)
        lines.append(np.array([where[edge] for edge in line]))
    return lines


def _segments(s: np.ndarray) -> tuple[list[tuple[int, int]], dict[int, tuple[float, float]]]:
    """Pairs of cell sides that a line joins, and where it crosses each."""
    rows, columns = s.shape
    corners = (s[:-1, :-1], s[:-1, 1:], s[1:, 1:], s[1:, :-1])
    case = sum(np.where(c > 0, bit, 0) for c, bit in zip(corners, _HIGHS, strict=True))
    case = np.where(np.isfinite(sum(corners)), case, 0)
    ends, where = list[tuple[int, int]](), dict[int, tuple[float, float]]()

    def side(name: str, r: int, c: int) -> int:
        if name in "TB":
            r += name == "B"
            edge = int(r * columns + c)
            where[edge] = (c + s[r, c] / (s[r, c] - s[r, c + 1]), float(r))
        else:
            c += name == "R"
            edge = int(rows * columns + r * columns + c)
            where[edge] = (float(c), r + s[r, c] / (s[r, c] - s[r + 1, c]))
        return edge

    for r, c in zip(*np.nonzero((case > 0) & (case < 15)), strict=True):
        names = _SIDES[int(case[r, c])]
        for k in range(0, len(names), 2):
            ends.append((side(names[k], r, c), side(names[k + 1], r, c)))
    return ends, where


def _placed(line: np.ndarray, frame: Frame) -> np.ndarray:
    placed: np.ndarray = (frame.box.left, frame.box.top) + EVERY * (line + 0.5)
    return placed
