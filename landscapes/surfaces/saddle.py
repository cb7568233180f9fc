"""The saddle, with a ridge that runs straight to it."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from core.knob import knob
from core.sentences import N_
from landscapes.base import Point
from landscapes.formula.landscape import FormulaLandscape
from landscapes.ground.cubic import largest_root


@dataclass(frozen=True)
class Saddle(FormulaLandscape):
    """f = x^2 - y^2 + y^4/4 + tilt y: a saddle between two valleys at y = +-sqrt(2).

    The start is exactly on the ridge y = 0, where the slope across is exactly zero.
    """

    slug = "saddle"
    title = "Saddle"
    order = 4
    teaches = "Plateaus and saddles"
    lesson = "On the ridge every run by gradient stops at the saddle; tilt or noise frees it."
    source = N_("Y. Dauphin et al., NeurIPS 2014 (arXiv:1406.2572); the walls y^4/4 are added here")
    formula = "x^2 - y^2 + y^4/4 + tilt*y"
    bounds = ((-2.0, 2.0), (-2.2, 2.2))
    start = (-1.6, 0.0)
    steps = 150
    race: ClassVar = {
        "gd": {"learning_rate": 0.05},
        "momentum": {"learning_rate": 0.02},
        "adam": {"learning_rate": 0.05},
        "newton": {},
    }

    tilt: float = knob(0.0, -0.5, 0.5, "Tilt")

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """Both valleys, or with a tilt the one it deepens: roots of y^3 - 2 y + tilt = 0."""
        y = largest_root(2.0, abs(self.tilt))
        if self.tilt == 0:
            return ((0.0, y), (0.0, -y))
        return ((0.0, -math.copysign(y, self.tilt)),)
