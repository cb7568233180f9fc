"""Gradient descent."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.knob import knob
from optim.base import Elementwise, State
from optim.elementary import Numeric


@dataclass(frozen=True)
class GradientDescent(Elementwise):
    """x <- x - learning_rate g. With gradient noise switched on this is SGD."""

    slug = "gd"
    title = "Gradient descent"
    order = 1
    teaches = "Downhill"
    adds = "goes straight down the slope"
    lesson = "Straight down the steepest slope, by a step proportional to how steep it is."
    latex = (r"x_{t+1} = x_t - \alpha\,g_t",)
    worked = ("step = -learning_rate*g", "x = x' + step")
    source = "A. Cauchy, Comptes Rendus 25 (1847), 536-538"
    in_torch = "SGD(w, lr={learning_rate})"
    convention = "As torch.optim.SGD without momentum; with gradient noise it is SGD."
    training_rate = 0.1
    proportional = True
    stable_formula = "2"

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)

    def stable_limit(self) -> Numeric:
        """The error is multiplied by 1 - s, and |1 - s| > 1 for s > 2."""
        return 2.0

    def fastest_on(self, low: float, high: float) -> Mapping[str, float]:
        """Both ends shrink alike: B. T. Polyak, Introduction to Optimization (1987), 1.4.2."""
        return {"learning_rate": 2 / (low + high)}

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        return self.learning_rate * g, state
