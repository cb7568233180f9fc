"""Two wells: a broad shallow one and a narrow deep one."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from core.knob import knob
from core.sentences import N_
from landscapes.base import Point
from landscapes.formula.landscape import FormulaLandscape
from landscapes.ground.newton import settle


@dataclass(frozen=True)
class TwoWells(FormulaLandscape):
    """A gentle bowl with two Gaussian wells: broad at (-1, 0), narrow but deeper near (1.4, 0.6).

    The narrow well is at least a fifth deeper than the broad one, whatever the knobs say.
    """

    slug = "two_wells"
    title = "Broad and narrow well"
    order = 31
    teaches = "A few minima"
    lesson = "The best minimum may be so narrow that most runs end in a broad but poorer one."
    source = N_(
        "Made for this app; S. Hochreiter and J. Schmidhuber, Neural Computation 9 (1997), 1-42"
    )
    formula = (
        "0.02*(x^2 + y^2) - exp(-((x + 1)^2 + y^2)/1.5)"
        " - depth*exp(-((x - 1.4)^2 + (y - 0.6)^2)/(2*width^2))"
    )
    bounds = ((-3.0, 3.0), (-2.5, 2.5))
    start = (2.2, -0.6)
    steps = 200
    race: ClassVar = {
        "gd": {"learning_rate": 0.2},
        "momentum": {"learning_rate": 0.02},
        "rmsprop": {"learning_rate": 0.03},
        "adam": {"learning_rate": 0.05},
    }

    depth: float = knob(1.6, 1.2, 3, "Depth of the narrow well")
    width: float = knob(0.25, 0.1, 0.5, "Width of the narrow well")

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """The bottom of the narrow well, which the rest of the surface moves off its centre."""
        found = settle(self, 1.4, 0.6)
        return ((found.x, found.y),) if found else ()
