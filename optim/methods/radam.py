"""RAdam."""

from dataclasses import dataclass

from optim.base import State
from optim.elementary import Numeric, maximum, sqrt, where
from optim.methods.adam import Adam


@dataclass(frozen=True)
class RAdam(Adam):
    """Adam that trusts its divisor only as far as the steps behind it allow."""

    slug = "radam"
    title = "RAdam"
    order = 12
    teaches = "Own rate for each coordinate"
    parents = ("adam",)
    adds = "small steps until its average is sure"
    lesson = "Adam with a built-in warm-up: it begins as momentum and turns adaptive step by step."
    latex = (
        r"\mu_t = \beta_1 \mu_{t-1} + (1-\beta_1)\,g_t \qquad \hat\mu_t = \mu_t / (1-\beta_1^t)",
        r"\nu_t = \beta_2 \nu_{t-1} + (1-\beta_2)\,g_t^2",
        r"\rho_\infty = \tfrac{2}{1-\beta_2} - 1 \qquad"
        r" \rho_t = \rho_\infty - 2t\,\beta_2^t / (1-\beta_2^t)",
        r"r_t = \sqrt{\frac{(\rho_t-4)(\rho_t-2)\,\rho_\infty}"
        r"{(\rho_\infty-4)(\rho_\infty-2)\,\rho_t}}",
        r"x_{t+1} = x_t - \alpha\,\hat\mu_t \cdot \begin{cases}"
        r" r_t\,\sqrt{1-\beta_2^t} \,/\, (\sqrt{\nu_t} + \epsilon) & \rho_t > 5 \\"
        r" 1 & \text{otherwise} \end{cases}",
    )
    worked = (
        "mu = beta1*mu' + (1 - beta1)*g",
        "nu = beta2*nu' + (1 - beta2)*g^2",
        "mu_hat = mu/(1 - beta1^t)",
        "rho_inf = 2/(1 - beta2) - 1",
        "rho = rho_inf - 2*t*beta2^t/(1 - beta2^t)",
        "rectified = where(rho > 5, sqrt((rho - 4)*(rho - 2)*rho_inf"
        "/((rho_inf - 4)*(rho_inf - 2)*rho)), 1)",
        "scale = where(rho > 5, rectified*sqrt(1 - beta2^t)/(sqrt(nu) + eps), 1)",
        "step = -learning_rate*mu_hat*scale",
        "x = x' + step",
    )
    divisor = "1/scale"
    source = "L. Liu et al., ICLR 2020 (arXiv:1908.03265), algorithm 2"
    in_torch = "RAdam(w, lr={learning_rate}, betas=({beta1}, {beta2}), eps={eps})"
    convention = (
        "As torch.optim.RAdam: eps is added to the uncorrected root, and the divisor is used from "
        "ρ > 5 on (t = 6 with the default β₂); the paper says ρ > 4."
    )
    state_names = ("mu", "nu", "beta1_power", "beta2_power", "t", "scale")

    def coordinate(self) -> State:
        """Averages and step count at zero, powers at one; before the divisor, the scale is 1."""
        return 0.0, 0.0, 1.0, 1.0, 0.0, 1.0

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        mu, nu, beta1_power, beta2_power, t, _ = state
        mu = self.beta1 * mu + (1 - self.beta1) * g
        nu = self.beta2 * nu + (1 - self.beta2) * (g * g)
        beta1_power = beta1_power * self.beta1
        beta2_power = beta2_power * self.beta2
        t = t + 1
        scale = self._scale(nu, beta2_power, t)
        step = self.learning_rate * (mu / (1 - beta1_power)) * scale
        return step, (mu, nu, beta1_power, beta2_power, t, scale)

    def _scale(self, nu: Numeric, beta2_power: Numeric, t: float) -> Numeric:
        """What multiplies the averaged gradient in step `t`, beside the learning rate."""
        correction = 1 - beta2_power
        longest = 2 / (1 - self.beta2) - 1
        length = longest - 2 * t * beta2_power / correction
        rho, rho_inf = maximum(length, 5.0), maximum(longest, 5.0)  # below, the root is not used
        ratio = (rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho)
        return where(length > 5, sqrt(ratio) * sqrt(correction) / (sqrt(nu) + self.eps), 1.0)
