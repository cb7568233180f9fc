"""How a surface is curved at one point."""

import math
from dataclasses import dataclass

import numpy as np

from core.sentences import N_, Sentence, sentence
from core.written import number
from landscapes.base import Array, Bounds, Landscape, Point, Value
from landscapes.ground.eigenvalues import NO_CURVATURE, eigenvectors

INNER, OUTER = 1e-6, 1e-3
"""The two distances, as shares of the window, between which a kink and a curve are told apart."""
ROUNDING = 1e-10
"""Differences below this share of the values may be their rounding."""


@dataclass(frozen=True)
class Local:
    """The surface around (x, y) to second order; nan where it is not defined.

    `low <= high` are the eigenvalues of the Hessian (loss per length squared): the curvature along
    the unit vectors `low_axis` and `high_axis`, whose signs are chosen so that x >= 0.
    `condition` is the condition number, the larger curvature over the smaller, both without sign;
    inf where one of them is 0, nan where both are. `words` says it in one phrase.
    """

    x: float
    y: float
    fun: float
    grad: Point
    low: float
    high: float
    low_axis: Point
    high_axis: Point
    condition: float
    words: str


def local(s: Landscape, x: float, y: float) -> Local:
    """The slope and the curvature of the landscape `s` at one point. Never warns, never raises.

    Where gradient is 0, both eigenvalues positive make a strict minimum, and a minimum cannot have
    a negative one (Nocedal and Wright, Numerical Optimization, 2nd ed., Theorems 2.4 and 2.3).
    """
    x, y = float(x), float(y)
    with np.errstate(all="ignore"):
        fun = float(s.fun(x, y))
        gx, gy = map(float, s.grad(x, y))
        hxx, hxy, hyy = map(float, s.hess(x, y))
        sharp = bool(kinked(s, s.bounds, np.array([x]), np.array([y]))[0])
    if not math.isfinite(fun):
        gx, gy = math.nan, math.nan
    known = all(map(math.isfinite, (fun, gx, gy, hxx, hxy, hyy))) and not sharp
    values, vectors = eigenvectors(hxx, hxy, hyy) if known else eigenvectors(0.0, 0.0, 0.0)
    if not known:
        values, vectors = values * math.nan, vectors * math.nan
        words = UNDEFINED if not math.isfinite(fun) else KINK if sharp else TOO_SHARP
    low, high = (float(v) + 0.0 for v in values)
    axes = _axis(vectors[:, 0]), _axis(vectors[:, 1])
    if known:
        words = _words(gx == gy == 0, low, high, *axes)
    return Local(x, y, fun, (gx, gy), low, high, *axes, condition(low, high), words)


UNDEFINED = N_("not defined here")
KINK = N_("a sharp fold or tip: the slope jumps here")
TOO_SHARP = N_("too sharp for a curvature here")


def condition(low: float, high: float) -> float:
    """The larger eigenvalue over the smaller, without signs; inf and nan where 0 divides."""
    small, large = min(abs(low), abs(high)), max(abs(low), abs(high))
    if small > 0:
        return large / small
    return math.inf if large > 0 else math.nan


def _axis(vector: Array) -> Point:
    """A unit vector and its opposite mean the same axis: the one that points right, or up."""
    ux, uy = (float(v) for v in vector)
    if ux < 0 or (ux == 0 and uy < 0):
        ux, uy = -ux, -uy
    return ux + 0.0, uy + 0.0


VALLEY = N_("a valley: curved up in every direction, {times} times more one way than the other")
DOME = N_("a dome: curved down in every direction, {times} times more one way than the other")
SADDLE = N_("a saddle: curved up along {high}, down along {low}")
TROUGH = N_("a trough: curved up along {high}, straight along {low}")
RIDGE = N_("a ridge: curved down along {low}, straight along {high}")


def _words(level: bool, low: float, high: float, low_axis: Point, high_axis: Point) -> Sentence:
    least = NO_CURVATURE * max(abs(low), abs(high))
    times = _times(condition(low, high))
    if low == high == 0:
        return N_("flat") if level else N_("an even slope: no curvature")
    if low > least:
        round_one = N_("a bowl: curved up in every direction")
        return sentence(VALLEY, times=times) if times else round_one
    if high < -least:
        round_one = N_("a dome: curved down in every direction")
        return sentence(DOME, times=times) if times else round_one
    pattern = RIDGE
    if high > least:
        pattern = SADDLE if low < -least else TROUGH
    return sentence(pattern, low=_pair(low_axis), high=_pair(high_axis))


def _times(ratio: float) -> str:
    """How often more curved one way than the other; nothing where it is about once."""
    if not 1.05 <= ratio < math.inf:
        return ""
    times = f"{ratio:.1f}" if ratio < 10 else f"{float(f'{ratio:.2g}'):,.0f}"
    return times.removesuffix(".0")


def _pair(axis: Point) -> str:
    return "({}, {})".format(*(number(round(u, 2) + 0.0, 6) for u in axis))


def around(bounds: Bounds, x: Array, y: Array, radius: float) -> tuple[Array, Array]:
    """Eight places around each of n points: two arrays (8, n), row k + 4 opposite of row k.

    They lie on an ellipse, `radius` times as wide and high as the window.
    """
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    # Turned a little, so that no direction runs along an axis, where folds often lie.
    angle = np.arange(8)[:, None] * (math.pi / 4) + 0.1
    return (
        x + radius * (x_hi - x_lo) * np.cos(angle),
        y + radius * (y_hi - y_lo) * np.sin(angle),
    )


def kinked(s: Landscape, bounds: Bounds, x: Array, y: Array) -> Value:
    """Where the gradient jumps: bool array, shape of the arrays x and y (n,).

    Across a jump it changes as much over a thousandth of the distance; on a smooth surface a
    thousandth as much.
    """
    change = []
    for radius in (INNER, OUTER):
        gx, gy = s.grad(*around(bounds, x, y, radius))
        change.append(np.hypot(gx[:4] - gx[4:], gy[:4] - gy[4:]).max(axis=0))
    return (change[0] > 0.1 * change[1]) & (change[0] > ROUNDING * np.hypot(gx, gy).max(axis=0))
