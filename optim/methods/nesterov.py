"""Nesterov's accelerated gradient."""

from dataclasses import dataclass
from typing import Any

from optim.base import State
from optim.methods.momentum import Momentum


@dataclass(frozen=True)
class Nesterov(Momentum):
    """v <- momentum v + g, x <- x - learning_rate (g + momentum v)."""

    slug = "nesterov"
    title = "Nesterov"
    order = 3
    lesson = "Momentum that looks ahead: it already brakes for the slope it is about to reach."
    latex = (r"v_t = \beta\,v_{t-1} + g_t", r"x_{t+1} = x_t - \alpha\,(g_t + \beta\,v_t)")
    worked = (
        "velocity = momentum*velocity' + g",
        "step = -learning_rate*(g + momentum*velocity)",
        "x = x' + step",
    )
    source = (
        "Yu. E. Nesterov, Soviet Mathematics Doklady 27 (1983), 372-376; in this form "
        "I. Sutskever et al., ICML 2013"
    )
    convention = (
        "As torch.optim.SGD(nesterov=True): the gradient is taken at x itself, and what is stored "
        "is the point looked ahead to; the paper's own points are x + α β v."
    )

    def rule(self, g: Any, state: State, x: Any) -> tuple[Any, State]:
        """Plain operators; see `Elementwise.rule`."""
        (velocity,) = state
        velocity = self.momentum * velocity + g
        return self.learning_rate * (g + self.momentum * velocity), (velocity,)
