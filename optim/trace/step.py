"""One step of an optimizer on a surface, for many points together."""

import copy
from collections.abc import Callable
from threading import get_ident
from typing import Any

import numpy as np

from optim.base import Elementwise, Optimizer
from optim.elementary import Numeric
from optim.problem import Differentiable, Problem
from optim.run.plan import Plan
from optim.status import FAR
from optim.trace.intervals import safe_radius
from optim.trace.program import Code, Program, Result
from optim.trace.tape import BOTH, CALLS, ONE, POINT, Tape, Traced, add_rows


class Lockstep:
    """The operations of a step: the optimizer's own rule, traced on the surface's own functions.

    The frame of `program` has the slots z (2, n) with its rows x and y; the gradient g with its
    rows gx and gy; norm2, its squared length; f, the loss, where it is watched; the knobs that are
    arrays, the entries of the state, `rate` and `noise`; and next, the points after the step, with
    the rows next_x and next_y.
    """

    def __init__(self, problem: Problem, optimizer: Optimizer, plan: Plan) -> None:
        """Raises TypeError where the optimizer's step cannot be traced."""
        self.problem = plan.seen(problem.arrays)
        self.swept = tuple(n for n in optimizer.knobs if np.ndim(getattr(optimizer, n)))
        self.rate = optimizer.base_rate
        self.initial = beginning(optimizer)
        self.ranks = [POINT if v.ndim else ONE for v in self.initial]
        while (ranks := self._ranks_after(optimizer, plan)) != self.ranks:
            self.ranks = ranks  # what begins as one number becomes one a point
        tape = Tape()
        observed = self._trace_observation(
            _Surface(self.problem, tape), isinstance(optimizer, Elementwise)
        )
        moved, state = self._trace_move(tape, optimizer, plan)
        kept = [Result(f"state{i}", v, self.ranks[i]) for i, v in enumerate(state)]
        self.tape, self.parts = tape, [*observed, [*moved, *kept]]
        self.program = Program(tape, self.parts)
        gradient, watch, self.advance = self.program.sections
        self.observe: Code = gradient + watch

    def _ranks_after(self, optimizer: Optimizer, plan: Plan) -> list[int]:
        """The ranks of the state's entries after a step."""
        tape = Tape()
        _, state = self._trace_move(tape, optimizer, plan)
        return [max(a, tape.nodes[v.id].rank) for a, v in zip(self.ranks, state, strict=True)]

    def _trace_move(self, tape: Tape, optimizer: Optimizer, plan: Plan) -> "_Walked":
        """The points after a step, and the state."""
        walk = _trace_rule if isinstance(optimizer, Elementwise) else _trace_step
        surface = _Surface(self.problem, tape)
        return walk(tape, self._stand_in(tape, optimizer, plan), self.ranks, surface, plan)

    def _trace_observation(self, surface: "_Surface", rule: bool) -> list[list[Result]]:
        """What is done at each point before it steps: gradient, its length, and the loss.

        Where the loss is certain to be modest near the origin, only how far away a point is needs
        to be watched.
        """
        tape = surface.tape
        x, y = tape.input("x", POINT), tape.input("y", POINT)
        gx, gy = surface.grad(x, y)
        f = surface.fun(x, y)
        near = safe_radius(tape, f, 0.99 * FAR)
        self.safe_radius, self.watched, self.loss = near or FAR, not near, f
        if rule:
            both = tape.input("g", BOTH)
            norm2 = tape.record(add_rows, (both * both,), rank=POINT)
        else:
            sx, sy = tape.input("gx", POINT), tape.input("gy", POINT)
            norm2 = sx * sx + sy * sy
        watch = [Result("norm2", norm2, POINT)] + [Result("f", f, POINT)] * self.watched
        return [[Result("gx", gx, POINT), Result("gy", gy, POINT)], watch]

    def _stand_in(self, tape: Tape, optimizer: Optimizer, plan: Plan) -> Any:
        """The optimizer with stand-ins for the knobs that vary over points or steps."""
        made = copy.copy(optimizer)
        for name in self.swept:
            object.__setattr__(made, name, tape.input(name, POINT))
        if plan.factors is not None:
            rank = POINT if "learning_rate" in self.swept else ONE
            object.__setattr__(made, "learning_rate", tape.input("rate", rank))
        return made


def beginning(optimizer: Optimizer) -> list[np.ndarray]:
    """The entries of the state before the first step: numbers, or (n,) if they are a knob's."""
    if isinstance(optimizer, Elementwise):  # each coordinate's is the same
        return [np.asarray(v, float) for v in optimizer.coordinate()]
    return [np.asarray(v, float) for v in optimizer.initial()]


_Walked = tuple[list[Result], list[Traced]]


def _trace_rule(
    tape: Tape, rule: Any, ranks: list[int], surface: "_Surface", plan: Plan
) -> _Walked:
    """A rule is the same for both coordinates, so it is traced once, for both at once."""
    z, g = tape.input("z", BOTH), tape.input("g", BOTH)
    if plan.noise is not None:
        g = g + tape.input("noise", ONE)
    state = tuple(tape.input(f"state{i}", rank) for i, rank in enumerate(ranks))
    moved, state = rule.rule(g, state, z)
    return [Result("next", z - moved, BOTH)], [tape.number(v) for v in state]


def _trace_step(
    tape: Tape, rule: Any, ranks: list[int], surface: "_Surface", plan: Plan
) -> _Walked:
    """Any other method: x and y apart."""
    x, y, gx, gy = (tape.input(name, POINT) for name in ("x", "y", "gx", "gy"))
    if plan.noise is not None:
        gx, gy = gx + tape.input("noise_x", ONE), gy + tape.input("noise_y", ONE)
    state = tuple(tape.input(f"state{i}", rank) for i, rank in enumerate(ranks))
    x, y, state = rule.step(x, y, gx, gy, state, surface)
    moved = [Result("next_x", tape.number(x), POINT), Result("next_y", tape.number(y), POINT)]
    return moved, [tape.number(v) for v in state]


class _Surface:
    """A problem on stand-ins; functions that cannot be traced become one operation each."""

    def __init__(self, problem: Differentiable, tape: Tape) -> None:
        self.problem, self.tape = problem, tape

    def fun(self, x: Numeric, y: Numeric) -> Traced:
        try:
            return self.tape.number(self.problem.fun(x, y))
        except CALLS:
            return self.tape.record(_Parts(lambda *at: (self.problem.fun(*at),)).part(0), (x, y))

    def grad(self, x: Numeric, y: Numeric) -> tuple[Traced, ...]:
        return self._several(self.problem.grad, 2, x, y)

    def hess(self, x: Numeric, y: Numeric) -> tuple[Traced, ...]:
        return self._several(self.problem.hess, 3, x, y)

    def _several(self, function: Any, count: int, x: Numeric, y: Numeric) -> tuple[Traced, ...]:
        try:
            return tuple(self.tape.number(v) for v in function(x, y))
        except CALLS:
            parts = _Parts(function)
            return tuple(self.tape.record(parts.part(i), (x, y)) for i in range(count))


class _Parts:
    """A function with several results as operations with one result each; it is called once."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.found: dict[int, dict[int, Any]] = {}
        """Results not yet taken, by thread: a traced step may serve several."""

    def part(self, i: int) -> Callable[..., None]:
        """The operation for result `i`."""

        def operation(x: np.ndarray, y: np.ndarray, out: np.ndarray) -> None:
            thread = get_ident()
            if i not in self.found.get(thread, ()):
                self.found[thread] = dict(enumerate(self.function(x, y)))
            out[...] = self.found[thread].pop(i)

        return operation
