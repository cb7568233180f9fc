"""Search in any number of dimensions: random, local and along the gradient, for the same cost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from optim.status import within_limits

Loss = Callable[[np.ndarray], float]
LossAndGrad = Callable[[np.ndarray], tuple[float, np.ndarray]]
PRICE = 2
"""What a gradient costs, in losses: as in the charts by cost, unless one says otherwise."""


@dataclass(frozen=True, eq=False)
class Search:
    """Where a search stood, after so much cost in losses."""

    cost: np.ndarray
    """(k,), rising: at each of these it went somewhere, the last one is the end."""
    ws: np.ndarray
    """Its weights from there on, (k, size)."""
    losses: np.ndarray
    """The loss there, (k,)."""


def random_search(
    loss: Loss, start: np.ndarray, normals: Iterable[np.ndarray], scale: float
) -> Search:
    """Guess anew around the start each time and keep the best: methods/random_search.py.

    `normals` are vectors of standard normal numbers, one a guess.
    """
    return _guesses(loss, start, normals, lambda best, normal: start + scale * normal)


def local_search(
    loss: Loss, start: np.ndarray, normals: Iterable[np.ndarray], step_size: float
) -> Search:
    """Try a step from the best place and take it if it leads down: methods/local_search.py."""
    return _guesses(loss, start, normals, lambda best, normal: best + step_size * normal)


def _guesses(
    loss: Loss,
    start: np.ndarray,
    normals: Iterable[np.ndarray],
    guess: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> Search:
    """One loss for the start, one for each guess; what is not lower is forgotten."""
    best, low, spent = np.asarray(start, np.float64), loss(start), 1
    found = [(spent, best, low)]
    for normal in normals:
        trial = guess(best, normal)
        value, spent = loss(trial), spent + 1
        if value < low:
            best, low = trial, value
            found.append((spent, best, low))
    if found[-1][0] != spent:
        found.append((spent, best, low))
    return _search(found)


def descend(
    loss_and_grad: LossAndGrad, start: np.ndarray, budget: int, learning_rate: float
) -> Search:
    """Plain gradient descent with as many gradients as the budget of losses pays for.

    It ends before a step whose loss, gradient or result is not finite or beyond 1e12.
    """
    w, spent = np.asarray(start, np.float64), 0
    value, g = loss_and_grad(w)
    found = [(spent, w, value)]
    with np.errstate(all="ignore"):
        while spent + PRICE <= budget:
            moved = w - learning_rate * g
            after, slope = loss_and_grad(moved)
            if not within_limits(after, slope, moved):
                break
            w, g, spent = moved, slope, spent + PRICE
            found.append((spent, w, after))
    return _search(found)


def _search(found: list[tuple[int, np.ndarray, float]]) -> Search:
    cost, ws, losses = zip(*found, strict=True)
    return Search(np.array(cost), np.array(ws), np.array(losses))
