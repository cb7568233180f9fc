"""What Python makes for the tests of the terrain in JavaScript: surfaces and their losses."""

import random
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

import landscapes
from landscapes import Landscape
from landscapes.formula.parse import FUNCTIONS
from viz import sample
from viz.browser import blob, part_bytes, terrain_bytes

SIZE = 41
EDGES = (
    "1/x", "x/y", "log(x)", "log(abs(y))", "sqrt(x*y)", "sqrt(x)", "asin(x)", "acos(y)",
    "acos(x/2)", "asin(x/2) + acos(y/2)", "x^y", "y^x", "x^2.5", "x^3 + y^2", "(x*y)^65", "x^(-2)",
    "abs(x)^0.3", "2^(3*x) + y", "min(x, y)", "max(x, -y)", "min(x, log(y))", "max(sqrt(y), x)",
    "sign(x)*y", "abs(x) - abs(y)", "tan(x) + tan(y)", "sin(30*x) + cos(30*y)", "exp(20*x)",
    "exp(-1/abs(x))", "exp(-100*x^2)", "tanh(100*x) + tanh(y/1000)", "sinh(5*x)", "cosh(5*y)",
    "sinh(x/1000)", "atan(1000*x)", "atan(x) + atan(y)/3", "atan(1/x)", "log(1 + x^2)", "x*1e30",
    "x*1e-30", "1/(1/x + 1/y)", "(x/abs(x))^(1/abs(y))",
    "5", "x", "-y", "-x*-2.5e-3",
)  # fmt: skip
"""Every operation, on its usual values and where it ends: 0, 1, negative numbers, whole powers."""
HOSTILE = (
    "+".join(f"(x+{i})^63" for i in range(55)), "+".join(f"(y+{i})^1.5" for i in range(52)),
    "*".join(["(1+x*y)"] * 65), "sin(" * 40 + "x" + ")" * 40, "^".join(["x"] * 78),
    "*".join(["sin(x*y)"] * 49), "+".join(["exp(-(x-1.25)^2-(y-2.75)^2)"] * 21),
    "+".join(f"tan(x+{i})" for i in range(50)), "+".join(f"x^(y+{i})" for i in range(60)),
)  # fmt: skip
"""As many costly operations as the length of a formula allows."""
TURNED = {
    "ravine": {"kappa": 1.0, "rotation": -31.0},
    "bowl": {"steepness": 3.0},
    "rosenbrock": {"b": 2.0},
    "rastrigin": {"ripple": 1.0},
    "plateau": {"slope": 0.5},
    "two_wells": {"width": 0.4},
}
"""Knobs other than the default ones; with those of the ravine heights are no longer logarithmic."""


def ground_size(landscape: Landscape) -> int:
    """Points a side."""
    return 61 if landscape.by_point else 121


def packed(landscape: Landscape, height: str = "auto") -> bytes:
    """The terrain of a surface."""
    ground = sample(landscape.fun, landscape.bounds, height, ground_size(landscape))
    return terrain_bytes(landscape, ground, height)


def named(surfaces: Iterable[tuple[str, Landscape]]) -> bytes:
    """Terrains in one message, by name."""
    return blob({}, {name: packed(surface) for name, surface in surfaces})


def built_in() -> list[tuple[str, Landscape]]:
    """All surfaces."""
    return [(slug, landscapes.get(slug)) for slug in landscapes.names()]


def turned() -> list[tuple[str, Landscape]]:
    """Surfaces whose knobs were turned."""
    return [(slug, landscapes.get(slug, **knobs)) for slug, knobs in TURNED.items()]


def formulas(texts: Iterable[str]) -> list[tuple[str, Landscape]]:
    """Formulas around the origin."""
    return [(text, landscapes.from_formula(text)) for text in texts]


def losses(surfaces: Iterable[tuple[str, Landscape]]) -> dict[str, Any]:
    """By name: a grid of places, and NumPy's losses there."""
    found = {}
    for name, surface in surfaces:
        x, y = (np.linspace(lo, hi, SIZE) for lo, hi in surface.bounds)
        loss = surface.fun(*np.meshgrid(x, y))
        found[name] = {"x": x, "y": y, "loss": np.where(np.abs(loss) <= 1e100, loss, np.nan)}
    return found


def random_texts(count: int = 200) -> list[str]:
    """Always the same formulas, each of a few operations, that `parse` lets through."""
    draw, found = random.Random(5), list[str]()
    while len(found) < count:
        text = _grown(draw, 4)
        try:
            landscapes.from_formula(text)
        except landscapes.FormulaError:
            continue
        found.append(text)
    return found


def _grown(draw: random.Random, depth: int) -> str:
    kind = draw.randrange(8) if depth else 0
    if kind == 0:
        return draw.choice(["x", "y", "x", "y", "2", "0.5", "1.7", "pi", "-3"])
    if kind <= 4:
        return f"({_grown(draw, depth - 1)} {draw.choice('+-*/')} {_grown(draw, depth - 1)})"
    if kind == 5:
        return f"({_grown(draw, depth - 1)})^{draw.choice(['2', '3', '0.5', 'x', '-1', '1.5'])}"
    name = draw.choice(list(FUNCTIONS))
    return f"{name}({', '.join(_grown(draw, depth - 1) for _ in range(FUNCTIONS[name]))})"


PART = ((0.4, 0.5), (0.4, 0.5))
"""Of the window of a grid, as shares."""


def part_window() -> list[list[float]]:
    """That part in data."""
    bounds = landscapes.get("digits_plane").bounds
    return [
        [lo + share * (hi - lo) for share in shares]
        for (lo, hi), shares in zip(bounds, PART, strict=True)
    ]


def closer_part() -> bytes:
    """A part of the surface of digits, a little larger than what is seen."""
    (x0, x1), (y0, y1) = part_window()
    more = 0.1 * (x1 - x0)
    window = ((x0 - more, x1 + more), (y0 - more, y1 + more))
    surface = landscapes.get("digits_plane")
    return part_bytes("the ground", sample(surface.fun, window, size=41))


def part_losses() -> dict[str, Any]:
    """What is seen of it, and NumPy's losses there."""
    window = part_window()
    loss = landscapes.get("digits_plane").fun(*np.meshgrid(*window))
    return {"window": window, "losses": np.asarray(loss).ravel()}


MADE: dict[str, Callable[[], Any]] = {
    "terrains": lambda: named(built_in()),
    "losses": lambda: losses(built_in()),
    "turned terrains": lambda: named(turned()),
    "turned losses": lambda: losses(turned()),
    "turned knobs": lambda: TURNED,
    "edges": lambda: named(formulas(EDGES)),
    "edge losses": lambda: losses(formulas(EDGES)),
    "random formulas": lambda: named(formulas(random_texts())),
    "hostile formulas": lambda: named(formulas(HOSTILE)),
    "grid terrain": lambda: packed(landscapes.get("digits_plane")),
    "ravine terrain": lambda: packed(landscapes.get("ravine")),
    "closer ground": closer_part,
    "closer ground, what it holds": part_losses,
}
