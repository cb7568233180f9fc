"""Gradients from losses alone: difference quotients in place of the formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from core import registry
from core.knob import Knobbed, knob
from optim.elementary import Numeric
from optim.problem import Differentiable, Problem, as_problem


@dataclass(frozen=True)
class Differences(Knobbed):
    """A difference quotient of step length `h` in each coordinate (an absolute length)."""

    slug: ClassVar[str]
    title: ClassVar[str]
    latex: ClassVar[str]
    evaluations: ClassVar[int]
    """Losses that one gradient takes."""

    h: float = knob(1e-5, 1e-16, 1, "Step h", log=True)

    def grad(self, fun: Callable[..., Numeric], x: Numeric, y: Numeric) -> tuple[Numeric, Numeric]:
        """The approximate gradient of `fun` at (x, y): floats or arrays."""
        raise NotImplementedError

    def of(self, problem: Differentiable) -> "Differenced":
        """The problem with this gradient in place of its own; loss and Hessian stay."""
        return Differenced(problem, self)


@dataclass(frozen=True)
class Forward(Differences):
    """(f(x + h) - f(x)) / h: the error is of order h, plus rounding of order 1e-16 f / h.

    Source: J. Nocedal and S. J. Wright, Numerical Optimization (2006), eq. 8.1.
    """

    slug = "forward"
    title = "Forward differences"
    latex = r"\partial_x f \approx \big(f(x+h,\,y) - f(x,\,y)\big)/h"
    evaluations = 3

    def grad(self, fun: Callable[..., Numeric], x: Numeric, y: Numeric) -> tuple[Numeric, Numeric]:
        """Three losses."""
        here, h = fun(x, y), self.h
        return (fun(x + h, y) - here) / h, (fun(x, y + h) - here) / h


@dataclass(frozen=True)
class Central(Differences):
    """(f(x + h) - f(x - h)) / 2h: the error is of order h squared, plus the same rounding.

    Source: J. Nocedal and S. J. Wright, Numerical Optimization (2006), eq. 8.7.
    """

    slug = "central"
    title = "Central differences"
    latex = r"\partial_x f \approx \big(f(x+h,\,y) - f(x-h,\,y)\big)/2h"
    evaluations = 4

    def grad(self, fun: Callable[..., Numeric], x: Numeric, y: Numeric) -> tuple[Numeric, Numeric]:
        """Four losses."""
        h, h2 = self.h, 2 * self.h
        return (fun(x + h, y) - fun(x - h, y)) / h2, (fun(x, y + h) - fun(x, y - h)) / h2


@dataclass(frozen=True)
class Differenced(Problem):
    """A problem whose gradient is a difference quotient."""

    problem: Differentiable
    scheme: Differences

    def fun(self, x: Numeric, y: Numeric) -> Numeric:
        """The loss."""
        return self.problem.fun(x, y)

    def grad(self, x: Numeric, y: Numeric) -> Numeric:
        """The difference quotients."""
        return self.scheme.grad(self.problem.fun, x, y)

    def hess(self, x: Numeric, y: Numeric) -> Numeric:
        """The exact Hessian."""
        return self.problem.hess(x, y)

    @property
    def floats(self) -> "Differenced":
        """The same for floats."""
        return Differenced(as_problem(self.problem).floats, self.scheme)

    @property
    def arrays(self) -> "Differenced":
        """The same for arrays."""
        return Differenced(as_problem(self.problem).arrays, self.scheme)

    @property
    def partial(self) -> bool:  # type: ignore[override]  # a fact that is asked for, not kept
        """Whether the surface is undefined at some finite points."""
        return as_problem(self.problem).partial


CLASSES: Mapping[str, type[Differences]] = MappingProxyType(
    {cls.slug: cls for cls in (Forward, Central)}
)


def names() -> tuple[str, ...]:
    """The slugs: forward and central."""
    return tuple(CLASSES)


def get(slug: str, **knobs: float) -> Differences:
    """A scheme, such as `get("central", h=1e-6)`; errors as `optim.get`."""
    made: Differences = registry.make("difference scheme", CLASSES, slug, knobs)
    return made
