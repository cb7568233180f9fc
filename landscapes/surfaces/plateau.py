"""The plateau: a nearly flat shelf on the way down."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from core.sentences import N_
from landscapes.formula.landscape import FormulaLandscape


@dataclass(frozen=True)
class Plateau(FormulaLandscape):
    """A descent with a shelf around x = 0; its slope in x is (x - 2)(x^4 + slope).

    Written so, the only minimum is (2, 0) however flat the shelf is, and the loss there is 0.
    """

    slug = "plateau"
    title = "Plateau"
    order = 3
    teaches = "Plateaus and saddles"
    lesson = "On flat ground steps shrink with the slope, unless a method remembers or rescales."
    source = N_(
        "Made for this app; on plateaus see I. Goodfellow et al., Deep Learning (2016), 8.2.3"
    )
    formula = "x^6/6 - 2*x^5/5 + 32/15 + slope*(x - 2)^2/2 + y^2/2"
    bounds = ((-1.5, 2.6), (-2.0, 2.0))
    start = (-1.2, 1.3)
    steps = 300
    minima = ((2.0, 0.0),)
    race: ClassVar = {
        "gd": {"learning_rate": 0.04},
        "momentum": {"learning_rate": 0.01},
        "rmsprop": {"learning_rate": 0.02, "decay": 0.9},
        "adam": {"learning_rate": 0.1},
    }

    slope: float = knob(0.01, 0.0005, 1, "Slope of the shelf", log=True)
