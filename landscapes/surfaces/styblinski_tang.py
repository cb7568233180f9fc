"""The Styblinski-Tang function."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class StyblinskiTang(FormulaLandscape):
    """Two valleys in each coordinate, so four minima, of which one is lowest."""

    slug = "styblinski_tang"
    title = "Styblinski-Tang"
    order = 21
    teaches = "A few minima"
    lesson = (
        "Each coordinate has a good and a poor valley; one wrong turn is enough to miss the best."
    )
    source = "M. A. Styblinski and T.-S. Tang, Neural Networks 3 (1990), 467-483"
    formula = "(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2"
    bounds = ((-5.0, 5.0), (-5.0, 5.0))
    start = (-1.3, 4.2)
    steps = 200
    minima = ((-2.903534027771177, -2.903534027771177),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.01},
        "momentum": {"learning_rate": 0.01},
        "adam": {"learning_rate": 0.1},
        "newton": {},
    }
