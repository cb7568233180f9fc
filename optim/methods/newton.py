"""Newton's method, with damping."""

import math
from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from core.sentences import N_, sentence
from core.written import number
from optim.base import Optimizer, State
from optim.elementary import Numeric, sqrt, where
from optim.problem import Problem


@dataclass(frozen=True)
class Newton(Optimizer):
    """Steps to the critical point of the local quadratic model; damping shortens and turns it."""

    slug = "newton"
    title = "Newton"
    order = 20
    teaches = "Curvature"
    adds = "follows the curvature, too"
    lesson = (
        "Jumps to where the local quadratic model is flat: few steps near a minimum, "
        "but it is just as happy with a saddle or a maximum."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"x_{t+1} = x_t - \alpha\,(H_t + \lambda I)^{-1} g_t",
        r"\text{saddle-free:}\quad x_{t+1} = x_t - \alpha\,(|H_t| + \lambda I)^{-1} g_t"
        r" \qquad |H| = \sqrt{H^2}",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "the model's matrix: hxx = {hxx}, hxy = {hxy}, hyy = {hyy}",
        "det = hxx*hyy - hxy^2",
        "step_x = -learning_rate*where(det == 0, g_x, (hyy*g_x - hxy*g_y)/det)",
        "step_y = -learning_rate*where(det == 0, g_y, (hxx*g_y - hxy*g_x)/det)",
        "x = x' + step",
    )
    source = N_(
        "J. Nocedal and S. J. Wright, Numerical Optimization (2006), eq. 3.30 and section 3.4; "
        "saddle-free: Y. Dauphin et al., NeurIPS 2014 (arXiv:1406.2572), algorithm 1"
    )
    convention = (
        "Without line search. λ = 0 and α = 1 is the pure method; a large λ with α = λ is gradient "
        "descent. Saddle-free, each eigenvalue of the Hessian is replaced by its absolute value "
        "before λ is added. Where the matrix has no inverse, the step is the gradient."
    )

    state_names: ClassVar[tuple[str, ...]] = ("hxx", "hxy", "hyy")

    learning_rate: float = knob(1.0, 1e-3, 10, "Step length α", log=True)
    damping: float = knob(0.0, 0, 1000, "Damping λ (added to the Hessian)")
    saddle_free: float = knob(
        0,
        0,
        1,
        "Saddle-free",
        "Steps with the absolute values of the Hessian's eigenvalues: away from saddles.",
        integer=True,
        words=("off", "on"),
    )

    def hazard(self, low: float, high: float) -> str:
        """Where the model opens downwards in some direction, it steps to no minimum of it.

        J. Nocedal and S. J. Wright, Numerical Optimization (2006), section 3.3.
        """
        if self.saddle_free > 0 or not low + self.damping < 0 or high + self.damping == 0:
            return ""
        if high + self.damping > 0:
            return sentence(
                "From here Newton steps towards a saddle: the lowest curvature is {low}.",
                low=number(low),
            )
        return sentence(
            "From here Newton steps towards a hilltop: the lowest curvature is {low}.",
            low=number(low),
        )

    def initial(self) -> State:
        """No model yet."""
        return math.nan, math.nan, math.nan

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """Solve the 2x2 system by Cramer's rule."""
        hxx, hxy, hyy = problem.hess(x, y)
        on = self.saddle_free > 0
        if on is not False:  # a bool, or an array of them
            hxx, hxy, hyy = (
                where(on, a, h)
                for a, h in zip(_absolute(hxx, hxy, hyy), (hxx, hxy, hyy), strict=True)
            )
        hxx, hyy = hxx + self.damping, hyy + self.damping
        det = hxx * hyy - hxy * hxy
        singular = det == 0
        det = det + singular  # 1 in place of 0: no division by zero
        step_x = where(singular, gx, (hyy * gx - hxy * gy) / det)
        step_y = where(singular, gy, (hxx * gy - hxy * gx) / det)
        model = hxx, hxy, hyy  # only for the record: a step begins from nothing
        return x - self.learning_rate * step_x, y - self.learning_rate * step_y, model


def _absolute(hxx: Numeric, hxy: Numeric, hyy: Numeric) -> tuple[Numeric, Numeric, Numeric]:
    """|H|: the symmetric matrix with the same eigenvectors and |eigenvalues|.

    Where the eigenvalues low <= high have one sign, that is H or -H. Where low < 0 < high, let m be
    their mean and s half their difference: H - m I has the eigenvalues -s and s, so |H|, with -low
    and high, is s I + (m / s) (H - m I).
    """
    mean, half = (hxx + hyy) / 2, (hxx - hyy) / 2
    spread = sqrt(half * half + hxy * hxy)
    slant = mean / (spread + (spread == 0))
    turned = spread + slant * half, slant * hxy, spread - slant * half
    definite = hxx * hyy - hxy * hxy >= 0
    return (
        where(definite, where(mean < 0, -hxx, hxx), turned[0]),
        where(definite, where(mean < 0, -hxy, hxy), turned[1]),
        where(definite, where(mean < 0, -hyy, hyy), turned[2]),
    )
