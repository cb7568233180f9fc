"""The Goldstein-Price function."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class GoldsteinPrice(FormulaLandscape):
    """Four minima in crossing valleys, with losses from 3 to above a million in one window."""

    slug = "goldstein_price"
    title = "Goldstein-Price"
    order = 18
    teaches = "Valleys and steep walls"
    lesson = "Where slopes differ a thousandfold, no single learning rate suits gradient descent."
    source = "A. A. Goldstein and J. F. Price, Mathematics of Computation 25 (1971), 569-574"
    formula = (
        "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))*(30 + (2*x - "
        "3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))"
    )
    bounds = ((-2.0, 2.0), (-2.0, 2.0))
    start = (0.6, -0.4)
    steps = 300
    minima = ((0.0, -1.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.000001},
        "momentum": {"learning_rate": 0.000003},
        "adam": {"learning_rate": 0.02},
        "newton": {},
    }
