"""Where the ground is level: Newton's method from everywhere in a window at once."""

import numpy as np

from landscapes.base import Array, Bounds, Landscape, Value
from landscapes.ground.newton import shortest_newton_step

GRID = 241
"""Grid lines across the window, each way; of two points within one cell one may be missed."""
FEW = 43
"""The same where arrays are evaluated point by point: there they take a second, not a minute."""
EVERY = 6
"""Newton also starts at every so many grid lines, where no change of sign asks for it."""
ROUNDS = 60
"""Enough for the slow approach to a degenerate point, where an error shrinks by a third a round."""
STRAY = 0.2
"""How far outside a point is given up. This and the next two are shares of the window."""
SETTLED = 1e-8
"""A point rests once its Newton step is shorter."""
SAME = 1e-6
"""Points closer than this are one."""


def share(bounds: Bounds, dx: Array, dy: Array) -> Value:
    """Lengths as shares of the window."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    return np.hypot(dx / (x_hi - x_lo), dy / (y_hi - y_lo))


def inside(bounds: Bounds, x: Value, y: Value, margin: float) -> Value:
    """Whether points are in the window, or at most a share `margin` of it outside."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    beyond_x = np.maximum(x_lo - x, x - x_hi) / (x_hi - x_lo)
    beyond_y = np.maximum(y_lo - y, y - y_hi) / (y_hi - y_lo)
    return (beyond_x <= margin) & (beyond_y <= margin)


def newton_starts(s: Landscape, bounds: Bounds) -> tuple[Array, Array]:
    """The middle of every cell in which both slopes change sign, and a coarse grid."""
    lines = FEW if s.by_point else GRID
    x, y = np.meshgrid(*(np.linspace(lo, hi, lines) for lo, hi in bounds))
    both = np.ones((lines - 1, lines - 1), bool)
    for g in s.grad(x, y):
        corners = (g[:-1, :-1], g[:-1, 1:], g[1:, :-1], g[1:, 1:])
        both &= (np.minimum.reduce(corners) <= 0) & (np.maximum.reduce(corners) >= 0)
    middle_x, middle_y = (x[:-1, :-1] + x[1:, 1:]) / 2, (y[:-1, :-1] + y[1:, 1:]) / 2
    coarse = (slice(None, None, EVERY), slice(None, None, EVERY))
    return (
        np.append(middle_x[both], x[coarse]),
        np.append(middle_y[both], y[coarse]),
    )


def level_places(s: Landscape, bounds: Bounds, x: Array, y: Array) -> tuple[Array, Array]:
    """Where Newton's method settles from its starts: those that end at rest in the window.

    A point whose step is nothing stays where it is: level ground has thousands of them. So does
    every point at rest on a surface that takes more effort than a formula.
    """
    heavy = s.effort > 1
    done: list[tuple[Array, Array]] = []
    for _ in range(ROUNDS):
        dx, dy = shortest_newton_step(s.grad(x, y), s.hess(x, y))
        x, y, rest = x + dx, y + dy, share(bounds, dx, dy) < SETTLED
        keep = inside(bounds, x, y, STRAY)
        stays = rest if heavy else (dx == 0) & (dy == 0)
        done.append((x[keep & stays], y[keep & stays]))
        keep &= ~stays
        x, y, rest = x[keep], y[keep], rest[keep]
        if not x.size:
            break
    x, y = (np.concatenate(v) for v in zip(*done, (x[rest], y[rest]), strict=True))
    keep = inside(bounds, x, y, SAME)
    return x[keep], y[keep]


def distinct(bounds: Bounds, x: Array, y: Array) -> tuple[Array, Array]:
    """One of all points that agree to within about a millionth of the window."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    cells = np.stack([(x - x_lo) / (x_hi - x_lo), (y - y_lo) / (y_hi - y_lo)])
    _, first = np.unique(np.round(cells / SAME), axis=1, return_index=True)
    first.sort()
    return x[first], y[first]
