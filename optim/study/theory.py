"""What is known of a method on a quadratic: where it is stable, critically damped and fastest.

On a quadratic each eigenvector of the Hessian, with eigenvalue h, is a recursion of its own; near a
minimum every smooth surface is close to one. `low` and `high` are the smallest and the largest
eigenvalue there. Sources: B. T. Polyak, Introduction to Optimization (1987), section 3.2.1;
G. Goh, Why Momentum Really Works, Distill (2017), for the regimes.
"""

import math
from typing import Any

import numpy as np

from optim.study.stability import LIMITS

METHODS = tuple(LIMITS)
"""The methods that all this is known of."""
_CRITICAL = {
    # Both roots of z^2 - (1 + b - a h) z + b are sqrt(b).
    "momentum": lambda b: (1 - np.sqrt(b)) ** 2,
    # The discriminant (1 + b)^2 (1 - a h)^2 - 4 b (1 - a h) is zero.
    "nesterov": lambda b: ((1 - b) / (1 + b)) ** 2,
}


def stable_rate(slug: str, momentum: Any, high: float) -> Any:
    """The learning rate above which the method diverges along the steepest direction."""
    return LIMITS[slug](momentum) / high


def critical_rate(slug: str, momentum: Any, curvature: float) -> Any:
    """The learning rate at which a direction is critically damped; None without a momentum.

    Below it the run creeps along that direction, above it the run swings.
    """
    made = _CRITICAL.get(slug)
    return None if made is None else made(momentum) / curvature


def fastest(slug: str, low: float, high: float) -> tuple[float, float] | None:
    """The learning rate and momentum that are fastest in the worst case; None where unknown.

    For gd 2 / (low + high), without a momentum; for the heavy ball Polyak's optimal pair.
    """
    if not 0 < low <= high:
        return None
    if slug == "gd":
        return 2 / (low + high), 0.0
    if slug != "momentum":
        return None
    root_low, root_high = math.sqrt(low), math.sqrt(high)
    momentum = ((root_high - root_low) / (root_high + root_low)) ** 2
    return (2 / (root_high + root_low)) ** 2, momentum
