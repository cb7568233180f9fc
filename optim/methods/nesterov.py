"""Nesterov's accelerated gradient."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.sentences import N_
from optim.base import Optimizer, State
from optim.elementary import Numeric
from optim.methods.momentum import Momentum


@dataclass(frozen=True)
class Nesterov(Momentum):
    """v <- momentum v + g, x <- x - learning_rate (g + momentum v)."""

    slug = "nesterov"
    title = "Nesterov"
    order = 3
    teaches = "With memory"
    parents = ("momentum",)
    adds = "a look ahead"
    lesson = "Momentum that looks ahead: it already brakes for the slope it is about to reach."
    latex = (r"v_t = \beta\,v_{t-1} + g_t", r"x_{t+1} = x_t - \alpha\,(g_t + \beta\,v_t)")
    worked = (
        "velocity = momentum*velocity' + g",
        "step = -learning_rate*(g + momentum*velocity)",
        "x = x' + step",
    )
    looked_from = "x' + learning_rate'*momentum*velocity'"
    source = N_(
        "Yu. E. Nesterov, Soviet Mathematics Doklady 27 (1983), 372-376; in this form "
        "Y. Bengio, N. Boulanger-Lewandowski and R. Pascanu, ICASSP 2013 (arXiv:1212.0901), "
        "section 3.5"
    )
    in_torch = "SGD(w, lr={learning_rate}, momentum={momentum}, nesterov=True)"
    convention = (
        "As torch.optim.SGD(nesterov=True): the gradient is taken at x itself, and what is stored "
        "is the point looked ahead to; the paper's own points are x + α β v."
    )

    stable_formula = "2(1+β)/(1+2β)"
    fastest_title = Optimizer.fastest_title

    def torch(self) -> str:
        """PyTorch wants some momentum."""
        return super().torch() if self.momentum else ""

    def stable_limit(self) -> Numeric:
        """A root of e'' = (1 + b) (1 - s) e' - b (1 - s) e lies below -1 for s above it.

        Of v' = b v + g and x' = x - a (g + b v') the characteristic polynomial is
        p(z) = z^2 - (1 + b)(1 - s) z + b (1 - s), and p(-1) = 2 (1 + b) - s (1 + 2 b) is negative.
        By induction |e| never falls below its first value there: e_1 = (1 - s - s b) e_0.
        """
        return 2.0 * (1 + self.momentum) / (1 + 2 * self.momentum)

    def critical_limit(self) -> Numeric:
        """The discriminant (1 + b)^2 (1 - s)^2 - 4 b (1 - s) is zero."""
        return ((1 - self.momentum) / (1 + self.momentum)) ** 2

    def fastest_on(self, low: float, high: float) -> Mapping[str, float] | None:
        """Not known in closed form for the pair."""
        return None

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        (velocity,) = state
        velocity = self.momentum * velocity + g
        return self.learning_rate * (g + self.momentum * velocity), (velocity,)
