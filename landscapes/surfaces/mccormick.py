"""McCormick's function."""

import math
from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class McCormick(FormulaLandscape):
    """A plane wave on a slanted trough; outside the window it falls for ever."""

    slug = "mccormick"
    title = "McCormick"
    order = 23
    teaches = "Many minima"
    lesson = (
        "Troughs side by side: a bold step lands in the next; beyond the window they get lower."
    )
    source = "M. Jamil and X.-S. Yang, Int. J. Math. Modelling Num. Optimisation 4 (2013), 150-194"
    formula = "sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1"
    bounds = ((-1.5, 4.0), (-3.0, 4.0))
    start = (0.3, 0.0)
    steps = 200
    minima = ((0.5 - math.pi / 3, -0.5 - math.pi / 3),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.05},
        "momentum": {"learning_rate": 0.03},
        "adam": {"learning_rate": 0.1},
        "newton": {},
    }
