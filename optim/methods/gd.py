"""Gradient descent."""

from dataclasses import dataclass
from typing import Any

from core.knob import knob
from optim.base import Elementwise, State


@dataclass(frozen=True)
class GradientDescent(Elementwise):
    """x <- x - learning_rate g. With gradient noise switched on this is SGD."""

    slug = "gd"
    title = "Gradient descent"
    order = 1
    lesson = "Straight down the steepest slope, by a step proportional to how steep it is."
    latex = (r"x_{t+1} = x_t - \alpha\,g_t",)
    worked = ("step = -learning_rate*g", "x = x' + step")
    source = "A. Cauchy, Comptes Rendus 25 (1847), 536-538"
    convention = "As torch.optim.SGD without momentum; with gradient noise it is SGD."

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)

    def rule(self, g: Any, state: State, x: Any) -> tuple[Any, State]:
        """Plain operators; see `Elementwise.rule`."""
        return self.learning_rate * g, state
