"""Random local search."""

import math
from dataclasses import dataclass
from typing import ClassVar, cast

from core.knob import knob
from optim.base import Optimizer, State
from optim.elementary import Numeric
from optim.problem import Problem, RandomProblem


@dataclass(frozen=True)
class LocalSearch(Optimizer):
    """Tries a random step from where it stands, and takes it only if that is lower."""

    slug = "local_search"
    title = "Random local search"
    order = 32
    teaches = "Without gradients"
    parents = ("random_search",)
    adds = "guesses near the best place"
    lesson = (
        "Feels for lower ground with a foot before each step: better than guessing, "
        "but the slope would have told the way at once."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"z_t = x_t + \alpha\,\xi_t \qquad \xi_t \sim \mathcal{N}(0, I)",
        r"x_{t+1} = z_t\ \text{if}\ f(z_t) < f(x_t),\ \text{else}\ x_t",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "trial = x' + step_size*normal",
        "the loss there is {trial_loss}, {accepted:not lower: it stays|lower: it goes there}",
        "x = where(accepted, trial, x')",
    )
    source = "Stanford CS231n, notes on optimization: strategy 2, random local search (lecture 3)"
    convention = "The step is normal with standard deviation α in each coordinate, as in the notes."
    stochastic = True
    gradient_free = True
    takes_arrays = False
    tuned = ("step_size",)
    state_names: ClassVar[tuple[str, ...]] = (
        *("best_loss", "trial_x", "trial_y", "normal_x", "normal_y"),
        *("trial_loss", "accepted"),
    )

    step_size: float = knob(0.1, 1e-4, 10, "Length of the steps tried α", log=True)

    def initial(self) -> State:
        """No loss known, no step tried."""
        return (*(math.nan,) * 6, False)

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """Try one step."""
        best = problem.fun(x, y)  # known from the step before, and then not counted again
        normal_x, normal_y = cast(RandomProblem, problem).normal
        trial_x, trial_y = x + self.step_size * normal_x, y + self.step_size * normal_y
        loss = problem.fun(trial_x, trial_y)
        tried = trial_x, trial_y, normal_x, normal_y, loss
        if loss < best:
            return trial_x, trial_y, (loss, *tried, True)
        return x, y, (best, *tried, False)
