"""Nonlinear conjugate gradient."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from optim.base import Optimizer, State
from optim.elementary import Numeric
from optim.line_search import FAILED, first_length, strong_wolfe
from optim.problem import Problem

STEEP_ENOUGH = 0.01
"""A direction p is kept where -p·g is at least this share of g·g (Gilbert and Nocedal, 1992)."""


@dataclass(frozen=True)
class ConjugateGradient(Optimizer):
    """The gradient, turned so that it does not undo the last step's work."""

    slug = "cg"
    title = "Conjugate gradient"
    order = 16
    teaches = "Line search"
    parents = ("backtracking",)
    adds = "directions that do not undo each other"
    lesson = (
        "Like momentum with the right amount at every step: on a bowl with exact searches "
        "two directions are enough."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"p_t = -g_t + \beta_t\,p_{t-1} \qquad x_{t+1} = x_t + \alpha_t\,p_t",
        r"\beta^{FR}_t = \frac{g_t^\top g_t}{g_{t-1}^\top g_{t-1}} \qquad"
        r" \beta^{PR+}_t = \max\Big(0, \frac{g_t^\top (g_t - g_{t-1})}"
        r"{g_{t-1}^\top g_{t-1}}\Big) \qquad"
        r" \beta^{HS}_t = \frac{g_t^\top (g_t - g_{t-1})}{p_{t-1}^\top (g_t - g_{t-1})}",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "of the last direction it keeps {beta}",
        "direction = beta*direction' - g",
        "lengths tried: {trials}; taken: {step_length}",
        "step = step_length*direction",
        "x = x' + step",
    )
    source = (
        "J. Nocedal and S. J. Wright, Numerical Optimization (2006), algorithm 5.4, eqs. 5.41, "
        "5.45 and 5.46"
    )
    convention = (
        "Strong Wolfe search with c₁ = 1e-4 and c₂ = 0.1 as in the book; for Polak-Ribière+ "
        "c₂ = 0.4, as in SciPy. Where p leads down by less than 0.01 of the slope along -g, or its "
        "search fails, it starts again from -g. The first trial is the last length times the ratio "
        "of slopes (section 3.5); SciPy uses the last decrease of f instead."
    )
    takes_arrays = False
    tuned = ()
    state_names: ClassVar[tuple[str, ...]] = (
        "direction_x",
        "direction_y",
        "beta",
        "step_length",
        "trials",
    )

    variant: float = knob(
        1,
        0,
        2,
        "Variant of β",
        integer=True,
        words=("Fletcher–Reeves", "Polak–Ribière+", "Hestenes–Stiefel"),
    )

    def initial(self) -> State:
        """No direction yet; then the last gradient and slope; not failed."""
        return 0.0, 0.0, 0.0, 0.0, 0, (0.0, 0.0), 0.0, False

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """Turn the direction, then search along it."""
        last_x, last_y, _, last_length, _, before, last_slope, _ = state
        beta = self._beta(gx, gy, before, last_x, last_y)
        px, py = beta * last_x - gx, beta * last_y - gy
        slope = gx * px + gy * py
        if not slope <= -STEEP_ENOUGH * (gx * gx + gy * gy):
            beta, px, py, slope = 0.0, -gx, -gy, -(gx * gx + gy * gy)
        first = first_length(gx, gy)
        if last_length > 0 and slope < 0:
            first = last_length * min(last_slope / slope, 10.0)
        c2 = 0.4 if self.variant == 1 else 0.1
        found = strong_wolfe(problem, (x, y, gx, gy), (px, py), first, c2=c2)
        if found is None and beta:  # the direction misleads: once more from -g
            return self.step(x, y, gx, gy, self.initial(), problem)
        if found is None:
            return x, y, (px, py, beta, 0.0, 0, (gx, gy), slope, True)
        length, trials = found.step_length, found.trials
        return found.x, found.y, (px, py, beta, length, trials, (gx, gy), slope, False)

    def _beta(
        self, gx: float, gy: float, before: tuple[float, float], px: float, py: float
    ) -> float:
        """How much of the last direction is kept; 0 at the start or where it is undefined."""
        bx, by = before
        yx, yy = gx - bx, gy - by
        top = gx * gx + gy * gy if self.variant == 0 else gx * yx + gy * yy
        bottom = px * yx + py * yy if self.variant == 2 else bx * bx + by * by
        beta = top / bottom if bottom else 0.0
        return max(beta, 0.0) if self.variant == 1 else beta

    def explained(self) -> tuple[str, ...]:
        """With the formula of the variant chosen."""
        change, last = "(g_x*(g_x - g_x') + g_y*(g_y - g_y'))", "(g_x'^2 + g_y'^2)"
        along = "(direction_x'*(g_x - g_x') + direction_y'*(g_y - g_y'))"
        beta = (f"(g_x^2 + g_y^2)/{last}", f"max(0, {change}/{last})", f"{change}/{along}")
        return (f"beta = where(restarted, 0, {beta[int(self.variant)]})", *self.worked[1:])

    def recorded(self, states: list[State]) -> dict[str, Numeric]:
        """And whether the step began again from the negative gradient."""
        made = super().recorded(states)
        return made | {"restarted": [beta == 0 for beta in made["beta"]]}

    def ended(self, state: State) -> str:
        """Whether the last search failed."""
        return FAILED if state[-1] else ""
