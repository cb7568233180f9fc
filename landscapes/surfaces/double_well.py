"""The double well: a poor valley and a good one with a hump between."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from core.knob import knob
from core.sentences import N_
from landscapes.base import Point
from landscapes.formula.landscape import FormulaLandscape
from landscapes.ground.cubic import largest_root


@dataclass(frozen=True)
class DoubleWell(FormulaLandscape):
    """f = x^4/4 - x^2/2 - tilt x + y^2/2: the tilt makes the right-hand valley the deeper one."""

    slug = "double_well"
    title = "Double well"
    order = 30
    teaches = "A few minima"
    lesson = "A run that goes only downhill stops in the first valley; speed can carry it further."
    source = N_(
        "The quartic double well of P. Holmes, Phil. Trans. R. Soc. A 292 (1979), 419-448, who "
        "drives Duffing's oscillator in it; tilted here"
    )
    formula = "x^4/4 - x^2/2 - tilt*x + y^2/2"
    bounds = ((-1.9, 1.9), (-1.9, 1.9))
    start = (-1.6, 1.4)
    steps = 150
    race: ClassVar = {
        "gd": {"learning_rate": 0.1},
        "momentum": {"learning_rate": 0.05},
        "adam": {"learning_rate": 0.05},
        "newton": {},
    }

    tilt: float = knob(0.1, 0, 0.35, "Tilt to the right")

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """The largest root of x^3 - x = tilt; without a tilt both valleys are equally deep."""
        x = largest_root(1.0, self.tilt)
        return ((x, 0.0),) if self.tilt > 0 else ((x, 0.0), (-x, 0.0))
