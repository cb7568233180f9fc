"""Gradient descent with momentum (the heavy ball)."""

from dataclasses import dataclass
from typing import Any

from core.knob import knob
from optim.base import Elementwise, State


@dataclass(frozen=True)
class Momentum(Elementwise):
    """v <- momentum v + g, x <- x - learning_rate v."""

    slug = "momentum"
    title = "Momentum"
    order = 2
    lesson = "A heavy ball: it remembers its velocity, so it runs along ravines and may overshoot."
    latex = (r"v_t = \beta\,v_{t-1} + g_t", r"x_{t+1} = x_t - \alpha\,v_t")
    worked = (
        "velocity = momentum*velocity' + g",
        "step = -learning_rate*velocity",
        "x = x' + step",
    )
    source = "B. T. Polyak, USSR Comp. Math. and Math. Physics 4 (1964), 1-17"
    convention = (
        "As torch.optim.SGD: the learning rate multiplies the velocity, and the first velocity is "
        "the gradient itself; some texts put the learning rate inside the velocity."
    )
    state_names = ("velocity",)

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)
    momentum: float = knob(0.9, 0, 0.999, "Momentum β")

    def rule(self, g: Any, state: State, x: Any) -> tuple[Any, State]:
        """Plain operators; see `Elementwise.rule`."""
        (velocity,) = state
        velocity = self.momentum * velocity + g
        return self.learning_rate * velocity, (velocity,)
