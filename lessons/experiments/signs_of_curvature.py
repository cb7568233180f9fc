"""Level places by kind, and in how many directions a loss curves down."""

from functools import lru_cache

import landscapes
import optim
from landscapes.networks import Mlp, Spectrum, digits, spectrum

HILLS = "styblinski_tang"
"""Two valleys and a hump along each axis."""


def level_places() -> float:
    """How many places of slope zero there are among the hills."""
    return len(landscapes.critical_points(landscapes.get(HILLS)))


def of_kind(kind: str) -> float:
    """How many of these are a minimum, a saddle or a maximum."""
    found = landscapes.critical_points(landscapes.get(HILLS))
    return float(sum(each.kind == kind for each in found))


def saddles(axes: int) -> float:
    """How many percent of the level places are saddles, if there are so many axes of that kind.

    Along each axis a place lies in one of two valleys or on the hump; all valleys is a minimum, all
    humps a maximum.
    """
    every = 3**axes
    return float(100 * (every - 2**axes - 1) / every)


def one_in(n: int) -> float:
    """In one of how many random n x n matrices all eigenvalues have one sign."""
    return 1 / landscapes.signs.alike(n)


def one_in_by_coins(n: int) -> float:
    """The same of n tosses of a coin."""
    return 1 / landscapes.signs.by_diagonal(n)


def hessian_at_middle(formula: str) -> tuple[float, float, float, float]:
    """Both diagonal entries at (0, 0), then the lower and the higher eigenvalue."""
    made = landscapes.from_formula(formula, landscapes.DEFAULT_BOUNDS)
    xx, xy, yy = made.hess(0.0, 0.0)
    low, high = landscapes.eigenvalues(xx, xy, yy)
    return float(xx), float(yy), float(low), float(high)


@lru_cache(maxsize=1)
def network() -> tuple[Spectrum, Spectrum]:
    """Curvatures of 610 weights that read 100 digits, before and after training."""
    mlp, data = Mlp((64, 8, 10), "tanh"), digits("train", 100)
    first, method = mlp.initial(0), optim.get("momentum", learning_rate=0.2)
    trained = optim.train(mlp.problem(data), method, first, 800, keep=800).w
    return spectrum(mlp, first, data), spectrum(mlp, trained, data)


def falling(trained: bool) -> float:
    """In how many of its 610 directions the loss clearly curves down."""
    return network()[trained].signs[0]


def up_beside_down() -> float:
    """How many times as strong the strongest upward curvature is, after training."""
    values = network()[1].values
    return float(values[-1] / -values[0])
