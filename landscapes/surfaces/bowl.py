"""The plain bowl."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Bowl(FormulaLandscape):
    """A round paraboloid, f = steepness (x^2 + y^2)/2; `stretch` makes it oval."""

    slug = "bowl"
    title = "Bowl"
    order = 1
    teaches = "First steps"
    lesson = "The friendliest surface: one minimum, no trap; what differs is each method's gait."
    source = "S. Boyd and L. Vandenberghe, Convex Optimization (2004), section 9.3.2"
    formula = "steepness*(x^2 + stretch*y^2)/2"
    bounds = ((-2.0, 2.0), (-2.0, 2.0))
    start = (-1.6, 1.2)
    steps = 60
    minima = ((0.0, 0.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.1},
        "momentum": {"learning_rate": 0.1},
        "adam": {"learning_rate": 0.1},
        "newton": {},
    }

    steepness: float = knob(1.0, 0.1, 20, "Steepness", log=True)
    stretch: float = knob(1.0, 0.1, 10, "Steeper in y by", log=True)
