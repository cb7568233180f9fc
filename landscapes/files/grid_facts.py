"""What a table of values tells at a glance: its lowest minimum, a start, usual learning rates."""

import math

import numpy as np

from landscapes.base import Point, Race
from landscapes.ground.newton import Smooth, settle

SAMPLE = 5000
"""At so many places slopes are looked at, to tell which are usual."""
TRIES = 6
"""From so many of the lowest valleys of the table a minimum is looked for."""
Axis = np.ndarray


def minima(s: Smooth, x: Axis, y: Axis, z: np.ndarray) -> tuple[Point, ...]:
    """The lowest minimum of the landscape `s` over z, if it is smooth and nothing is lower."""
    lowest = float(np.nanmin(z))
    reach = 2 * float(np.diff(x).max()), 2 * float(np.diff(y).max())
    found = [place for valley in _valleys(x, y, z) if (place := _settled(s, *valley, *reach))]
    best = min(found, key=lambda place: float(s.fun(*place)), default=None)
    near = 1e-9 * (float(np.nanmax(z)) - lowest)
    return (best,) if best and s.fun(*best) <= lowest + near else ()


def _valleys(x: Axis, y: Axis, z: np.ndarray) -> list[Point]:
    """The lowest of the places that no known neighbour is lower than."""
    known = np.isfinite(z)
    z = np.where(known, z, math.inf)
    around = np.pad(z, 1, constant_values=math.inf)
    rows, columns = z.shape
    for dj, di in ((0, 1), (2, 1), (1, 0), (1, 2), (0, 0), (0, 2), (2, 0), (2, 2)):
        known &= z <= around[dj : dj + rows, di : di + columns]
    j, i = np.nonzero(known)
    lowest = np.argsort(z[j, i], kind="stable")[:TRIES]
    return list(zip(x[i[lowest]].tolist(), y[j[lowest]].tolist(), strict=True))


def _settled(s: Smooth, x: float, y: float, across: float, up: float) -> Point | None:
    """The minimum that Newton's method finds so near to a place, if there is one."""

    def rests(dx: float, dy: float) -> bool:
        return abs(dx) <= 1e-9 * across and abs(dy) <= 1e-9 * up

    found = settle(s, x, y, rounds=50, rests=rests, reach=(across, up))
    if not (found and found.rests and math.isfinite(s.fun(found.x, found.y))):
        return None
    return found.x, found.y


def start(x: Axis, y: Axis, z: np.ndarray, known: np.ndarray) -> Point:
    """The middle of a cell as near to the upper left as there is one of middling height.

    It lies a twentieth of the table away from border and holes, where there is such a cell.
    """
    from scipy import ndimage

    inner = ndimage.binary_erosion(known, np.ones((3, 3)), max(1, min(known.shape) // 20))
    j, i = np.nonzero(inner if inner.any() else known)
    low = z[j, i] <= np.quantile(z[j, i], 0.6)
    px, py = _middles(x, y, j[low], i[low])
    across, up = (px - x[0]) / (x[-1] - x[0]) - 0.2, (py - y[0]) / (y[-1] - y[0]) - 0.85
    best = int(np.argmin(across * across + up * up))
    return _short(px[best], x), _short(py[best], y)


def race(s: Smooth, x: Axis, y: Axis, known: np.ndarray) -> Race:
    """Learning rates with which a first step takes about a hundredth of the window's size."""
    j, i = np.nonzero(known)
    few = slice(None, None, 1 + len(j) // SAMPLE)
    slope = float(np.median(np.hypot(*s.grad(*_middles(x, y, j[few], i[few])))))
    size = float(min(x[-1] - x[0], y[-1] - y[0]))
    rate = 0.02 * size / slope if slope > 0 else 0.01
    return {
        "gd": {"learning_rate": _rate(rate)},
        "momentum": {"learning_rate": _rate(0.2 * rate)},
        "adam": {"learning_rate": _rate(0.01 * size)},
    }


def _middles(x: Axis, y: Axis, j: np.ndarray, i: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (x[i] + x[i + 1]) / 2, (y[j] + y[j + 1]) / 2


def _short(value: float, axis: np.ndarray) -> float:
    """A place within a cell with no more digits than the cell needs: it stands in links."""
    digits = 1 - math.floor(math.log10(float(np.diff(axis).min())))
    return round(float(value), digits) + 0.0


def _rate(value: float) -> float:
    """A learning rate of one digit, within the limits of most methods."""
    return float(f"{min(max(value, 1e-6), 1.0):.0e}")
