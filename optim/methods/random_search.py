"""Random search."""

import math
from dataclasses import dataclass
from typing import ClassVar, cast

from core.knob import knob
from optim.base import Optimizer, State
from optim.elementary import Numeric
from optim.problem import Problem, RandomProblem


@dataclass(frozen=True)
class RandomSearch(Optimizer):
    """Guesses anew around the start each time, and keeps the best guess."""

    slug = "random_search"
    title = "Random search"
    order = 31
    teaches = "Without gradients"
    adds = "guesses"
    lesson = (
        "The first bad idea of the lecture: guess, and keep the best guess; it learns nothing "
        "from where the last one was."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"z_t = x_0 + \sigma\,\xi_t \qquad \xi_t \sim \mathcal{N}(0, I)",
        r"x_{t+1} = z_t\ \text{if}\ f(z_t) < f(x_t),\ \text{else}\ x_t",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "trial = start + scale*normal",
        "the loss there is {trial_loss}, {accepted:not lower: it stays|lower: it goes there}",
        "x = where(accepted, trial, x')",
    )
    source = "Stanford CS231n, notes on optimization: strategy 1, random search (lecture 3)"
    convention = (
        "Guesses spread around the start with standard deviation σ in each coordinate; the "
        "lecture draws weights around 0."
    )
    stochastic = True
    gradient_free = True
    takes_arrays = False
    tuned = ("scale",)
    state_names: ClassVar[tuple[str, ...]] = (
        *("best_loss", "trial_x", "trial_y", "normal_x", "normal_y"),
        *("trial_loss", "accepted"),
    )

    scale: float = knob(1.0, 1e-3, 100, "Spread of the guesses σ", log=True)

    def initial(self) -> State:
        """No loss known, no guess made, no start seen."""
        return (*(math.nan,) * 6, False, None)

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """One guess."""
        best, start = problem.fun(x, y), state[-1] or (x, y)  # the loss counts once for a point
        normal_x, normal_y = cast(RandomProblem, problem).normal
        trial_x, trial_y = start[0] + self.scale * normal_x, start[1] + self.scale * normal_y
        loss = problem.fun(trial_x, trial_y)
        tried = trial_x, trial_y, normal_x, normal_y, loss
        if loss < best:
            return trial_x, trial_y, (loss, *tried, True, start)
        return x, y, (best, *tried, False, start)

    def recorded(self, states: list[State]) -> dict[str, Numeric]:
        """And where the guesses are spread around."""
        start = states[-1][-1] or (math.nan, math.nan)
        around = {"start_x": [start[0]] * len(states), "start_y": [start[1]] * len(states)}
        return super().recorded(states) | around
