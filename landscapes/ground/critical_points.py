"""Where a surface is level: its critical points, found and classified."""

import math
from dataclasses import dataclass, replace

import numpy as np

from landscapes.base import Array, Bounds, Landscape, Point, Value
from landscapes.ground.curvature import OUTER, around, kinked
from landscapes.ground.eigenvalues import NO_CURVATURE, eigenvalues, eigenvectors
from landscapes.ground.level_places import (
    EVERY,
    GRID,
    SAME,
    distinct,
    inside,
    level_places,
    newton_starts,
    share,
)
from landscapes.ground.newton import TINY

MOST = 500
POLISHED = 150
"""So many points are brought to their last digits by SciPy; the others are as Newton left them."""
PATCHES = (GRID - 1) // EVERY
"""Level ground is connected where it reaches neighbouring cells of a grid of so many each way."""


@dataclass(frozen=True)
class CriticalPoint:
    """A point where the gradient is zero; `low <= high` are the eigenvalues of the Hessian there.

    `kind` is "minimum" (both positive), "maximum" (both negative), "saddle" (one of each) or
    "degenerate" (one is zero: the Hessian alone does not tell). A minimum at a kink, where there is
    no Hessian, has nan eigenvalues.
    """

    x: float
    y: float
    fun: float
    low: float
    high: float
    kind: str


def critical_points(s: Landscape, bounds: Bounds | None = None) -> tuple[CriticalPoint, ...]:
    """The critical points of the landscape `s` in a window (its own one unless given).

    A critical point is one where the gradient is zero. Newton's method runs from many places at
    once, SciPy's `root` (Powell's hybrid method, from MINPACK) polishes where it ends, and the
    eigenvalues of the Hessian say what it is (Nocedal and Wright, Numerical Optimization, 2nd ed.,
    Theorems 2.3 and 2.4; one below 1e-9 of the other counts as zero).

    Minima come first, then the others, each by loss; at most 500, the lowest. Connected level
    ground (a shelf, the floor of a trough) is one "degenerate" point. At a kink the gradient jumps
    over zero, so kinks are left out, but for those that the landscape lists among its `minima`.
    Never warns, never raises.
    """
    (x_lo, x_hi), (y_lo, y_hi) = bounds = s.bounds if bounds is None else bounds
    if not (x_lo < x_hi and y_lo < y_hi and math.isfinite(x_hi - x_lo + y_hi - y_lo)):
        return ()
    with np.errstate(all="ignore"):
        x, y = level_places(s, bounds, *newton_starts(s, bounds))
        x, y = distinct(bounds, x, y)
        flat = _is_flat(s, bounds, x, y)
        level = ~kinked(s, bounds, x, y) & (~flat | _is_level(s, bounds, x, y))
        regular = _polished(s, bounds, x[level & ~flat], y[level & ~flat])
        patches = _patches(s, bounds, x[level & flat], y[level & flat])
        found = [_described(s, *p) for p in regular]
        found += [replace(_described(s, *p), kind="degenerate") for p in patches]
        found = [p for p in found if math.isfinite(p.fun + p.low + p.high)]
        found += _listed_kinks(s, bounds)
    return tuple(sorted(found, key=lambda p: (p.kind != "minimum", p.fun, p.x, p.y))[:MOST])


def _is_flat(s: Landscape, bounds: Bounds, x: Array, y: Array) -> Value:
    """Whether there is a direction without curvature, as far as rounding lets one see."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    small, large = _curvatures(s, x, y)
    _, large_around = _curvatures(s, *around(bounds, x, y, OUTER))
    cell = max(x_hi - x_lo, y_hi - y_lo) / GRID
    return (
        (small <= NO_CURVATURE * large)
        | (large <= 1e-6 * np.fmax.reduce(large_around))
        | (large * cell * cell <= 1e-16 * np.abs(s.fun(x, y)))
        | (large <= 4 * TINY)
    )


def _is_level(s: Landscape, bounds: Bounds, x: Array, y: Array) -> Value:
    """Whether the gradient vanishes beside the one nearby.

    Newton's method cannot tell where it ignores a direction because there is no curvature.
    """
    here = np.hypot(*s.grad(x, y))
    nearby = np.hypot(*s.grad(*around(bounds, x, y, OUTER)))
    return (here <= 1e-10 * np.fmax.reduce(nearby)) | (here <= 4 * TINY)


def _curvatures(s: Landscape, x: Array, y: Array) -> tuple[Array, Array]:
    """The eigenvalues of the Hessian without signs: the smaller and the larger."""
    low, high = (np.abs(value) for value in eigenvalues(*s.hess(x, y)))
    return np.minimum(low, high), np.maximum(low, high)


def _patches(s: Landscape, bounds: Bounds, x: Array, y: Array) -> list[Point]:
    """One point of every connected patch of level ground, the levellest near its middle."""
    from scipy import ndimage

    columns, rows = (
        np.rint((v - lo) / (hi - lo) * PATCHES).clip(0, PATCHES).astype(int)
        for v, (lo, hi) in zip((x, y), bounds, strict=True)
    )
    filled = np.zeros((PATCHES + 1, PATCHES + 1), bool)
    filled[rows, columns] = True
    labels, count = ndimage.label(filled, structure=np.ones((3, 3)))
    slope = np.hypot(*s.grad(x, y))
    chosen = []
    for label in range(1, count + 1):
        mine = np.flatnonzero(labels[rows, columns] == label)
        apart = share(bounds, x[mine] - x[mine].mean(), y[mine] - y[mine].mean())
        best = mine[np.lexsort((slope[mine], apart.round(3)))[0]]
        chosen.append((float(x[best]), float(y[best])))
    return chosen


def _polished(s: Landscape, bounds: Bounds, x: Array, y: Array) -> list[Point]:
    """The lowest MOST of the points, each once, the first of them to the last digits by SciPy."""
    from scipy.optimize import root

    def jacobian(p: Array) -> tuple[tuple[Value, Value], ...]:
        hxx, hxy, hyy = s.hess(p[0], p[1])
        return (hxx, hxy), (hxy, hyy)

    def polish(place: Point) -> Point:
        found = root(lambda p: s.grad(p[0], p[1]), place, jac=jacobian, options={"xtol": 1e-14})
        near = share(bounds, found.x[0] - place[0], found.x[1] - place[1]) <= SAME
        better = near and np.hypot(*found.fun) <= np.hypot(*s.grad(*place))
        return (float(found.x[0]), float(found.x[1])) if better else place

    places: list[Point] = []
    for done, i in enumerate(np.argsort(s.fun(x, y), kind="stable")[:MOST]):
        place = float(x[i]), float(y[i])
        if done < POLISHED:
            place = polish(place)
        px, py = np.array(places).reshape(-1, 2).T
        if not (share(bounds, px - place[0], py - place[1]) <= 2 * SAME).any():
            places.append(place)
    return places


def _described(s: Landscape, x: float, y: float) -> CriticalPoint:
    """A level point with its loss, the eigenvalues there and what their signs say."""
    hxx, hxy, hyy = s.hess(x, y)
    low, high = math.nan, math.nan
    if math.isfinite(hxx + hxy + hyy):
        low, high = map(float, eigenvectors(hxx, hxy, hyy)[0])
    kind = "minimum" if low > 0 else "maximum" if high < 0 else "saddle"
    return CriticalPoint(x, y, float(s.fun(x, y)), low, high, kind)


def _listed_kinks(s: Landscape, bounds: Bounds) -> list[CriticalPoint]:
    """The landscape's own minima in the window at which the gradient jumps."""
    return [
        CriticalPoint(x, y, float(s.fun(x, y)), math.nan, math.nan, "minimum")
        for x, y in s.minima
        if inside(bounds, x, y, SAME) and kinked(s, bounds, np.array([x]), np.array([y]))[0]
    ]
