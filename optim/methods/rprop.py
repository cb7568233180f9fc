"""Rprop."""

from dataclasses import dataclass

from core.knob import knob
from core.sentences import N_
from optim.base import Elementwise, State
from optim.elementary import Numeric, maximum, minimum, sign, where


@dataclass(frozen=True)
class Rprop(Elementwise):
    """Only the sign of each derivative counts; the step grows until the sign flips."""

    slug = "rprop"
    title = "Rprop"
    order = 13
    teaches = "Own rate for each coordinate"
    parents = ("gd",)
    adds = "a step length for each coordinate, by signs alone"
    lesson = "Ignores how steep it is: speeds up while a sign holds, and brakes when it flips."
    latex = (
        r"d_t = d_{t-1} \cdot \begin{cases} \eta^{+} & g_t\,g_{t-1} > 0 \\"
        r" \eta^{-} & g_t\,g_{t-1} < 0,\ \text{then}\ g_t \leftarrow 0 \\"
        r" 1 & \text{otherwise} \end{cases}",
        r"d_t \leftarrow \min(\max(d_t, d_{\min}), d_{\max})",
        r"x_{t+1} = x_t - d_t\,\operatorname{sign}(g_t) \qquad d_0 = \alpha",
    )
    worked = (
        "factor = where(g*previous_g' > 0, eta_plus, where(g*previous_g' < 0, eta_minus, 1))",
        "step_size = min(max(step_size'*factor, step_min), step_max)",
        "previous_g = where(g*previous_g' < 0, 0, g)",
        "step = -step_size*sign(previous_g)",
        "x = x' + step",
    )
    source = N_(
        "M. Riedmiller and H. Braun, IEEE ICNN 1993, 586-591; variant iRprop⁻ of C. Igel and "
        "M. Hüsken, 2000"
    )
    in_torch = (
        "Rprop(w, lr={learning_rate}, etas=({eta_minus}, {eta_plus}),"
        " step_sizes=({step_min}, {step_max}))"
    )
    convention = (
        "As torch.optim.Rprop: after a flip the coordinate rests for one step and is not moved "
        "back. The learning rate is only the first step's length, so a schedule changes nothing."
    )
    state_names = ("step_size", "previous_g")
    training_rate = 0.001

    learning_rate: float = knob(0.01, 1e-6, 10, "First step α", log=True)
    eta_minus: float = knob(0.5, 0.01, 0.99, "Shrink on a flip η⁻")
    eta_plus: float = knob(1.2, 1.01, 5, "Grow otherwise η⁺")
    step_min: float = knob(1e-6, 1e-12, 1, "Shortest step", log=True)
    step_max: float = knob(50.0, 1e-3, 1000, "Longest step", log=True)

    def coordinate(self) -> State:
        """The first step's length; no gradient seen yet."""
        return self.learning_rate, 0.0

    def rule(self, g: Numeric, state: State, x: Numeric) -> tuple[Numeric, State]:
        """Plain operators; see `Elementwise.rule`."""
        step_size, previous = state
        same = g * previous
        factor = where(same > 0, self.eta_plus, where(same < 0, self.eta_minus, 1.0))
        step_size = minimum(maximum(step_size * factor, self.step_min), self.step_max)
        g = where(same < 0, 0.0, g)
        return step_size * sign(g), (step_size, g)
