"""What is descended, as an engine sees it: three functions, and facts with their defaults."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from optim.elementary import Numeric

Point = tuple[float, float]
Bounds = tuple[tuple[float, float], tuple[float, float]]


class Differentiable(Protocol):
    """The least that can be descended. Each function takes floats or arrays."""

    def fun(self, x: Numeric, y: Numeric) -> Numeric:
        """The loss f."""

    def grad(self, x: Numeric, y: Numeric) -> Numeric:
        """The gradient (gx, gy)."""

    def hess(self, x: Numeric, y: Numeric) -> Numeric:
        """The Hessian (hxx, hxy, hyy)."""


class Problem:
    """A loss with all that an engine may ask of it.

    What a user hands over need not be one: `as_problem` gives anything with the three functions a
    default for every fact that it does not declare itself.
    """

    start: Point | None = None
    """Where runs begin unless told."""
    bounds: Bounds | None = None
    """The window one looks through, ((x_lo, x_hi), (y_lo, y_hi))."""
    minima: Sequence[Point] = ()
    """The global minima that are known."""
    smooth: bool = True
    """False where the gradient jumps somewhere."""
    partial: bool = False
    """Whether it is undefined at some finite points."""
    samples: int = 0
    """How many data points the loss is a mean over; 0 where it is no such mean."""
    effort: float = 1.0
    """Roughly what one evaluation costs, that of a formula being 1."""
    by_point: bool = False
    """Whether arrays are evaluated place by place, each at the cost of one alone."""

    def fun(self, x: Numeric, y: Numeric) -> Numeric:
        """The loss f."""
        raise NotImplementedError

    def grad(self, x: Numeric, y: Numeric) -> Numeric:
        """The gradient (gx, gy)."""
        raise NotImplementedError

    def hess(self, x: Numeric, y: Numeric) -> Numeric:
        """The Hessian (hxx, hxy, hyy)."""
        raise NotImplementedError

    @property
    def floats(self) -> Differentiable:
        """The same functions for floats, unchecked and fast."""
        return self

    @property
    def arrays(self) -> Differentiable:
        """The same functions for float64 arrays of one shape, unchecked and fast."""
        return self

    def part(self, indices: np.ndarray) -> Differentiable:
        """The loss over only these of its samples."""
        raise ValueError("Only a loss that is a mean over samples has mini-batches.")


class RandomProblem(Problem):
    """What a stochastic method sees in its steps."""

    normal: tuple[float, float]
    """Two independent standard normal numbers, drawn anew for each step from the run's seed."""


def as_problem(given: Differentiable) -> Problem:
    """The same loss with every fact declared; asked once, where a loss comes in."""
    return given if isinstance(given, Problem) else _Adapted(given)


def _fact(name: str) -> Any:
    """A fact as the given loss has it, else the usual; looked up when it is needed."""
    usual = getattr(Problem, name)
    return property(lambda self: getattr(self.given, name, usual))


class _Adapted(Problem):
    """A loss from outside, with a default for each fact that it does not declare."""

    start, bounds, minima = _fact("start"), _fact("bounds"), _fact("minima")
    smooth, partial, samples = _fact("smooth"), _fact("partial"), _fact("samples")
    effort, by_point = _fact("effort"), _fact("by_point")

    def __init__(self, given: Differentiable) -> None:
        self.given: Any = given

    def fun(self, x: Numeric, y: Numeric) -> Numeric:
        return self.given.fun(x, y)

    def grad(self, x: Numeric, y: Numeric) -> Numeric:
        return self.given.grad(x, y)

    def hess(self, x: Numeric, y: Numeric) -> Numeric:
        return self.given.hess(x, y)

    @property
    def floats(self) -> Differentiable:
        found: Differentiable = getattr(self.given, "floats", self.given)
        return found

    @property
    def arrays(self) -> Differentiable:
        found: Differentiable = getattr(self.given, "arrays", self.given)
        return found

    def part(self, indices: np.ndarray) -> Differentiable:
        found: Differentiable = self.given.part(indices)
        return found
