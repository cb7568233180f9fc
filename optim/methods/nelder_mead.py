"""The simplex method of Nelder and Mead."""

import math
from dataclasses import dataclass
from typing import ClassVar

from core.knob import knob
from core.sentences import N_
from optim.base import Optimizer, State
from optim.elementary import Numeric
from optim.problem import Problem

Vertex = tuple[float, float, float]
"""A loss, and the point x, y where it was found."""
MOVES = ("none", "reflected", "expanded", "contracted outwards", "contracted inwards", "shrunk")


@dataclass(frozen=True)
class NelderMead(Optimizer):
    """A triangle that tumbles downhill: its worst corner is moved over to the other side."""

    slug = "nelder_mead"
    title = "Nelder–Mead"
    order = 30
    teaches = "Without gradients"
    adds = "a triangle that turns and shrinks"
    lesson = (
        "Never asks for a slope: a triangle flips, stretches and shrinks its way down "
        "by comparing three losses."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"f(v_1) \le f(v_2) \le f(v_3) \qquad \bar v = (v_1 + v_2)/2 \qquad"
        r" v(\tau) = \bar v + \tau\,(v_3 - \bar v)",
        r"v_3 \leftarrow \begin{cases}"
        r" v(-2)\ \text{or}\ v(-1),\ \text{the lower} & f(v(-1)) < f(v_1) \\"
        r" v(-1) & f(v(-1)) < f(v_2) \\"
        r" v(-\tfrac12) & f(v(-1)) < f(v_3),\ f(v(-\tfrac12)) \le f(v(-1)) \\"
        r" v(\tfrac12) & f(v(-1)) \ge f(v_3),\ f(v(\tfrac12)) < f(v_3)"
        r" \end{cases}",
        r"\text{else shrink:}\quad v_i \leftarrow v_1 + (v_i - v_1)/2",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "the move: {move:none|reflected|expanded|contracted outwards|contracted inwards|shrunk}",
        "the best corner now: ({x1}, {y1})",
        "the other two: ({x2}, {y2}) and ({x3}, {y3})",
    )
    source = N_(
        "J. A. Nelder and R. Mead, The Computer Journal 7 (1965), 308-313, in the form of "
        "J. C. Lagarias et al., SIAM J. Optimization 9 (1998), 112-147"
    )
    convention = (
        "As SciPy, coefficients not adaptive: the first triangle lengthens one coordinate of the "
        "start by the relative size (5 %), or sets it to 0.00025 where it is 0. A step that finds "
        "nothing better than the best corner leaves the point where it is."
    )
    gradient_free = True
    takes_arrays = False
    tuned = ()
    state_names: ClassVar[tuple[str, ...]] = (
        *("x1", "y1", "x2", "y2", "x3", "y3"),
        *("loss1", "loss2", "loss3"),
        "move",
    )

    size: float = knob(0.05, 1e-3, 2, "Relative size of the first triangle", log=True)

    def initial(self) -> State:
        """No triangle yet: it is made in the first step, around the start."""
        return (*(math.nan,) * 9, 0)

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """Move the worst corner, or shrink to the best one."""
        x1, y1, x2, y2, x3, y3, f1, f2, f3, _ = state
        if math.isnan(x1):
            simplex = self._first(problem, x, y)
        else:
            simplex = [(f1, x1, y1), (f2, x2, y2), (f3, x3, y3)]
        move, (best, middle, worst) = _tumbled(problem, *simplex)
        (f1, x1, y1), (f2, x2, y2), (f3, x3, y3) = best, middle, worst
        return x1, y1, (x1, y1, x2, y2, x3, y3, f1, f2, f3, MOVES.index(move))

    def _first(self, problem: Problem, x: float, y: float) -> list[Vertex]:
        """The start and two neighbours, in order."""
        grow, tiny = 1 + self.size, 0.00025
        corners = ((x, y), (grow * x if x else tiny, y), (x, grow * y if y else tiny))
        return _in_order([_vertex(problem, *corner) for corner in corners])

    def ended(self, state: State) -> str:
        """Whether the corners are the same numbers, or neighbours."""
        x1, y1, x2, y2, x3, y3 = state[:6]
        near_x, near_y = 2 * math.ulp(x1), 2 * math.ulp(y1)
        gaps_x, gaps_y = (abs(x2 - x1), abs(x3 - x1)), (abs(y2 - y1), abs(y3 - y1))
        if all(gap <= near_x for gap in gaps_x) and all(gap <= near_y for gap in gaps_y):
            return N_("the triangle has shrunk to a point")
        return ""


def _vertex(problem: Problem, x: float, y: float) -> Vertex:
    return problem.fun(x, y), x, y


def _in_order(simplex: list[Vertex]) -> list[Vertex]:
    """By loss, ties as they stand; a loss that is not a number comes last."""
    return sorted(simplex, key=lambda vertex: (math.isnan(vertex[0]), vertex[0]))


def _tumbled(
    problem: Problem, best: Vertex, middle: Vertex, worst: Vertex
) -> tuple[str, list[Vertex]]:
    """One iteration, with the comparisons and the arithmetic of SciPy's: the move and its end."""
    mid_x, mid_y = (best[1] + middle[1]) / 2, (best[2] + middle[2]) / 2

    def at(near: float, far: float) -> Vertex:
        return _vertex(problem, near * mid_x + far * worst[1], near * mid_y + far * worst[2])

    reflected = at(2.0, -1.0)
    if reflected[0] < best[0]:
        expanded = at(3.0, -2.0)
        if expanded[0] < reflected[0]:
            return "expanded", _in_order([best, middle, expanded])
        return "reflected", _in_order([best, middle, reflected])
    if reflected[0] < middle[0]:
        return "reflected", _in_order([best, middle, reflected])
    if reflected[0] < worst[0]:
        outside = at(1.5, -0.5)
        if outside[0] <= reflected[0]:
            return "contracted outwards", _in_order([best, middle, outside])
    else:
        inside = at(0.5, 0.5)
        if inside[0] < worst[0]:
            return "contracted inwards", _in_order([best, middle, inside])
    _, x, y = best
    halves = [_vertex(problem, x + 0.5 * (u - x), y + 0.5 * (v - y)) for _, u, v in (middle, worst)]
    return "shrunk", _in_order([best, *halves])
