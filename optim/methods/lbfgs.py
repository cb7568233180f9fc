"""L-BFGS."""

from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from optim.base import Optimizer, State
from optim.elementary import Numeric
from optim.line_search import FAILED, first_length, strong_wolfe
from optim.problem import Problem

Pair = tuple[float, float, float, float, float]
"""A step s, the change y of the gradient over it, and 1/(yᵀs)."""
LEAST_CURVATURE = 1e-10
"""Pairs with a smaller yᵀs are not kept, as in torch.optim.LBFGS."""


@dataclass(frozen=True)
class LBFGS(Optimizer):
    """BFGS that keeps the last few pairs of step and gradient change instead of a matrix."""

    slug = "lbfgs"
    title = "L-BFGS"
    order = 22
    teaches = "Curvature"
    parents = ("bfgs",)
    adds = "remembers the last few steps only"
    lesson = (
        "Rebuilds the curvature from its last few steps, so it needs no matrix: "
        "this is how BFGS scales to millions of weights."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"s_i = x_{i+1} - x_i \qquad y_i = g_{i+1} - g_i \qquad \rho_i = 1/(y_i^\top s_i)",
        r"q \leftarrow g_t;\quad i = t{-}1, \dots, t{-}m:\quad a_i = \rho_i s_i^\top q,\quad"
        r" q \leftarrow q - a_i y_i",
        r"r \leftarrow \tfrac{y_{t-1}^\top s_{t-1}}{y_{t-1}^\top y_{t-1}}\,q;\quad"
        r" i = t{-}m, \dots, t{-}1:\quad r \leftarrow r + s_i\,(a_i - \rho_i y_i^\top r)",
        r"x_{t+1} = x_t - \alpha_t\,r",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "direction from the pairs, in x {direction_x}, in y {direction_y}",
        "lengths tried by the search: {trials}; taken: {step_length}",
        "step = step_length*direction",
        "x = x' + step",
        "pairs of step and gradient change kept now: {pairs}",
    )
    source = "J. Nocedal and S. J. Wright, Numerical Optimization (2006), algorithms 7.4 and 7.5"
    in_torch = (
        "LBFGS(w, lr={learning_rate}, max_iter=1, history_size={history:.0f},"
        " tolerance_grad=0.0, tolerance_change=0.0)"
    )
    convention = (
        "As torch.optim.LBFGS with one iteration a step: the first direction is -g with length "
        "min(1, 1/|g|₁), and pairs with yᵀs of 1e-10 or less are not kept. With the fixed step "
        "every length is α, the first α times that one; the Wolfe search (c₁ = 1e-4, c₂ = 0.9, "
        "algorithms 3.5 and 3.6) tries 1 first, ignores α, and drops all pairs where it fails."
    )
    takes_arrays = False
    state_names: ClassVar[tuple[str, ...]] = (
        "pairs",
        "scale",
        "direction_x",
        "direction_y",
        "step_length",
        "trials",
    )

    history: float = knob(10, 1, 100, "Pairs kept m", integer=True)
    line_search: float = knob(
        1, 0, 1, "Line search", integer=True, words=("fixed step", "strong Wolfe")
    )
    learning_rate: float = knob(1.0, 1e-4, 10, "Fixed step α", log=True)

    @property
    def tuned(self) -> tuple[str, ...]:  # type: ignore[override]  # by a knob
        """A line search finds its own lengths."""
        return () if self.line_search else ("learning_rate",)

    @property
    def has_rate(self) -> bool:
        """Only with the fixed step."""
        return not self.line_search

    def torch(self) -> str:
        """With the fixed step; PyTorch's own line search is another one."""
        return "" if self.line_search else super().torch()

    def initial(self) -> State:
        """No pairs, no direction; then the pairs themselves, the last gradient, not failed."""
        return 0, 1.0, 0.0, 0.0, 0.0, 0, (), (0.0, 0.0), False

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """Form the direction from the pairs, then search along it or step by α."""
        _, scale, px, py, length, _, pairs, before, _ = state
        began = length > 0
        if began and not self.line_search:
            pairs, scale = self._kept(pairs, scale, length, (px, py), (gx, gy), before)
        px, py = _direction(pairs, scale, gx, gy)
        if self.line_search:
            return self._search(x, y, gx, gy, pairs, scale, (px, py), problem)
        length = self.learning_rate if began else first_length(gx, gy) * self.learning_rate
        new = (len(pairs), scale, px, py, length, 0, pairs, (gx, gy), False)
        return x + length * px, y + length * py, new

    def _search(
        self,
        x: float,
        y: float,
        gx: float,
        gy: float,
        pairs: tuple[Pair, ...],
        scale: float,
        direction: tuple[float, float],
        problem: Problem,
    ) -> tuple[float, float, State]:
        """The step by the Wolfe conditions; its two gradients make the next pair."""
        first = 1.0 if pairs else first_length(gx, gy)
        found = strong_wolfe(problem, (x, y, gx, gy), direction, first)
        if found is None and pairs:  # the pairs mislead: once more without them
            return self.step(x, y, gx, gy, self.initial(), problem)
        if found is None:
            return x, y, (len(pairs), scale, *direction, 0.0, 0, pairs, (gx, gy), True)
        length, after = found.step_length, (found.gx, found.gy)
        pairs, scale = self._kept(pairs, scale, length, direction, after, (gx, gy))
        new = (len(pairs), scale, *direction, length, found.trials, pairs, after, False)
        return found.x, found.y, new

    def _kept(
        self,
        pairs: tuple[Pair, ...],
        scale: float,
        length: float,
        direction: tuple[float, float],
        after: tuple[float, float],
        before: tuple[float, float],
    ) -> tuple[tuple[Pair, ...], float]:
        """The pairs and their scale yᵀs/yᵀy with the newest, where its curvature is enough."""
        sx, sy = direction[0] * length, direction[1] * length
        yx, yy = after[0] - before[0], after[1] - before[1]
        curvature, square = yx * sx + yy * sy, yx * yx + yy * yy
        if not (curvature > LEAST_CURVATURE and square > 0):
            return pairs, scale
        pairs = (*pairs, (sx, sy, yx, yy, 1.0 / curvature))
        return pairs[-int(self.history) :], curvature / square

    def ended(self, state: State) -> str:
        """Whether the last search failed."""
        return FAILED if state[-1] else ""


def _direction(pairs: tuple[Pair, ...], scale: float, gx: float, gy: float) -> tuple[float, float]:
    """The two-loop recursion, in the order of operations of torch.optim.LBFGS."""
    px, py, shares = -gx, -gy, []
    for sx, sy, yx, yy, rho in reversed(pairs):
        share = (sx * px + sy * py) * rho
        shares.append(share)
        px, py = px - share * yx, py - share * yy
    px, py = px * scale, py * scale
    for (sx, sy, yx, yy, rho), share in zip(pairs, reversed(shares), strict=True):
        rest = share - (yx * px + yy * py) * rho
        px, py = px + rest * sx, py + rest * sy
    return px, py
