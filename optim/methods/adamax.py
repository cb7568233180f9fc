"""Adamax."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.knob import knob
from optim.base import Elementwise, State
from optim.elementary import Numeric, maximum, where


@dataclass(frozen=True)
class Adamax(Elementwise):
    """Adam that divides by a slowly fading maximum of |g| instead of a root mean square."""

    slug = "adamax"
    title = "Adamax"
    order = 10
    teaches = "Own rate for each coordinate"
    parents = ("adam",)
    adds = "the largest gradient in place of squares"
    lesson = "Adam that measures the slope by its largest recent value: steps are at most about α."
    latex = (
        r"\mu_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t",
        r"u_t = \max(\beta_2 u_{t-1},\; |g_t| + \epsilon)",
        r"x_{t+1} = x_t - \alpha\,\hat\mu_t / u_t \qquad \hat\mu_t = \mu_t / (1-\beta_1^t)",
    )
    worked = (
        "mu = beta1*mu' + (1 - beta1)*g",
        "nu = max(beta2*nu', abs(g) + eps)",
        "mu_hat = mu/(1 - beta1^t)",
        "step = -learning_rate*mu_hat/nu",
        "x = x' + step",
    )
    divisor = "nu"
    source = "D. P. Kingma and J. Ba, ICLR 2015, algorithm 2 (arXiv:1412.6980)"
    in_torch = "Adamax(w, lr={learning_rate}, betas=({beta1}, {beta2}), eps={eps})"
    convention = (
        "As torch.optim.Adamax: eps is added to |g| inside the maximum; the paper has none, "
        "others add it to the divisor."
    )
    state_names = ("mu", "nu", "beta1_power")
    training_rate = 0.01

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)
    beta1: float = knob(0.9, 0, 0.9999, "Gradient average β₁")
    beta2: float = knob(0.999, 0, 0.99999, "Fading of the maximum β₂")
    eps: float = knob(1e-8, 1e-16, 1, "Smallest divisor ε", log=True)

    def coordinate(self) -> State:
        """Average and maximum at zero; the power of beta1 at one."""
        return 0.0, 0.0, 1.0

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        mu, nu, beta1_power = state
        mu = self.beta1 * mu + (1 - self.beta1) * g
        nu = maximum(self.beta2 * nu, abs(g) + self.eps)
        beta1_power = beta1_power * self.beta1
        step = self.learning_rate * (mu / (1 - beta1_power)) / nu
        return step, (mu, nu, beta1_power)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """The bias-corrected average, and what multiplies it beside the learning rate."""
        nu = record["nu"]
        return {
            "mu_hat": record["mu"] / (1 - record["beta1_power"]),
            "scale": where(nu > 0, 1 / nu, float("nan")),
        }
