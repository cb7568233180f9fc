"""What theory says of a sweep, as lines and places in the numbers of its axes.

It holds on a quadratic, and near a minimum of any smooth surface: the one nearest to the start.
"""

import numpy as np

import optim
from ui.browser.map import Line, Spot
from ui.maps.sweep import Sweep
from ui.maps.sweep_sides import SIDES

POINTS = 160
TOP = 0.9999


def lines(page: Sweep) -> list[Line]:
    """Where the method stops being stable, and where it is critically damped."""
    slug, (low, high) = page.scene.race[0].slug, page.curvatures()
    if not _known(page):
        return []
    momentum = _momentum(page)
    found = [
        (
            f"Stable up to here: α = {_limit(slug)}/L, L = {high:.4g}",
            optim.theory.stable_rate(slug, momentum, high),
            "solid",
        )
    ]
    if slug in ("momentum", "nesterov") and _both(page):
        found.append(
            (
                f"Critical damping across the valley, L = {high:.4g}",
                optim.theory.critical_rate(slug, momentum, high),
                "dash",
            )
        )
        if 0 < low < 0.99 * high:
            found.append(
                (
                    f"Critical damping along it, μ = {low:.4g}: above, runs swing",
                    optim.theory.critical_rate(slug, momentum, low),
                    "dot",
                )
            )
    return [_line(page, words, rate, momentum, dash) for words, rate, dash in found]


def spots(page: Sweep) -> list[Spot]:
    """The fastest learning rate and momentum in the worst case."""
    slug = page.scene.race[0].slug
    if not _known(page) or (slug == "momentum" and not _both(page)):
        return []
    pair = optim.theory.fastest(slug, *page.curvatures())
    if pair is None:
        return []
    rate, momentum = pair
    words = f"Best in theory: α = {rate:.4g}"
    if slug == "momentum":
        words = f"Polyak's optimal pair: α = {rate:.4g}, β = {momentum:.4g}"
    values = {"learning_rate": rate, "momentum": momentum}
    x, y = (values.get(getattr(page, side), 0.25) for side in SIDES)
    return [Spot(x, y, "cross", words)]


def _known(page: Sweep) -> bool:
    """Whether the method is one of those, its learning rate is an axis, and nothing drives it."""
    scene = page.scene
    plain = scene.schedule == "constant"
    named = "learning_rate" in (page.x, page.y)
    return (
        scene.race[0].slug in optim.theory.METHODS and plain and named and page.curvatures()[1] > 0
    )


def _both(page: Sweep) -> bool:
    return {page.x, page.y} == {"learning_rate", "momentum"}


def _momentum(page: Sweep) -> np.ndarray:
    """Momentum along a line: over the range of its axis, else the method's own."""
    if _both(page):
        lo, hi = page.range("x" if page.x == "momentum" else "y")
        return np.linspace(max(lo, 0.0), min(hi, TOP), POINTS)
    return np.full(2, float(getattr(page.scene.race[0].build(), "momentum", 0.0)))


def _limit(slug: str) -> str:
    return {"gd": "2", "momentum": "2(1+β)", "nesterov": "2(1+β)/(1+2β)"}[slug]


def _line(page: Sweep, words: str, rate: np.ndarray, momentum: np.ndarray, dash: str) -> Line:
    rates = np.broadcast_to(rate, momentum.shape)
    if not _both(page):  # the same all along the other axis
        momentum = np.array(page.range("y" if page.x == "learning_rate" else "x"))
    swapped = page.y == "learning_rate"
    x, y = (momentum, rates) if swapped else (rates, momentum)
    return Line(words, tuple(x.tolist()), tuple(y.tolist()), dash)
