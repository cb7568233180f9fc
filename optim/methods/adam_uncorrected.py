"""Adam without the correction of its averages for their start at zero."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.sentences import N_
from optim.base import State
from optim.elementary import Numeric, sqrt
from optim.methods.adam import Adam


@dataclass(frozen=True)
class AdamUncorrected(Adam):
    """The averages as they are: both too small at first, that of the square for longer."""

    slug = "adam_uncorrected"
    title = "Adam, uncorrected"
    order = 7
    teaches = "Own rate for each coordinate"
    parents = ("adam",)
    adds = "without that correction"
    lesson = (
        "Adam with its averages as they are: "
        "on a steady slope the first step is 3.2 α long, the longest 6.6 α."
    )
    latex = (
        r"\mu_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t",
        r"\nu_t = \beta_2 \nu_{t-1} + (1-\beta_2)\,g_t^2",
        r"x_{t+1} = x_t - \alpha\,\mu_t \,/\, (\sqrt{\nu_t} + \epsilon)",
    )
    worked = (
        "mu = beta1*mu' + (1 - beta1)*g",
        "nu = beta2*nu' + (1 - beta2)*g^2",
        "step = -learning_rate*mu/(sqrt(nu) + eps)",
        "x = x' + step",
    )
    divisor = "sqrt(nu) + eps"
    source = N_("D. P. Kingma and J. Ba, ICLR 2015, section 6.4: Adam with and without it")
    in_torch = ""
    convention = (
        "Algorithm 1 of the paper without its two lines of correction: on a steady slope step t is "
        "(1 - β₁ᵗ)/√(1 - β₂ᵗ) times α. BERT was trained so, at a rate that warmed up."
    )
    in_torch = ""  # PyTorch always corrects
    state_names = ("mu", "nu")

    def coordinate(self) -> State:
        """Both averages at zero."""
        return 0.0, 0.0

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        mu, nu = state
        mu = self.beta1 * mu + (1 - self.beta1) * g
        nu = self.beta2 * nu + (1 - self.beta2) * (g * g)
        return self.learning_rate * mu / (sqrt(nu) + self.eps), (mu, nu)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """Nothing more than the averages."""
        return {}
