"""Himmelblau's four minima."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Himmelblau(FormulaLandscape):
    """Four equally deep minima around one hill, f = (x^2 + y - 11)^2 + (x + y^2 - 7)^2."""

    slug = "himmelblau"
    title = "Himmelblau"
    order = 10
    teaches = "A few minima"
    lesson = "Four equally good minima: the way a run moves decides which of them it finds."
    source = "D. M. Himmelblau, Applied Nonlinear Programming (McGraw-Hill, 1972)"
    formula = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    bounds = ((-5.0, 5.0), (-5.0, 5.0))
    start = (0.6, 4.1)
    steps = 200
    minima = (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    )
    race: ClassVar = {
        "gd": {"learning_rate": 0.005},
        "momentum": {"learning_rate": 0.01},
        "adam": {"learning_rate": 0.1},
        "newton": {},
    }
