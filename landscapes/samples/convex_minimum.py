"""The lowest point of a convex loss over two weights, to the last digits, where there is one.

The ellipsoid method gets near it with subgradients alone. What is then left is to find out on which
kinks the minimum lies: on two (a corner), along one, or on none, where Newton's method ends. That
is the choice with the smallest subgradient. Source: S. Boyd and L. Vandenberghe, Convex
Optimization (2004), sections 4.2.3 and 9.5; R. G. Bland, D. Goldfarb and M. J. Todd, Operations
Research 29 (1981), 1039-1091, for the ellipsoid method.
"""

import itertools
import math
from typing import NamedTuple

import numpy as np

from landscapes.base import Array, Point, Value
from landscapes.ground.newton import Smooth, shortest_newton_step

WIDE = 1e5
"""No minimum is looked for farther from the origin."""
ELLIPSES = 400
"""How often the search shrinks its ellipse at most."""
SMALL = 1e-9
"""The search ends when the ellipse is so small: as a share of the distance from the origin."""
NEAR = 1e-6
"""Kinks this close to where the search ended may hold the minimum."""
ON = 1e-11
"""A point this close to a kink is on it; both are shares of the distance from the origin."""
AROUND = 1e-4
LAST_PLACES = 1e-14
"""Losses and slopes that differ by this share differ by rounding only."""


class Kinks(NamedTuple):
    """Lines a x + b y = c across which the gradient jumps by `jump` (a, b): k of each.

    (a, b) are unit vectors.
    """

    a: np.ndarray
    b: np.ndarray
    c: np.ndarray
    jump: np.ndarray

    @classmethod
    def make(cls, a: Array, b: Array, c: Array, jump: Array) -> "Kinks":
        """Of the terms jump max(0, a x + b y - c), where (a, b) is of any length; 0 is no kink."""
        size = np.hypot(a, b)
        real = size > 0
        a, b, c, jump, size = (np.broadcast_to(v, real.shape)[real] for v in (a, b, c, jump, size))
        return cls(a / size, b / size, c / size, jump * size)

    def off(self, place: Point) -> np.ndarray:
        """How far a place is on the upper side of each."""
        return np.asarray(self.a * place[0] + self.b * place[1] - self.c)

    def take(self, chosen: Array) -> "Kinks":
        """Some of them."""
        return Kinks(*(values[chosen] for values in self))

    def slopes(self) -> np.ndarray:
        """The jumps as vectors, (2, k)."""
        return np.stack([self.jump * self.a, self.jump * self.b])


class Convex(NamedTuple):
    """A convex loss: a smooth part, plus a sum of jump max(0, a x + b y - c) over its kinks."""

    whole: Smooth
    """With `fun`, `grad` and `hess` for floats and arrays."""
    smooth: Value
    """The gradient of the smooth part."""
    lines: Kinks


def lowest(problem: Convex) -> tuple[Point, ...]:
    """The only minimum of a loss that is known to have some.

    Empty where it is too far away, or where more points than one are as low.
    """
    with np.errstate(all="ignore"):
        s, lines = problem.whole, problem.lines
        near = _search(s)
        reach = 1.0 + math.hypot(*near)
        close = lines.take(np.argsort(np.abs(lines.off(near)), kind="stable")[:24])
        close = close.take(np.abs(close.off(near)) <= NEAR * reach)
        places = [*_on_two(close), *_on_one(s, close, near), _newton(s, near), near]
        places = [_on_axes(place, ON * reach) for place in places] + places
        places = _lowest_few(s, [p for p in places if math.dist(p, near) <= 10 * NEAR * reach])
        best = min(places, key=lambda p: max(_slope(problem, p), LAST_PLACES / 10))
        return (best,) if _is_alone(s, lines, best) else ()


def _search(s: Smooth) -> Point:
    """Near the minimum: the lowest point of a series of shrinking ellipses that all contain it.

    An ellipse is the points c + L u with |u| <= 1; the half where the subgradient points is cut
    off.
    """
    center, shape = np.zeros(2), WIDE * WIDE * np.eye(2)
    best, least = (0.0, 0.0), math.inf
    for _ in range(ELLIPSES):
        x, y = map(float, center)
        f, g = s.fun(x, y), np.array(s.grad(x, y))
        if f < least:
            best, least = (x, y), f
        long = g @ shape @ g
        if not long > 0 or shape[0, 0] + shape[1, 1] <= SMALL * SMALL * (1 + x * x + y * y):
            break
        step = shape @ g / math.sqrt(long)
        center = center - step / 3
        shape = 4 / 3 * (shape - 2 / 3 * np.outer(step, step))
    return best


def _newton(s: Smooth, place: Point) -> Point:
    """Newton's method from a place near the minimum: the step is taken while the slope shrinks.

    Not `newton.settle`: a penalised loss may have a line of minima, or no curvature along a weight,
    so the step is the shortest one, and rounding ends the search, no length of a step.
    """
    x, y = place
    for _ in range(50):
        g = s.grad(x, y)
        dx, dy = shortest_newton_step(g, s.hess(x, y))
        there = float(x + dx), float(y + dy)
        if not math.hypot(*s.grad(*there)) < math.hypot(*g):
            break
        x, y = there
    return x, y


def _on_one(s: Smooth, lines: Kinks, near: Point) -> list[Point]:
    """The lowest point along each line, by Newton's method in one dimension."""
    found = []
    for a, b, c, _ in zip(*lines, strict=True):
        x, y = near
        for _ in range(8):
            off = a * x + b * y - c
            x, y = x - a * off, y - b * off
            (gx, gy), (hxx, hxy, hyy) = s.grad(float(x), float(y)), s.hess(float(x), float(y))
            bend = b * b * hxx - 2 * a * b * hxy + a * a * hyy
            step = (b * gx - a * gy) / bend if bend > 0 else 0.0
            x, y = x - b * step, y + a * step
        found.append((float(x), float(y)))
    return found


def _on_two(lines: Kinks) -> list[Point]:
    """Where two of the lines cross."""
    found = []
    for p, q in itertools.combinations(zip(*lines, strict=True), 2):
        det = p[0] * q[1] - p[1] * q[0]
        if abs(det) > 1e-9:
            x, y = (p[2] * q[1] - p[1] * q[2]) / det, (p[0] * q[2] - p[2] * q[0]) / det
            found.append((float(x) + 0.0, float(y) + 0.0))
    return found


def _lowest_few(s: Smooth, places: list[Point]) -> list[Point]:
    """Each of the lowest places once, those first that came first."""
    places = list(dict.fromkeys(places))
    f = s.fun(*np.array(places).T)
    return [places[i] for i in sorted(np.argsort(f, kind="stable")[:12].tolist())]


def _on_axes(place: Point, slack: float) -> Point:
    """The same, but exactly on an axis that it misses by rounding: L1 makes weights 0."""
    x, y = (0.0 if abs(v) <= slack else v for v in place)
    return x, y


def _slope(problem: Convex, place: Point) -> float:
    """The length of the shortest subgradient.

    On a kink, a subgradient is the gradient on its lower side plus any share, 0 to 1, of the jump.
    """
    off = problem.lines.off(place)
    slack = ON * (1.0 + math.hypot(*place))
    jumps = problem.lines.slopes()
    below = np.array(problem.smooth(*place)) + jumps[:, off > slack].sum(axis=1)
    jumps = jumps[:, np.abs(off) <= slack]
    if not jumps.size:
        return math.hypot(*below)
    from scipy.optimize import lsq_linear

    share = lsq_linear(jumps, -below, bounds=(0.0, 1.0), tol=1e-15).x
    return math.hypot(*(jumps @ share + below))


def _is_alone(s: Smooth, lines: Kinks, place: Point) -> bool:
    """Whether the loss rises in all directions: by convexity, there is no other minimum then."""
    radius = AROUND * (1.0 + math.hypot(*place))
    on = lines.take(np.abs(lines.off(place)) <= radius)
    angle = np.append(np.linspace(0.0, 2 * math.pi, 721), np.arctan2(on.a, -on.b))
    angle = np.append(angle, angle + math.pi)
    around = s.fun(place[0] + radius * np.cos(angle), place[1] + radius * np.sin(angle))
    least = s.fun(*place)
    return bool((around > least + LAST_PLACES * (1.0 + abs(least))).all())
