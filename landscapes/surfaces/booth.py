"""Booth's function."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Booth(FormulaLandscape):
    """An oblique bowl, f = (x + 2 y - 7)^2 + (2 x + y - 5)^2."""

    slug = "booth"
    title = "Booth"
    order = 12
    teaches = "First steps"
    lesson = "A slanted bowl: a method that treats each coordinate alone does not see the slant."
    source = "M. Jamil and X.-S. Yang, Int. J. Math. Modelling Num. Optimisation 4 (2013), 150-194"
    formula = "(x + 2*y - 7)^2 + (2*x + y - 5)^2"
    bounds = ((-10.0, 10.0), (-10.0, 10.0))
    start = (-8.0, 4.0)
    steps = 150
    minima = ((1.0, 3.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.08},
        "momentum": {"learning_rate": 0.02},
        "adam": {"learning_rate": 0.5},
        "newton": {},
    }
