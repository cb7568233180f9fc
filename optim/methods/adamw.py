"""AdamW."""

from dataclasses import dataclass

from core.knob import knob
from core.sentences import N_
from optim.base import State
from optim.elementary import Numeric
from optim.methods.adam import Adam


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam with weight decay beside the gradient instead of in it."""

    slug = "adamw"
    title = "AdamW"
    order = 9
    teaches = "Own rate for each coordinate"
    parents = ("adam",)
    adds = "weight decay beside the gradient"
    lesson = (
        "Adam with a steady pull towards (0, 0): "
        "without noise it still comes to rest at a minimum, if |x| and |y| are below 1/λ there."
    )
    latex = (
        r"\mu_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t",
        r"\nu_t = \beta_2 \nu_{t-1} + (1-\beta_2)\,g_t^2",
        r"\hat\mu_t = \mu_t / (1-\beta_1^t) \qquad \hat\nu_t = \nu_t / (1-\beta_2^t)",
        r"x_{t+1} = x_t - \alpha\lambda\,x_t"
        r" - \alpha\,\hat\mu_t \,/\, (\sqrt{\hat\nu_t} + \epsilon)",
    )
    worked = (
        "mu = beta1*mu' + (1 - beta1)*g",
        "nu = beta2*nu' + (1 - beta2)*g^2",
        "mu_hat = mu/(1 - beta1^t)",
        "nu_hat = nu/(1 - beta2^t)",
        "step = -learning_rate*(mu_hat/(sqrt(nu_hat) + eps) + weight_decay*x')",
        "x = x' + step",
    )
    source = N_(
        "I. Loshchilov and F. Hutter, ICLR 2019 (arXiv:1711.05101), algorithm 2; "
        "where it rests: S. Xie and Z. Li, ICML 2024 (arXiv:2404.04454)"
    )
    in_torch = (
        "AdamW(w, lr={learning_rate}, betas=({beta1}, {beta2}), eps={eps},"
        " weight_decay={weight_decay})"
    )
    convention = (
        "As torch.optim.AdamW: the decay is multiplied by the learning rate; in the paper it is "
        "not, only by the schedule."
    )

    weight_decay: float = knob(0.01, 0, 1, "Weight decay λ")

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        step, state = super().rule(g, state, x)
        return self.learning_rate * self.weight_decay * x + step, state
