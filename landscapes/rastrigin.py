"""Rastrigin's function."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from landscapes._base import FormulaLandscape


@dataclass(frozen=True)
class Rastrigin(FormulaLandscape):
    """A bowl with an egg box on it: a minimum near every whole-numbered point."""

    slug = "rastrigin"
    title = "Rastrigin"
    order = 15
    lesson = "An egg box: going downhill finds the nearest hollow, and almost never the best one."
    source = "L. A. Rastrigin, Systems of Extremal Control (Nauka, 1974)"
    formula = "2*ripple + x^2 - ripple*cos(2*pi*x) + y^2 - ripple*cos(2*pi*y)"
    bounds = ((-5.12, 5.12), (-5.12, 5.12))
    start = (-3.6, 2.7)
    steps = 200
    minima = ((0.0, 0.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.001},
        "momentum": {"learning_rate": 0.002},
        "adam": {"learning_rate": 0.5},
        "rprop": {"learning_rate": 0.1},
    }

    ripple: float = knob(10.0, 0, 20, "Height of the ripples")
