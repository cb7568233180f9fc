"""Adagrad."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.knob import knob
from core.sentences import N_
from optim.base import Elementwise, State
from optim.elementary import Numeric, sqrt, where


@dataclass(frozen=True)
class Adagrad(Elementwise):
    """The gradient divided by the root of the sum of all its squares so far."""

    slug = "adagrad"
    title = "Adagrad"
    order = 4
    teaches = "Own rate for each coordinate"
    parents = ("gd",)
    adds = "a rate for each coordinate, by all its gradients"
    lesson = "Each coordinate slows down by all the slope it has ever seen, and never recovers."
    latex = (
        r"s_t = s_{t-1} + g_t^2",
        r"x_{t+1} = x_t - \alpha\,g_t \,/\, (\sqrt{s_t} + \epsilon)",
    )
    worked = (
        "square_sum = square_sum' + g^2",
        "step = -learning_rate*g/(sqrt(square_sum) + eps)",
        "x = x' + step",
    )
    divisor = "sqrt(square_sum) + eps"
    source = N_("J. Duchi, E. Hazan and Y. Singer, JMLR 12 (2011), 2121-2159 (diagonal form)")
    in_torch = "Adagrad(w, lr={learning_rate}, eps={eps})"
    convention = (
        "As torch.optim.Adagrad: the sum starts at zero and eps is added outside the root; "
        "TensorFlow starts the sum at 0.1."
    )
    state_names = ("square_sum",)
    training_rate = 0.05

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)
    eps: float = knob(1e-10, 1e-16, 1, "Smallest divisor ε", log=True)

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        (square_sum,) = state
        square_sum = square_sum + g * g
        return self.learning_rate * g / (sqrt(square_sum) + self.eps), (square_sum,)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """What multiplies learning_rate g; undefined until a slope was seen."""
        total = record["square_sum"]
        return {"scale": where(total > 0, 1 / (sqrt(total) + self.eps), float("nan"))}
