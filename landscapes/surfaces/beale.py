"""Beale's function."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Beale(FormulaLandscape):
    """A wide flat floor with steep corners, a sum of three squares that vanish at (3, 1/2)."""

    slug = "beale"
    title = "Beale"
    order = 11
    teaches = "Valleys and steep walls"
    lesson = "Steep walls throw long steps onto a flat floor, where short ones hardly move."
    source = (
        "E. M. L. Beale, Technical Report 25, Statistical Techniques Research Group, "
        "Princeton (1958)"
    )
    formula = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2"
    bounds = ((-4.5, 4.5), (-4.5, 4.5))
    start = (1.0, 1.5)
    steps = 300
    minima = ((3.0, 0.5),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.005},
        "momentum": {"learning_rate": 0.001},
        "rmsprop": {"learning_rate": 0.05},
        "adam": {"learning_rate": 0.1},
    }
