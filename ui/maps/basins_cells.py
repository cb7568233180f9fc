"""The cells of a basin map: their starts, how the run of each ended, and where it may end."""

from dataclasses import dataclass

import numpy as np

import optim
from landscapes import Landscape, Point, curves_up
from ui.maps.basins import Basins
from ui.maps.job import FIRST_PICTURE, gradient_seconds, job_of
from ui.maps.runs import Ends, compute
from ui.maps.store import STORE, Store, Tell
from ui.scene import cached

SEARCH = 400_000
"""Evaluations that a search for critical points takes, roughly."""
GATHERED = 12
"""Minima at most that are taken from where runs ended."""
ONE_MINIMUM = 0.01
"""Minima closer than this share of the window are one."""


def basin_key(page: Basins, level: int) -> tuple[object, ...]:
    """What decides the runs of a level."""
    return "basins", job_of(page), page.axes(), level


def basin_ends(page: Basins, level: int, tell: Tell, store: Store = STORE) -> Ends:
    """All starts of a view, kept for all sessions."""

    def work() -> Ends:
        x, y = starts(page, level)
        return compute(job_of(page), x[None, :], y[:, None], {}, tell)

    made: Ends = store.make(basin_key(page, level), work, tell)
    return made


def starts(page: Basins, level: int) -> tuple[np.ndarray, np.ndarray]:
    """The starts of a level: x by column, y by row from below."""
    across, up = page.axes()
    return across.centres(level), up.centres(level)


@dataclass(frozen=True)
class Place:
    """Where runs may end: a critical point."""

    x: float
    y: float
    fun: float


def minima_of(landscape: Landscape, ends: Ends | None = None) -> tuple[Place, ...]:
    """The minima of the surface's own window: those known and those found, lowest first.

    Where the surface is too slow to be searched, those are found where runs converged.
    """
    if searchable(landscape):
        found = [(p.x, p.y) for p in cached.critical(landscape) if p.kind == "minimum"]
    else:
        found = _gathered(landscape, ends)
    (x_lo, x_hi), (y_lo, y_hi) = landscape.bounds
    places: list[Point] = []
    for x, y in (*landscape.minima, *found):
        near = (
            abs(x - a) <= ONE_MINIMUM * (x_hi - x_lo) and abs(y - b) <= ONE_MINIMUM * (y_hi - y_lo)
            for a, b in places
        )
        if not any(near):
            places.append((float(x), float(y)))
    made = [Place(x, y, float(landscape.fun(x, y))) for x, y in places]
    return tuple(sorted(made, key=lambda m: round(m.fun, 9)))


def others_of(landscape: Landscape, kind: str) -> tuple[Place, ...]:
    """The saddles or the maxima of the window, where a run may also come to rest."""
    if not searchable(landscape):
        return ()
    found = (p for p in cached.critical(landscape) if p.kind == kind)
    return tuple(Place(p.x, p.y, p.fun) for p in found)


def searchable(landscape: Landscape) -> bool:
    """Whether all critical points of the window can be found without a long wait."""
    return gradient_seconds(landscape, True) * SEARCH <= FIRST_PICTURE


def _gathered(landscape: Landscape, ends: Ends | None) -> list[Point]:
    """Where runs converged at a minimum: the places where most did, each of them once."""
    if ends is None:
        return []
    sides = zip((ends.x, ends.y), landscape.bounds, strict=True)
    done = ends.code == optim.Status.CONVERGED.code
    cells = [np.rint((v[done] - lo) / (2 * ONE_MINIMUM * (hi - lo))) for v, (lo, hi) in sides]
    _, first, count = np.unique(np.stack(cells), axis=1, return_index=True, return_counts=True)
    x, y = ends.x[done][first], ends.y[done][first]
    often = np.argsort(-count)[:GATHERED]
    found = [(float(x[k]), float(y[k])) for k in often]
    return [place for place in found if curves_up(*landscape.hess(*place))]
