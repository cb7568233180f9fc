"""Newton's method, with damping."""

from dataclasses import dataclass
from typing import Any

from core.knob import knob
from optim._base import Optimizer, Problem, State
from optim._math import where


@dataclass(frozen=True)
class Newton(Optimizer):
    """Steps to the critical point of the local quadratic model; damping shortens and turns it."""

    slug = "newton"
    title = "Newton"
    order = 20
    lesson = (
        "Jumps to where the local parabola is flat: few steps near a minimum, "
        "but it is just as happy with a saddle or a maximum."
    )
    latex = (r"x_{t+1} = x_t - \alpha\,(H_t + \lambda I)^{-1} g_t",)
    source = "J. Nocedal and S. J. Wright, Numerical Optimization (2006), eq. 3.30 and section 3.4"
    convention = (
        "Without line search. λ = 0 and α = 1 is the pure method; a large λ with α = λ is gradient "
        "descent. Where the matrix has no inverse, the step is the gradient."
    )

    learning_rate: float = knob(1.0, 1e-3, 10, "Step length α", log=True)
    damping: float = knob(0.0, 0, 1000, "Damping λ (added to the Hessian)")

    def step(
        self, x: Any, y: Any, gx: Any, gy: Any, state: State, problem: Problem
    ) -> tuple[Any, Any, State]:
        """Solve the 2x2 system by Cramer's rule."""
        hxx, hxy, hyy = problem.hess(x, y)
        hxx, hyy = hxx + self.damping, hyy + self.damping
        det = hxx * hyy - hxy * hxy
        singular = det == 0
        det = det + singular  # 1 in place of 0: no division by zero
        step_x = where(singular, gx, (hyy * gx - hxy * gy) / det)
        step_y = where(singular, gy, (hxx * gy - hxy * gx) / det)
        return x - self.learning_rate * step_x, y - self.learning_rate * step_y, state
