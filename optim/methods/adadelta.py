"""Adadelta."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.knob import knob
from optim.base import Elementwise, State
from optim.elementary import Numeric, sqrt


@dataclass(frozen=True)
class Adadelta(Elementwise):
    """The gradient times the recent size of the steps over the recent size of the gradient."""

    slug = "adadelta"
    title = "Adadelta"
    order = 6
    teaches = "Own rate for each coordinate"
    parents = ("adagrad",)
    adds = "forgets, and chooses its rate itself"
    lesson = "Sets its own pace from its last steps; it starts from ε, so the start is very slow."
    latex = (
        r"\nu_t = \rho\,\nu_{t-1} + (1-\rho)\,g_t^2",
        r"\Delta_t = g_t\,\sqrt{u_{t-1} + \epsilon} \,/\, \sqrt{\nu_t + \epsilon}",
        r"u_t = \rho\,u_{t-1} + (1-\rho)\,\Delta_t^2",
        r"x_{t+1} = x_t - \alpha\,\Delta_t",
    )
    worked = (
        "nu = decay*nu' + (1 - decay)*g^2",
        "change = sqrt(step_nu' + eps)/sqrt(nu + eps)*g",
        "step_nu = decay*step_nu' + (1 - decay)*change^2",
        "step = -learning_rate*change",
        "x = x' + step",
    )
    divisor = "sqrt(nu + eps)/sqrt(step_nu' + eps)"
    source = "M. D. Zeiler, 2012 (arXiv:1212.5701), algorithm 1"
    in_torch = "Adadelta(w, lr={learning_rate}, rho={decay}, eps={eps})"
    convention = (
        "As torch.optim.Adadelta: eps is inside both roots and the learning rate multiplies the "
        "finished step. The paper has no learning rate, so its default here is 1, not 0.01."
    )
    state_names = ("nu", "step_nu")

    learning_rate: float = knob(1.0, 1e-6, 100, "Learning rate α", log=True)
    decay: float = knob(0.9, 0, 0.99999, "Averages of squares ρ")
    eps: float = knob(1e-6, 1e-16, 1, "First step ε", log=True)

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        nu, step_nu = state
        nu = self.decay * nu + (1 - self.decay) * (g * g)
        step = sqrt(step_nu + self.eps) / sqrt(nu + self.eps) * g
        step_nu = self.decay * step_nu + (1 - self.decay) * (step * step)
        return self.learning_rate * step, (nu, step_nu)

    def derived(self, record: Mapping[str, Numeric]) -> dict[str, Numeric]:
        """What multiplies learning_rate g if the slope stays as large as it was of late."""
        return {"scale": sqrt(record["step_nu"] + self.eps) / sqrt(record["nu"] + self.eps)}
