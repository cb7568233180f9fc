"""Griewank's function."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Griewank(FormulaLandscape):
    """A regular pattern of dimples on a very wide and very shallow bowl."""

    slug = "griewank"
    title = "Griewank"
    order = 16
    teaches = "Many minima"
    lesson = "From afar a smooth bowl, from near a field of dimples that all look alike."
    source = "A. O. Griewank, J. Optimization Theory and Applications 34 (1981), 11-39"
    formula = "1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))"
    bounds = ((-10.0, 10.0), (-10.0, 10.0))
    start = (-6.4, 3.8)
    steps = 200
    minima = ((0.0, 0.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.5},
        "momentum": {"learning_rate": 1.5},
        "rmsprop": {"learning_rate": 0.1},
        "adam": {"learning_rate": 0.1},
    }
