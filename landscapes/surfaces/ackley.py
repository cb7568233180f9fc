"""Ackley's function."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Ackley(FormulaLandscape):
    """A flat plain full of dimples around one deep funnel with a sharp tip at the origin."""

    slug = "ackley"
    title = "Ackley"
    order = 14
    teaches = "Many minima"
    lesson = (
        "Small steps settle in the nearest dimple; speed carries a run over the rims to the funnel."
    )
    source = "D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing (Kluwer, 1987)"
    formula = "-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20"
    bounds = ((-5.0, 5.0), (-5.0, 5.0))
    start = (1.4, 1.2)
    steps = 200
    minima = ((0.0, 0.0),)
    smooth = False
    race: ClassVar = {
        "gd": {"learning_rate": 0.01},
        "momentum": {"learning_rate": 0.02},
        "rmsprop": {"learning_rate": 0.05},
        "adam": {"learning_rate": 0.5},
    }
