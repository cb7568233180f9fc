"""Rosenbrock's valley."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from core.knob import knob
from landscapes.base import Point
from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Rosenbrock(FormulaLandscape):
    """A curved valley with a nearly flat floor, f = (a - x)^2 + b (y - x^2)^2."""

    slug = "rosenbrock"
    title = "Rosenbrock valley"
    order = 5
    teaches = "Valleys and steep walls"
    lesson = "Finding the valley is easy; following its bend to the minimum is what takes steps."
    source = "H. H. Rosenbrock, The Computer Journal 3 (1960), 175-184"
    formula = "(a - x)^2 + b*(y - x^2)^2"
    bounds = ((-2.0, 2.0), (-1.0, 3.0))
    start = (-1.2, 1.0)
    steps = 500
    race: ClassVar = {
        "gd": {"learning_rate": 0.001},
        "momentum": {"learning_rate": 0.001},
        "adam": {"learning_rate": 0.1},
        "newton": {},
    }

    a: float = knob(1.0, -1.4, 1.4, "Minimum at x = a")
    b: float = knob(100.0, 1, 1000, "Valley steepness b", log=True)

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """(a, a^2), where both squares vanish."""
        return ((self.a, self.a * self.a),)
