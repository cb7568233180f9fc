"""Easom's function."""

import math
from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Easom(FormulaLandscape):
    """A flat plain with one narrow hole, f = -cos x cos y exp(-((x - pi)^2 + (y - pi)^2))."""

    slug = "easom"
    title = "Easom"
    order = 22
    teaches = "Plateaus and saddles"
    lesson = (
        "Far from the hole the ground is flat, and a slope of nothing says nothing about the way."
    )
    source = (
        "E. E. Easom, A Survey of Global Optimization Techniques, thesis, University of "
        "Louisville (1990)"
    )
    formula = "-cos(x)*cos(y)*exp(-((x - pi)^2 + (y - pi)^2))"
    bounds = ((-1.0, 7.0), (-1.0, 7.0))
    start = (1.5, 4.4)
    steps = 200
    minima = ((math.pi, math.pi),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.1},
        "momentum": {"learning_rate": 0.1},
        "adam": {"learning_rate": 0.1},
        "rprop": {"learning_rate": 0.1},
    }
