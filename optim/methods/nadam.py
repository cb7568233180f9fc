"""NAdam."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.knob import knob
from optim.base import Elementwise, State
from optim.elementary import Numeric, sqrt

FADE = 0.96**0.004
"""Of the warm-up of beta1, what is left after each step (0.96 and 0.004 are the paper's)."""


@dataclass(frozen=True)
class NAdam(Elementwise):
    """Adam with Nesterov's look ahead, and a beta1 that warms up from half its value."""

    slug = "nadam"
    title = "NAdam"
    order = 11
    teaches = "Own rate for each coordinate"
    parents = ("adam", "nesterov")
    adds = "a look ahead"
    lesson = "Adam that looks one step ahead, as Nesterov does for momentum."
    latex = (
        r"\beta_{1,t} = \beta_1\,(1 - \tfrac12\,0.96^{0.004\,t}) \qquad"
        r" p_t = p_{t-1}\,\beta_{1,t}",
        r"\mu_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t",
        r"\nu_t = \beta_2 \nu_{t-1} + (1-\beta_2)\,g_t^2 \qquad"
        r" \hat\nu_t = \nu_t / (1-\beta_2^t)",
        r"\hat\mu_t = \beta_{1,t+1}\,\mu_t / (1-p_t\,\beta_{1,t+1})"
        r" + (1-\beta_{1,t})\,g_t / (1-p_t)",
        r"x_{t+1} = x_t - \alpha\,\hat\mu_t \,/\, (\sqrt{\hat\nu_t} + \epsilon)",
    )
    worked = (
        "beta1_now = beta1*(1 - 0.5*0.96^(0.004*t))",
        "beta1_next = beta1*(1 - 0.5*0.96^(0.004*(t + 1)))",
        "beta1_product = beta1_product'*beta1_now",
        "mu = beta1*mu' + (1 - beta1)*g",
        "nu = beta2*nu' + (1 - beta2)*g^2",
        "mu_hat = beta1_next*mu/(1 - beta1_product*beta1_next)"
        " + (1 - beta1_now)*g/(1 - beta1_product)",
        "nu_hat = nu/(1 - beta2^t)",
        "step = -learning_rate*mu_hat/(sqrt(nu_hat) + eps)",
        "x = x' + step",
    )
    divisor = "sqrt(nu_hat) + eps"
    source = "T. Dozat, ICLR 2016 workshop, Incorporating Nesterov Momentum into Adam"
    in_torch = "NAdam(w, lr={learning_rate}, betas=({beta1}, {beta2}), eps={eps})"
    convention = (
        "As torch.optim.NAdam, with momentum_decay 0.004: the warm-up enters the corrections, but "
        "the average itself uses the plain β₁; Optax has no warm-up."
    )
    state_names = ("mu", "mu_hat", "nu", "fade", "beta1_product", "beta2_power")
    training_rate = 0.01

    learning_rate: float = knob(0.01, 1e-6, 10, "Learning rate α", log=True)
    beta1: float = knob(0.9, 0, 0.9999, "Gradient average β₁")
    beta2: float = knob(0.999, 0, 0.99999, "Square average β₂")
    eps: float = knob(1e-8, 1e-16, 1, "Smallest divisor ε", log=True)

    def coordinate(self) -> State:
        """Averages at zero; the warm-up and all products at one."""
        return 0.0, 0.0, 0.0, 1.0, 1.0, 1.0

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        mu, _, nu, fade, product, beta2_power = state
        mu = self.beta1 * mu + (1 - self.beta1) * g
        nu = self.beta2 * nu + (1 - self.beta2) * (g * g)
        beta2_power = beta2_power * self.beta2
        fade = fade * FADE
        beta1_now = self.beta1 * (1 - 0.5 * fade)
        beta1_next = self.beta1 * (1 - 0.5 * (fade * FADE))
        product = product * beta1_now
        mu_hat = beta1_next * mu / (1 - product * beta1_next) + (1 - beta1_now) * g / (1 - product)
        step = self.learning_rate * mu_hat / (sqrt(nu / (1 - beta2_power)) + self.eps)
        return step, (mu, mu_hat, nu, fade, product, beta2_power)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """The bias-corrected average of the square; 0/0 at the start."""
        return {"nu_hat": record["nu"] / (1 - record["beta2_power"])}
