"""Mistakes in a gradient, such as a gradient check is there to find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.sentences import N_
from optim.elementary import Numeric
from optim.problem import Differentiable, Problem


@dataclass(frozen=True)
class Mistake:
    """What a programmer got wrong, in words, and what it makes of a gradient (gx, gy)."""

    title: str
    of: Callable[[Numeric, Numeric], tuple[Numeric, Numeric]]


MISTAKES: Mapping[str, Mistake] = MappingProxyType(
    {
        "sign": Mistake(N_("Wrong sign"), lambda gx, gy: (-gx, -gy)),
        "factor": Mistake(N_("Factor 2"), lambda gx, gy: (2 * gx, 2 * gy)),
        "missing": Mistake(N_("∂f/∂y missing"), lambda gx, gy: (gx, 0.0 * gy)),
    }
)


@dataclass(frozen=True)
class Mistaken(Problem):
    """A problem whose gradient has one of these mistakes; loss and Hessian are right."""

    problem: Differentiable
    mistake: str

    def fun(self, x: Numeric, y: Numeric) -> Numeric:
        """The loss."""
        return self.problem.fun(x, y)

    def grad(self, x: Numeric, y: Numeric) -> Numeric:
        """The gradient, with the mistake."""
        return MISTAKES[self.mistake].of(*self.problem.grad(x, y))

    def hess(self, x: Numeric, y: Numeric) -> Numeric:
        """The Hessian."""
        return self.problem.hess(x, y)
