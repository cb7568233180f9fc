"""Whether a surface is convex along a chord."""

from dataclasses import dataclass

import numpy as np

from landscapes.base import Landscape, Point
from landscapes.ground.curvature import ROUNDING


@dataclass(frozen=True, eq=False)
class Chord:
    """The surface along the straight line from a to b, and the chord over it; arrays (n,).

    `t` runs from 0 to 1, `fun` is the loss at (x, y) = (1 - t) a + t b, and `line` the straight
    line between the losses at both ends. `above` says where the surface lies above the chord.
    `convex` is True where it is nowhere above and everywhere defined.
    """

    a: Point
    b: Point
    t: np.ndarray
    x: np.ndarray
    y: np.ndarray
    fun: np.ndarray
    line: np.ndarray
    above: np.ndarray
    convex: bool


def chord(s: Landscape, a: Point, b: Point, n: int = 201) -> Chord:
    """The landscape `s` along the chord from a to b, at n >= 2 points. Never warns, never raises.

    A function is convex where f((1 - t) a + t b) <= (1 - t) f(a) + t f(b) for all a, b and
    0 <= t <= 1 (Boyd and Vandenberghe, Convex Optimization, section 3.1.1): one chord can disprove
    it, not prove it. Differences below 1e-10 of the largest loss on the chord are taken for
    rounding.
    """
    t = np.linspace(0.0, 1.0, max(int(n), 2))
    (ax, ay), (bx, by) = (float(a[0]), float(a[1])), (float(b[0]), float(b[1]))
    with np.errstate(all="ignore"):
        x, y = (1 - t) * ax + t * bx, (1 - t) * ay + t * by
        fun = s.fun(x, y)
        line = (1 - t) * fun[0] + t * fun[-1]
        finite = np.isfinite(fun)
        slack = ROUNDING * np.abs(fun[finite]).max(initial=0.0)
        above = fun > line + slack
    convex = bool(finite.all()) and not bool(above.any())
    return Chord((ax, ay), (bx, by), t, x, y, fun, line, above, convex)
