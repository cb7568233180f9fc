"""RMSProp."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.knob import knob
from optim.base import MOMENTA, Elementwise, State
from optim.elementary import Numeric, sqrt, where


@dataclass(frozen=True)
class RMSProp(Elementwise):
    """The gradient divided by the root of a running average of its square."""

    slug = "rmsprop"
    title = "RMSProp"
    order = 5
    teaches = "Own rate for each coordinate"
    parents = ("adagrad",)
    adds = "forgets old gradients"
    lesson = "Divides by the recent size of the slope: every coordinate moves at about one pace."
    latex = (
        r"\nu_t = \rho\,\nu_{t-1} + (1-\rho)\,g_t^2",
        r"v_t = \beta\,v_{t-1} + g_t \,/\, (\sqrt{\nu_t} + \epsilon)",
        r"x_{t+1} = x_t - \alpha\,v_t",
    )
    worked = (
        "nu = decay*nu' + (1 - decay)*g^2",
        "velocity = momentum*velocity' + g/(sqrt(nu) + eps)",
        "step = -learning_rate*velocity",
        "x = x' + step",
    )
    divisor = "sqrt(nu) + eps"
    source = (
        "T. Tieleman and G. Hinton, Coursera: Neural Networks for Machine Learning, lecture 6.5"
    )
    in_torch = "RMSprop(w, lr={learning_rate}, alpha={decay}, momentum={momentum}, eps={eps})"
    convention = (
        "As torch.optim.RMSprop: eps is outside the root and the average is not corrected for its "
        "start at zero, so the first step is 1/√(1-ρ) times α; TensorFlow 1 puts eps inside."
    )
    state_names = ("nu", "velocity")
    training_rate = 0.005

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)
    decay: float = knob(0.99, 0, 0.99999, "Square average ρ")
    momentum: float = knob(0.0, 0, 0.999, "Momentum β", tried=MOMENTA)
    eps: float = knob(1e-8, 1e-16, 1, "Smallest divisor ε", log=True)

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        nu, velocity = state
        nu = self.decay * nu + (1 - self.decay) * (g * g)
        velocity = self.momentum * velocity + g / (sqrt(nu) + self.eps)
        return self.learning_rate * velocity, (nu, velocity)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """What multiplies the gradient; undefined until a slope was seen."""
        nu = record["nu"]
        return {"scale": where(nu > 0, 1 / (sqrt(nu) + self.eps), float("nan"))}
