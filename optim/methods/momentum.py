"""Gradient descent with momentum (the heavy ball)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.knob import knob
from optim.base import MOMENTA, Elementwise, State
from optim.elementary import Numeric


@dataclass(frozen=True)
class Momentum(Elementwise):
    """v <- momentum v + g, x <- x - learning_rate v."""

    slug = "momentum"
    title = "Momentum"
    order = 2
    teaches = "With memory"
    parents = ("gd",)
    adds = "a velocity"
    lesson = "A heavy ball: it remembers its velocity, so it runs along ravines and may overshoot."
    latex = (r"v_t = \beta\,v_{t-1} + g_t", r"x_{t+1} = x_t - \alpha\,v_t")
    worked = (
        "velocity = momentum*velocity' + g",
        "step = -learning_rate*velocity",
        "x = x' + step",
    )
    source = "B. T. Polyak, USSR Comp. Math. and Math. Physics 4 (1964), 1-17"
    in_torch: ClassVar[str] = "SGD(w, lr={learning_rate}, momentum={momentum})"
    convention = (
        "As torch.optim.SGD: the learning rate multiplies the velocity, and the first velocity is "
        "the gradient itself; some texts put the learning rate inside the velocity."
    )
    state_names = ("velocity",)
    training_rate: ClassVar[float | None] = 0.1
    proportional: ClassVar[bool] = True
    stable_formula: ClassVar[str] = "2(1+β)"
    fastest_title: ClassVar[str] = "Polyak's optimal pair"

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)
    momentum: float = knob(0.9, 0, 0.999, "Momentum β", tried=MOMENTA)

    def stable_limit(self) -> Numeric:
        """A root of e'' = (1 + b - s) e' - b e lies below -1 for s > 2 (1 + b), b the momentum.

        B. T. Polyak, Introduction to Optimization (1987), section 3.2.1. By induction on the
        recursion |e| never falls below its first value there: e_1 = (1 - s) e_0.
        """
        return 2.0 * (1 + self.momentum)

    def critical_limit(self) -> Numeric:
        """Both roots of z^2 - (1 + b - s) z + b are sqrt(b): G. Goh, Distill (2017)."""
        return (1 - np.sqrt(self.momentum)) ** 2

    def fastest_on(self, low: float, high: float) -> Mapping[str, float] | None:
        """Polyak's optimal pair for the heavy ball, section 3.2.1."""
        root_low, root_high = math.sqrt(low), math.sqrt(high)
        momentum = ((root_high - root_low) / (root_high + root_low)) ** 2
        return {"learning_rate": (2 / (root_high + root_low)) ** 2, "momentum": momentum}

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        (velocity,) = state
        velocity = self.momentum * velocity + g
        return self.learning_rate * velocity, (velocity,)
