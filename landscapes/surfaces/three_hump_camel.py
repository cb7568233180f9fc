"""The three-hump camel."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class ThreeHumpCamel(FormulaLandscape):
    """Three minima in a row, the middle one lowest, f = 2 x^2 - 1.05 x^4 + x^6/6 + x y + y^2."""

    slug = "three_hump_camel"
    title = "Three-hump camel"
    order = 19
    teaches = "A few minima"
    lesson = "Two shallow side valleys catch slow runs on their way to the middle."
    source = "M. Jamil and X.-S. Yang, Int. J. Math. Modelling Num. Optimisation 4 (2013), 150-194"
    formula = "2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2"
    bounds = ((-2.2, 2.2), (-2.2, 2.2))
    start = (-2.0, -0.8)
    steps = 200
    minima = ((0.0, 0.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.02},
        "momentum": {"learning_rate": 0.02},
        "adam": {"learning_rate": 0.1},
        "newton": {},
    }
