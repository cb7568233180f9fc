"""Exact places of minima that move with a knob."""

import math
from typing import Any

from landscapes.base import Point


def largest_root(p: float, q: float) -> float:
    """The largest t with t^3 - p t = q, where q >= 0 and all three roots are real (Viete)."""
    return 2 * math.sqrt(p / 3) * math.cos(math.acos(1.5 * q / p * math.sqrt(3 / p)) / 3)


def settle(surface: Any, x: float, y: float) -> Point:
    """The minimum of `surface` that Newton's method finds from a guess close to it."""
    for _ in range(20):
        (gx, gy), (hxx, hxy, hyy) = surface.grad(x, y), surface.hess(x, y)
        det = hxx * hyy - hxy * hxy
        x, y = x - (hyy * gx - hxy * gy) / det, y - (hxx * gy - hxy * gx) / det
    return x, y
