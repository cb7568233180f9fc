"""AMSGrad."""

from collections.abc import Mapping
from dataclasses import dataclass

from optim.base import State
from optim.elementary import Numeric, maximum, sqrt
from optim.methods.adam import Adam


@dataclass(frozen=True)
class AMSGrad(Adam):
    """Adam that divides by the root of the largest average of the squared gradient so far."""

    slug = "amsgrad"
    title = "AMSGrad"
    order = 8
    teaches = "Own rate for each coordinate"
    parents = ("adam",)
    adds = "keeps the largest average of squares"
    lesson = (
        "Adam that never forgets a steep slope: "
        "it divides by the root of the largest average of the squared gradient so far."
    )
    latex = (
        r"\mu_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t",
        r"\nu_t = \beta_2 \nu_{t-1} + (1-\beta_2)\,g_t^2 \qquad m_t = \max(m_{t-1}, \nu_t)",
        r"\hat\mu_t = \mu_t / (1-\beta_1^t) \qquad \hat\nu_t = m_t / (1-\beta_2^t)",
        r"x_{t+1} = x_t - \alpha\,\hat\mu_t \,/\, (\sqrt{\hat\nu_t} + \epsilon)",
    )
    worked = (
        "mu = beta1*mu' + (1 - beta1)*g",
        "nu = beta2*nu' + (1 - beta2)*g^2",
        "nu_max = max(nu_max', nu)",
        "mu_hat = mu/(1 - beta1^t)",
        "nu_hat = nu_max/(1 - beta2^t)",
        "step = -learning_rate*mu_hat/(sqrt(nu_hat) + eps)",
        "x = x' + step",
    )
    source = "S. J. Reddi, S. Kale and S. Kumar, ICLR 2018 (arXiv:1904.09237), algorithm 2"
    in_torch = "Adam(w, lr={learning_rate}, betas=({beta1}, {beta2}), eps={eps}, amsgrad=True)"
    convention = (
        "As torch.optim.Adam(amsgrad=True): the maximum is of the uncorrected average, which is "
        "then corrected, so while the correction fades the pace can still grow; the paper corrects "
        "nothing, so there it can only shrink; Optax takes the maximum of the corrected average."
    )
    state_names = ("mu", "nu", "nu_max", "beta1_power", "beta2_power")

    def coordinate(self) -> State:
        """Averages and maximum at zero; the powers of beta1 and beta2 at one."""
        return 0.0, 0.0, 0.0, 1.0, 1.0

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        mu, nu, nu_max, beta1_power, beta2_power = state
        mu = self.beta1 * mu + (1 - self.beta1) * g
        nu = self.beta2 * nu + (1 - self.beta2) * (g * g)
        nu_max = maximum(nu_max, nu)
        beta1_power = beta1_power * self.beta1
        beta2_power = beta2_power * self.beta2
        mu_hat = mu / (1 - beta1_power)
        nu_hat = nu_max / (1 - beta2_power)
        step = self.learning_rate * mu_hat / (sqrt(nu_hat) + self.eps)
        return step, (mu, nu, nu_max, beta1_power, beta2_power)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """The bias-corrected average and maximum; 0/0 at the start."""
        return super().derived({**record, "nu": record["nu_max"]})
