"""What theory says of a sweep, as lines and places in the numbers of its axes.

It holds on a quadratic, and near a minimum of any smooth surface: the one nearest to the start.
"""

from dataclasses import replace

import numpy as np

import optim
from core.sentences import joined, sentence
from core.written import number
from ui.browser.map import Line, Spot
from ui.maps.sweep import Sweep
from ui.maps.sweep_sides import SIDES

LINE_POINTS = 160
TOP = 0.9999


def lines(page: Sweep) -> list[Line]:
    """Where the method stops being stable, and where it is critically damped."""
    if not _known(page):
        return []
    momentum, (low, high) = _momentum(page), page.curvatures()
    optimizer = page.scene.race[0].build()
    if "momentum" in optimizer.knobs:
        optimizer = replace(optimizer, momentum=momentum)  # type: ignore[call-arg]  # it has one
    found = [
        (
            sentence(
                "Stable up to here: α = {limit}/L, L = {curvature}",
                limit=optimizer.stable_formula,
                curvature=number(high),
            ),
            optim.theory.stable_rate(optimizer, high),
            "solid",
        )
    ]
    if optimizer.critical_limit() is not None and _both(page):
        rate = optim.theory.critical_rate(optimizer, high)
        words = sentence(
            "Critical damping across the valley, L = {curvature}", curvature=number(high)
        )
        found.append((words, rate, "dash"))
        if 0 < low < 0.99 * high:
            words = sentence(
                "Critical damping along it, μ = {curvature}: above, runs swing",
                curvature=number(low),
            )
            found.append((words, optim.theory.critical_rate(optimizer, low), "dot"))
    return [_line(page, words, rate, momentum, dash) for words, rate, dash in found]


def spots(page: Sweep) -> list[Spot]:
    """The fastest knobs in the worst case, where they are those of the axes."""
    if not _known(page):
        return []
    optimizer = page.scene.race[0].build()
    best = optim.theory.fastest(optimizer, *page.curvatures())
    if best is None or not {*best} <= {page.x, page.y}:
        return []
    symbols = ((optimizer.knobs[name].label.split()[-1], value) for name, value in best.items())
    values = ", ".join(f"{symbol} = {number(value)}" for symbol, value in symbols)
    x, y = (best.get(getattr(page, side), 0.25) for side in SIDES)
    return [Spot(x, y, "cross", joined((optimizer.fastest_title, values), ": "))]


def _known(page: Sweep) -> bool:
    """Whether the method is one of those, its learning rate is an axis, and nothing drives it."""
    scene = page.scene
    plain = optim.schedules.CLASSES[scene.schedule].steady
    named = "learning_rate" in (page.x, page.y)
    known = scene.race[0].build().stable_limit() is not None
    return known and plain and named and page.curvatures()[1] > 0


def _both(page: Sweep) -> bool:
    return {page.x, page.y} == {"learning_rate", "momentum"}


def _momentum(page: Sweep) -> np.ndarray:
    """Momentum along a line: over the range of its axis, else the method's own."""
    if _both(page):
        lo, hi = page.range("x" if page.x == "momentum" else "y")
        return np.linspace(max(lo, 0.0), min(hi, TOP), LINE_POINTS)
    return np.full(2, float(getattr(page.scene.race[0].build(), "momentum", 0.0)))


def _line(page: Sweep, words: str, rate: np.ndarray, momentum: np.ndarray, dash: str) -> Line:
    rates = np.broadcast_to(rate, momentum.shape)
    if not _both(page):  # the same all along the other axis
        momentum = np.array(page.range("y" if page.x == "learning_rate" else "x"))
    swapped = page.y == "learning_rate"
    x, y = (momentum, rates) if swapped else (rates, momentum)
    return Line(words, tuple(x.tolist()), tuple(y.tolist()), dash)
