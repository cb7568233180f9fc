"""Lion."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from optim.base import Elementwise, State
from optim.elementary import Numeric, sign


@dataclass(frozen=True)
class Lion(Elementwise):
    """Only the sign of an averaged gradient counts: every step has the same length."""

    slug = "lion"
    title = "Lion"
    order = 14
    teaches = "Own rate for each coordinate"
    parents = ("momentum",)
    adds = "only the sign of the velocity"
    lesson = (
        "Steps by the same length in each coordinate, whatever the slope: "
        "so in general it does not settle unless the learning rate falls."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"c_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t",
        r"x_{t+1} = x_t - \alpha\,(\operatorname{sign}(c_t) + \lambda x_t)",
        r"\mu_t = \beta_2 \mu_{t-1} + (1-\beta_2)\,g_t",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "towards = sign(beta1*mu' + (1 - beta1)*g)",
        "step = -learning_rate*(towards + weight_decay*x')",
        "mu = beta2*mu' + (1 - beta2)*g",
        "x = x' + step",
    )
    source = "X. Chen et al., NeurIPS 2023, algorithm 2 (arXiv:2302.06675)"
    convention = (
        "As the paper and lion-pytorch: the step uses β₁, the average β₂, and weight decay acts "
        "on x beside the sign; without decay here, as there."
    )
    state_names: ClassVar[tuple[str, ...]] = ("mu",)
    training_rate = 0.001

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)
    beta1: float = knob(0.9, 0, 0.9999, "Average in the step β₁")
    beta2: float = knob(0.99, 0, 0.99999, "Average kept β₂")
    weight_decay: float = knob(0.0, 0, 1, "Weight decay λ")

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        (mu,) = state
        towards = sign(self.beta1 * mu + (1 - self.beta1) * g)
        mu = self.beta2 * mu + (1 - self.beta2) * g
        return self.learning_rate * (towards + self.weight_decay * x), (mu,)
