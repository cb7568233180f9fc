"""AdaBelief."""

from dataclasses import dataclass

from core.knob import knob
from optim.base import State
from optim.elementary import Numeric, sqrt
from optim.methods.adam import Adam


@dataclass(frozen=True)
class AdaBelief(Adam):
    """Adam divided by how far the gradient strays from its average, not by its size."""

    slug = "adabelief"
    title = "AdaBelief"
    order = 13
    teaches = "Own rate for each coordinate"
    parents = ("adam",)
    adds = "divides by surprise, not by size"
    lesson = (
        "Trusts a gradient that comes as expected: long steps on a steady slope, "
        "short ones where the slope keeps changing."
    )
    latex = (
        r"\mu_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t",
        r"\nu_t = \beta_2 \nu_{t-1} + (1-\beta_2)\,(g_t - \mu_t)^2 + \epsilon",
        r"\hat\mu_t = \mu_t / (1-\beta_1^t) \qquad \hat\nu_t = \nu_t / (1-\beta_2^t)",
        r"x_{t+1} = x_t - \alpha\,\hat\mu_t \,/\, (\sqrt{\hat\nu_t} + \epsilon)",
    )
    worked = (
        "mu = beta1*mu' + (1 - beta1)*g",
        "nu = beta2*nu' + (1 - beta2)*(g - mu)^2 + eps",
        "mu_hat = mu/(1 - beta1^t)",
        "nu_hat = nu/(1 - beta2^t)",
        "step = -learning_rate*mu_hat/(sqrt(nu_hat) + eps)",
        "x = x' + step",
    )
    source = "J. Zhuang et al., NeurIPS 2020, algorithm 2 (arXiv:2010.07468)"
    in_torch = ""
    convention = (
        "As the paper and the authors' adabelief-pytorch: eps is added to the kept average at "
        "every step, and once more outside the root; eps = 1e-16 as in that package and optax. "
        "The package rectifies the step as RAdam by default; the paper's rule, here, does not."
    )

    eps: float = knob(1e-16, 1e-20, 1, "Smallest divisor ε", log=True)

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        mu, nu, beta1_power, beta2_power = state
        mu = self.beta1 * mu + (1 - self.beta1) * g
        stray = g - mu
        nu = self.beta2 * nu + (1 - self.beta2) * (stray * stray) + self.eps
        beta1_power = beta1_power * self.beta1
        beta2_power = beta2_power * self.beta2
        mu_hat = mu / (1 - beta1_power)
        nu_hat = nu / (1 - beta2_power)
        step = self.learning_rate * mu_hat / (sqrt(nu_hat) + self.eps)
        return step, (mu, nu, beta1_power, beta2_power)
