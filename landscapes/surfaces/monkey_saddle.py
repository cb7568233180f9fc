"""The monkey saddle."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class MonkeySaddle(FormulaLandscape):
    """Three valleys and three ridges meet at a flat point; there is no minimum."""

    slug = "monkey_saddle"
    title = "Monkey saddle"
    order = 24
    teaches = "Plateaus and saddles"
    lesson = "A flat point that is no minimum: runs slow down there, then fall without end."
    source = "D. Hilbert and S. Cohn-Vossen, Geometry and the Imagination (1932; Chelsea, 1952)"
    formula = "x^3 - 3*x*y^2"
    bounds = ((-1.5, 1.5), (-1.5, 1.5))
    start = (1.2, 0.02)
    steps = 100
    minima = ()
    race: ClassVar = {
        "gd": {"learning_rate": 0.02},
        "momentum": {"learning_rate": 0.02},
        "adam": {"learning_rate": 0.05},
        "newton": {},
    }
