"""Newton's method: its step at one place or at many, and the minimum it finds near a guess."""

import math
from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from landscapes.base import Value
from landscapes.ground.eigenvalues import curves_up

TINY = 1e-280
"""Smaller slopes and curvatures have lost their digits to underflow and count as none."""
SHORTEST_SHARE = 1e-3
"""A step that does not lead down is halved until it is shorter than this share of itself."""


class Smooth(Protocol):
    """What Newton's method asks of a surface, for floats and for arrays."""

    @property
    def fun(self) -> Value:
        """`fun(x, y) -> f`."""

    @property
    def grad(self) -> Value:
        """`grad(x, y) -> (gx, gy)`."""

    @property
    def hess(self) -> Value:
        """`hess(x, y) -> (hxx, hxy, hyy)`."""


def newton_step(g: Value, hessian: Value) -> tuple[Value, Value]:
    """-H^-1 g, to where the gradient's linear model is zero, for a Hessian of full rank."""
    (gx, gy), (hxx, hxy, hyy) = g, hessian
    det = hxx * hyy - hxy * hxy
    return (hxy * gy - hyy * gx) / det, (hxy * gx - hxx * gy) / det


def shortest_newton_step(g: Value, hessian: Value) -> tuple[Value, Value]:
    """The same at many places (n,) and for any rank: the shortest step where there are many.

    That is -H^+ g with the pseudo-inverse, which for a Hessian of rank one is H / ||H||^2 in the
    Frobenius norm. It is scaled first, so that nothing overflows.
    """
    g, hessian = np.stack(g), np.stack(hessian)
    scale = np.abs(hessian).max(axis=0)
    with np.errstate(all="ignore"):
        hxx, hxy, hyy = np.where(scale <= TINY, 0.0, hessian / scale)
        gx, gy = np.where(scale <= TINY, 0.0, g / scale)
    square = hxx * hxx + 2 * hxy * hxy + hyy * hyy
    det = hxx * hyy - hxy * hxy
    full = np.abs(det) > 1e-13 * square
    det, square = np.where(full, det, 1.0), np.maximum(square, 1.0)
    dx = np.where(full, (hxy * gy - hyy * gx) / det, -(hxx * gx + hxy * gy) / square)
    dy = np.where(full, (hxy * gx - hxx * gy) / det, -(hxy * gx + hyy * gy) / square)
    return dx, dy


class Settled(NamedTuple):
    """Where Newton's method ended, and whether its last step was short enough to rest."""

    x: float
    y: float
    rests: bool
    slope: float
    """The length of the gradient before the last step."""
    curvature: float
    """The sum of the curvatures there."""


def stands_still(dx: float, dy: float) -> bool:
    """Whether a step leads nowhere."""
    return dx == 0 and dy == 0


def settle(
    s: Smooth,
    x: float,
    y: float,
    rounds: int = 20,
    rests: Callable[[float, float], bool] = stands_still,
    reach: tuple[float, float] = (math.inf, math.inf),
    downhill: bool = False,
) -> Settled | None:
    """The minimum that Newton's method finds from (x, y), a guess close to it.

    It ends where a step (dx, dy) is so short that the point `rests`. None where the surface does
    not curve up on the way (also where it is undefined), or where the way leads farther than
    `reach` from the guess. `downhill`: a step is halved until the loss does not rise; None where
    it always does.
    """
    px, py, slope, curvature = x, y, math.inf, 0.0
    for _ in range(rounds):
        g, hessian = s.grad(px, py), s.hess(px, py)
        if not curves_up(*hessian):
            return None
        slope, curvature = math.hypot(*g), hessian[0] + hessian[2]
        dx, dy = newton_step(g, hessian)
        share = _share_downhill(s, px, py, dx, dy) if downhill else 1.0
        if share == 0:
            return None
        px, py = px + share * dx, py + share * dy
        if not (abs(px - x) <= reach[0] and abs(py - y) <= reach[1]):
            return None
        if rests(dx, dy):
            return Settled(px, py, True, slope, curvature)
    return Settled(px, py, False, slope, curvature)


def _share_downhill(s: Smooth, x: float, y: float, dx: float, dy: float) -> float:
    """How much of a step, 1, 1/2, ... or 0, leads to a loss that is no higher up to rounding."""
    share, most = 1.0, s.fun(x, y) * (1 + 1e-14)
    while not s.fun(x + share * dx, y + share * dy) <= most:
        share /= 2
        if share < SHORTEST_SHARE:
            return 0.0
    return share
