"""Adam."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from optim.base import Elementwise, State
from optim.elementary import Numeric, sqrt


@dataclass(frozen=True)
class Adam(Elementwise):
    """Averages of the gradient and of its square, both corrected for their start at zero."""

    slug = "adam"
    title = "Adam"
    order = 7
    teaches = "Own rate for each coordinate"
    parents: ClassVar[tuple[str, ...]] = ("momentum", "rmsprop")
    adds = "both, corrected at the beginning"
    lesson = (
        "Momentum, divided by the recent size of the gradient: "
        "early steps are about α long in each coordinate."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"\mu_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t",
        r"\nu_t = \beta_2 \nu_{t-1} + (1-\beta_2)\,g_t^2",
        r"\hat\mu_t = \mu_t / (1-\beta_1^t) \qquad \hat\nu_t = \nu_t / (1-\beta_2^t)",
        r"x_{t+1} = x_t - \alpha\,\hat\mu_t \,/\, (\sqrt{\hat\nu_t} + \epsilon)",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "mu = beta1*mu' + (1 - beta1)*g",
        "nu = beta2*nu' + (1 - beta2)*g^2",
        "mu_hat = mu/(1 - beta1^t)",
        "nu_hat = nu/(1 - beta2^t)",
        "step = -learning_rate*mu_hat/(sqrt(nu_hat) + eps)",
        "x = x' + step",
    )
    divisor: ClassVar[str] = "sqrt(nu_hat) + eps"
    source = "D. P. Kingma and J. Ba, ICLR 2015, algorithm 1 (arXiv:1412.6980)"
    in_torch: ClassVar[str] = "Adam(w, lr={learning_rate}, betas=({beta1}, {beta2}), eps={eps})"
    convention = "As torch.optim.Adam: eps is added outside the root, after bias correction."
    state_names: ClassVar[tuple[str, ...]] = ("mu", "nu", "beta1_power", "beta2_power")
    training_rate: ClassVar[float | None] = 0.01

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)
    beta1: float = knob(0.9, 0, 0.9999, "Gradient average β₁")
    beta2: float = knob(0.999, 0, 0.99999, "Square average β₂")
    eps: float = knob(1e-8, 1e-16, 1, "Smallest divisor ε", log=True)

    def coordinate(self) -> State:
        """Both averages at zero; the powers of beta1 and beta2 at one."""
        return 0.0, 0.0, 1.0, 1.0

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        mu, nu, beta1_power, beta2_power = state
        mu = self.beta1 * mu + (1 - self.beta1) * g
        nu = self.beta2 * nu + (1 - self.beta2) * (g * g)
        beta1_power = beta1_power * self.beta1
        beta2_power = beta2_power * self.beta2
        mu_hat = mu / (1 - beta1_power)
        nu_hat = nu / (1 - beta2_power)
        step = self.learning_rate * mu_hat / (sqrt(nu_hat) + self.eps)
        return step, (mu, nu, beta1_power, beta2_power)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """The bias-corrected averages; at the start, where nothing was averaged, 0/0."""
        return {
            "mu_hat": record["mu"] / (1 - record["beta1_power"]),
            "nu_hat": record["nu"] / (1 - record["beta2_power"]),
        }
