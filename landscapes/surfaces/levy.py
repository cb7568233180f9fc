"""Levy's function."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Levy(FormulaLandscape):
    """Parallel waves across a shallow bowl, lowest at (1, 1)."""

    slug = "levy"
    title = "Levy"
    order = 17
    teaches = "Many minima"
    lesson = "Long parallel waves: rolling along a trough is easy, crossing the crests is not."
    source = (
        "M. Laguna and R. Marti, J. Global Optimization 33 (2005), 235-255, after A. V. Levy "
        "and A. Montalvo (1985)"
    )
    formula = (
        "sin(pi*(1 + (x - 1)/4))^2 + ((x - 1)/4)^2*(1 + 10*sin(pi*(1 + (x - 1)/4) + 1)^2) + "
        "((y - 1)/4)^2*(1 + sin(2*pi*(1 + (y - 1)/4))^2)"
    )
    bounds = ((-10.0, 10.0), (-10.0, 10.0))
    start = (6.0, -7.8)
    steps = 200
    minima = ((1.0, 1.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.1},
        "momentum": {"learning_rate": 0.03},
        "adam": {"learning_rate": 0.8},
    }
