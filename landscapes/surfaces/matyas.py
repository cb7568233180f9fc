"""Matyas' function."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Matyas(FormulaLandscape):
    """A long shallow trough along x = y, f = 0.26 (x^2 + y^2) - 0.48 x y."""

    slug = "matyas"
    title = "Matyas"
    order = 13
    teaches = "Valleys and steep walls"
    lesson = "A shallow trough: the way down its side is quick, the way along its floor is long."
    source = "M. Jamil and X.-S. Yang, Int. J. Math. Modelling Num. Optimisation 4 (2013), 150-194"
    formula = "0.26*(x^2 + y^2) - 0.48*x*y"
    bounds = ((-10.0, 10.0), (-10.0, 10.0))
    start = (-9.0, 2.0)
    steps = 150
    minima = ((0.0, 0.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.5},
        "momentum": {"learning_rate": 0.5},
        "adam": {"learning_rate": 0.5},
        "newton": {},
    }
