"""Gradient descent with a backtracking line search."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from optim.base import Optimizer, State
from optim.elementary import Numeric
from optim.line_search import FAILED, backtrack
from optim.problem import Problem


@dataclass(frozen=True)
class Backtracking(Optimizer):
    """Straight down, by the first of ever shorter steps that lowers the loss enough."""

    slug = "backtracking"
    title = "Gradient descent, line search"
    order = 15
    teaches = "Line search"
    parents = ("gd",)
    adds = "tries step lengths"
    lesson = (
        "Gradient descent that never climbs: a step that does not lower the loss enough "
        "is shortened before it is taken."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"x_{t+1} = x_t - \alpha_t\,g_t \qquad \alpha_t = \alpha_0\,\rho^k",
        r"\text{with the least } k \ge 0 \text{ for which}\quad"
        r" f(x_t - \alpha_t g_t) \le f(x_t) - c\,\alpha_t\,\lVert g_t \rVert^2",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "lengths tried: {trials}; taken: {step_length}",
        "step = -step_length*g",
        "x = x' + step",
    )
    source = "J. Nocedal and S. J. Wright, Numerical Optimization (2006), algorithm 3.1"
    convention = (
        "Every search begins at the full first length α₀, so the step may grow again; some codes "
        "begin at the last accepted length instead."
    )
    takes_arrays = False
    tuned = ()
    state_names: ClassVar[tuple[str, ...]] = ("step_length", "trials")

    first_step: float = knob(1.0, 1e-6, 100, "First step length α₀", log=True)
    shrink: float = knob(0.5, 0.1, 0.9, "Shrink by ρ")
    decrease: float = knob(1e-4, 1e-6, 0.5, "Decrease asked for c", log=True)

    def initial(self) -> State:
        """No search made; not failed."""
        return 0.0, 0, False

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """Search along the negative gradient."""
        at, direction = (x, y, gx, gy), (-gx, -gy)
        found = backtrack(problem, at, direction, self.first_step, self.shrink, self.decrease)
        if found is None:
            return x, y, (0.0, 0, True)
        return found.x, found.y, (found.step_length, found.trials, False)

    def ended(self, state: State) -> str:
        """Whether the last search failed."""
        return FAILED if state[-1] else ""
