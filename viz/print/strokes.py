"""Paths on paper: cut to what can be seen, thinned to what can be told apart, and dashed."""

from collections.abc import Iterator, Sequence

import numpy as np

from viz.print.layout import Box

FAR = 20_000.0
"""Pixels from the sheet's corner beyond which a line is cut: a run may leave every sheet."""
DASHES = {
    "solid": (),
    "dash": (3, 3),
    "dot": (1, 1.4),
    "dashdot": (3, 1.6, 1, 1.6),
    "longdash": (5, 3),
    "longdashdot": (5, 1.8, 1, 1.8),
}
"""Lengths on and off in widths of the line, as plotly and the player have them."""


MOST = 2000
"""Turns of a pattern that a path may take: one that goes to and fro for longer fills what it
crosses, is drawn without gaps, and costs no more than another."""
BESIDE = 8.0
"""Pixels around the map in which a line is still drawn: it has a width."""


def dashes(name: str, width: float) -> tuple[float, ...]:
    """The lengths on and off, in pixels."""
    return tuple(width * part for part in DASHES[name])


def dashes_along(
    lines: Sequence[np.ndarray], name: str, width: float, box: Box
) -> tuple[float, ...]:
    """The same for a path of these lines on a map; none where dashes would be too many to see."""
    on_off = dashes(name, width)
    shown = sum(length(part) for line in lines for part, _ in seen(line, box)) if on_off else 0.0
    return on_off if shown <= MOST * sum(on_off) else ()


def pieces(points: np.ndarray) -> list[np.ndarray]:
    """Lines without gaps: cut where a point is not a number, or leads farther than `FAR`."""
    if not len(points):
        return []
    near = np.isfinite(points).all(axis=1) & (np.abs(points) <= FAR).all(axis=1)
    if near.all():
        return [points]
    found: list[list[np.ndarray]] = [[]]
    for k in range(len(points) - 1):
        ends = _shortened(points[k], points[k + 1])
        if ends is None:
            found.append([])
            continue
        if not (found[-1] and near[k]):
            found.append([ends[0]])
        found[-1].append(ends[1])
    return [np.array(line) for line in found if len(line) > 1]


def _shortened(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """The part of a line from a to b with an end within reach; None where both are far away."""
    near_a, near_b = (bool((np.abs(p) <= FAR).all()) for p in (a, b))
    if near_a and near_b:
        return a, b
    if not (near_a or near_b) or not np.isfinite(a + b).all():
        return None
    here, away = (a, b) if near_a else (b, a)
    along = away - here
    cut = here + along * min(1.0, 2 * FAR / float(np.abs(along).max()))
    return (here, cut) if near_a else (cut, here)


def thinned(points: np.ndarray) -> np.ndarray:
    """Without the points on the same pixel as the one before; first and last stay."""
    if len(points) < 3:
        return points
    moved = (np.diff(np.round(points), axis=0) != 0).any(axis=1)
    kept: np.ndarray = points[np.concatenate([[True], moved[:-1], [True]])]
    return kept


def seen(points: np.ndarray, box: Box) -> Iterator[tuple[np.ndarray, float]]:
    """The parts of a line that cross a map, and how long the line was before each."""
    a, along = points[:-1], np.diff(points, axis=0)
    low = np.array((box.left, box.top)) - BESIDE
    high = np.array((box.right, box.bottom)) + BESIDE
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - a) / along, (high - a) / along
    enters = np.clip(np.fmin(one, other).max(axis=1), 0, 1)
    leaves = np.clip(np.fmax(one, other).min(axis=1), 0, 1)
    before = np.concatenate([[0.0], np.cumsum(_lengths(points))])
    crossing = np.flatnonzero(enters < leaves)
    goes_on = (np.diff(crossing) == 1) & (leaves[crossing[:-1]] == 1) & (enters[crossing[1:]] == 0)
    for part in np.split(crossing, np.flatnonzero(~goes_on) + 1) if len(crossing) else ():
        first, last = part[0], part[-1]
        begin = a[first] + enters[first] * along[first]
        end = a[last] + leaves[last] * along[last]
        since = before[first] + enters[first] * (before[first + 1] - before[first])
        yield np.vstack([begin, points[first + 1 : last + 1], end]), float(since)


def dashed_on(
    box: Box, points: np.ndarray, lengths: Sequence[float], since: float = 0.0
) -> Iterator[np.ndarray]:
    """The dashes of a line that can be seen on a map: a run may go to and fro far outside."""
    if not lengths:
        yield points
        return
    for part, before in seen(points, box):
        yield from dashed(part, lengths, since + before)


def dashed(
    points: np.ndarray, lengths: Sequence[float], since: float = 0.0
) -> Iterator[np.ndarray]:
    """The dashes of a line, which began `since` pixels before its first point."""
    if not lengths:
        yield points
        return
    along = since + np.concatenate([[0.0], np.cumsum(_lengths(points))])
    edges = np.cumsum([0.0, *lengths])
    whole, last = edges[-1], along[-1]
    turns = whole * np.arange(int(since // whole), int(last // whole) + 1)[:, None]
    begins = np.maximum((turns + edges[0:-1:2]).ravel(), since)
    stops = np.minimum((turns + edges[1::2]).ravel(), last)
    begins, stops = begins[stops > begins], stops[stops > begins]
    # Of most dashes both ends are all there is: these are cut out at once.
    ends = np.stack([_at(points, along, begins), _at(points, along, stops)], axis=1)
    first, after = np.searchsorted(along, begins, "right"), np.searchsorted(along, stops)
    for two, i, j in zip(ends, first.tolist(), after.tolist(), strict=True):
        yield two if i >= j else np.concatenate([two[:1], points[i:j], two[1:]])


def length(points: np.ndarray) -> float:
    """Of a line, in pixels."""
    return float(_lengths(points).sum())


def _lengths(points: np.ndarray) -> np.ndarray:
    return np.asarray(np.hypot(*np.diff(points, axis=0).T))


def _at(points: np.ndarray, along: np.ndarray, where: np.ndarray) -> np.ndarray:
    """The points of a line at lengths from its first point, (n, 2)."""
    return np.stack([np.interp(where, along, part) for part in points.T], axis=-1)
