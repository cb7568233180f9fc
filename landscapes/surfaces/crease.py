"""The crease: a valley with a sharp floor."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Crease(FormulaLandscape):
    """Straight walls that meet in a sharp fold, f = |x| + kappa |y|."""

    slug = "crease"
    title = "Sharp crease"
    order = 32
    teaches = "Kinks"
    lesson = "Slopes that never fade: equal steps bounce across the fold, shrinking steps settle."
    source = "N. Z. Shor, Minimization Methods for Non-Differentiable Functions (Springer, 1985)"
    formula = "abs(x) + kappa*abs(y)"
    bounds = ((-2.0, 2.0), (-2.0, 2.0))
    start = (-1.73, 1.33)
    steps = 150
    minima = ((0.0, 0.0),)
    smooth = False
    race: ClassVar = {
        "gd": {"learning_rate": 0.1},
        "momentum": {"learning_rate": 0.02},
        "adagrad": {"learning_rate": 0.5},
        "adam": {"learning_rate": 0.1},
    }

    kappa: float = knob(5.0, 1, 100, "Steeper in y by κ", log=True)
