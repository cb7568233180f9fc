"""Rastrigin's function."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Rastrigin(FormulaLandscape):
    """A bowl with an egg box on it: a minimum near every whole-numbered point."""

    slug = "rastrigin"
    title = "Rastrigin"
    order = 15
    teaches = "Many minima"
    lesson = (
        "An egg box: going downhill finds the nearest hollow, and only speed or luck the best one."
    )
    source = "L. A. Rastrigin, Systems of Extremal Control (Nauka, 1974)"
    formula = "2*ripple + x^2 - ripple*cos(2*pi*x) + y^2 - ripple*cos(2*pi*y)"
    bounds = ((-5.12, 5.12), (-5.12, 5.12))
    start = (-0.1, 3.4)
    steps = 200
    minima = ((0.0, 0.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.001},
        "momentum": {"learning_rate": 0.005},
        "rmsprop": {"learning_rate": 0.1},
        "adam": {"learning_rate": 0.1},
    }

    ripple: float = knob(10.0, 0, 20, "Height of the ripples")
