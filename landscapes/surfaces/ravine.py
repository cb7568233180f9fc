"""The ravine: a badly conditioned bowl."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Ravine(FormulaLandscape):
    """An oval bowl, `kappa` times steeper across than along, turned by `rotation` degrees."""

    slug = "ravine"
    title = "Ravine"
    order = 2
    teaches = "First steps"
    lesson = "Steps small enough for the steep walls are far too small for the gentle floor."
    source = "S. Boyd and L. Vandenberghe, Convex Optimization (2004), section 9.3.2"
    formula = (
        "(x*cos(pi*rotation/180) + y*sin(pi*rotation/180))^2/2"
        " + kappa*(y*cos(pi*rotation/180) - x*sin(pi*rotation/180))^2/2"
    )
    bounds = ((-2.0, 2.0), (-2.0, 2.0))
    start = (-1.8, -0.2)
    steps = 150
    minima = ((0.0, 0.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.038},
        "momentum": {"learning_rate": 0.02},
        "adam": {"learning_rate": 0.1},
        "newton": {},
    }

    kappa: float = knob(50.0, 1, 1000, "Condition number κ", log=True)
    rotation: float = knob(20.0, -90, 90, "Rotation (degrees)")
