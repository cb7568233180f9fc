"""What is known of a method on a quadratic: where it is stable, critically damped and fastest.

Near a minimum every smooth surface is close to a quadratic; `low` and `high` are the smallest and
the largest eigenvalue of the Hessian there. What is known stands with each method.
"""

from collections.abc import Mapping

from optim.base import Optimizer
from optim.elementary import Numeric


def stable_rate(optimizer: Optimizer, curvature: float) -> Numeric:
    """The learning rate above which the method diverges along a direction; None if unknown."""
    limit = optimizer.stable_limit()
    return None if limit is None else limit / curvature


def critical_rate(optimizer: Optimizer, curvature: float) -> Numeric:
    """The learning rate at which a direction is critically damped; None if unknown.

    Below it the run creeps along that direction, above it the run swings.
    """
    limit = optimizer.critical_limit()
    return None if limit is None else limit / curvature


def fastest(optimizer: Optimizer, low: float, high: float) -> Mapping[str, float] | None:
    """The knobs that are fastest in the worst case; None where unknown."""
    return optimizer.fastest_on(low, high) if 0 < low <= high else None
