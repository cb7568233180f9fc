"""The six-hump camel."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class SixHumpCamel(FormulaLandscape):
    """Six minima in mirrored pairs, of which two are lowest."""

    slug = "six_hump_camel"
    title = "Six-hump camel"
    order = 20
    teaches = "A few minima"
    lesson = "Two equally good minima: the first few steps decide which of them a run finds."
    source = (
        "L. C. W. Dixon and G. P. Szegő (eds.), Towards Global Optimisation 2 (North-Holland, 1978)"
    )
    formula = "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (-4 + 4*y^2)*y^2"
    bounds = ((-2.0, 2.0), (-1.1, 1.1))
    start = (1.0, 0.1)
    steps = 200
    minima = (
        (0.08984201310031806, -0.7126564030207396),
        (-0.08984201310031806, 0.7126564030207396),
    )
    race: ClassVar = {
        "gd": {"learning_rate": 0.01},
        "momentum": {"learning_rate": 0.005},
        "adam": {"learning_rate": 0.05},
        "newton": {},
    }
