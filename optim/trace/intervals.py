"""How far from the origin a loss is certain to be a number of modest size."""

from typing import Any

import numpy as np

from optim.trace.tape import Node, Tape, Traced

SMALLEST, WIDEST = -10, 39
"""Exponents of the distances that are tried; beyond 1e12 a run has diverged anyway."""
Interval = tuple[float, float]
_EVERYWHERE = {np.sin: 1.0, np.cos: 1.0, np.tanh: 1.0, np.arctan: 1.6, np.sign: 1.0}
"""Functions that are defined everywhere, and what they never pass."""
_RISING = {np.exp, np.sinh, np.log, np.sqrt}
_SLACK = 1e-9
"""Library functions rise with their argument up to rounding."""


def safe_radius(tape: Tape, loss: Traced, limit: float) -> float:
    """The largest power of two r for which |x|, |y| <= r make |f| <= limit certain; 0 if none.

    By interval arithmetic on the operations themselves. It holds for what they give in floating
    point: the rounding of + - * / and sqrt is monotone, so the ends bound the computed values.
    Source: R. E. Moore, Interval Analysis (1966).
    """
    low, high = SMALLEST - 1, WIDEST + 1  # exponents: good or none, too far
    with np.errstate(all="ignore"):
        while high - low > 1:
            middle = (low + high) // 2
            lo, hi = _bounds(tape, loss, 2.0**middle)
            low, high = (middle, high) if -limit <= lo and hi <= limit else (low, middle)
    return 2.0**low if low >= SMALLEST else 0.0


def _bounds(tape: Tape, loss: Traced, r: float) -> Interval:
    """Between which values the loss lies; (-inf, inf) where an operation may be undefined."""
    found: dict[int, Interval] = {}
    for i, node in enumerate(tape.nodes[: loss.id + 1]):
        if node.op is None:
            found[i] = (-r, r) if node.name else (node.value, node.value)
            continue
        ends = [found[a] for a in node.args]
        known = all(-np.inf < lo and hi < np.inf for lo, hi in ends) and not any(
            tape.nodes[a].logical for a in node.args
        )
        lo, hi = _apply(node, ends) if known else (-np.inf, np.inf)
        found[i] = (lo, hi) if lo <= hi else (-np.inf, np.inf)  # also where they are nan
    return found[loss.id]


def _apply(node: Node, ends: list[Interval]) -> Interval:
    """The interval of an operation's results. Operations not named here have no bounds."""
    op: Any = node.op
    lo, hi = ends[0]
    if len(ends) == 2:
        return _apply_two(op, ends, node.args[0] == node.args[1])
    if op in _EVERYWHERE:
        return -_EVERYWHERE[op], _EVERYWHERE[op]
    if op in _RISING:
        low, high = float(op(lo)), float(op(hi))
        return low - _SLACK * abs(low), high + _SLACK * abs(high)
    if op is np.negative:
        return -hi, -lo
    if op is np.positive:
        return lo, hi
    if op is np.absolute:
        return max(lo, -hi, 0.0), max(-lo, hi)
    if op is np.cosh:
        return 0.0, float(np.cosh(max(-lo, hi))) * (1 + _SLACK)
    return -np.inf, np.inf


def _apply_two(op: Any, ends: list[Interval], same: bool) -> Interval:
    (a, b), (c, d) = ends
    if op is np.add:
        return a + c, b + d
    if op is np.subtract:
        return a - d, b - c
    if op is np.multiply:
        corners = a * c, a * d, b * c, b * d
        return max(0.0, min(corners)) if same else min(corners), max(corners)
    if op is np.divide and not c <= 0 <= d:
        corners = a / c, a / d, b / c, b / d
        return min(corners), max(corners)
    if op in (np.maximum, np.minimum):
        return float(op(a, c)), float(op(b, d))
    return -np.inf, np.inf
