"""Where the same method ends from very many starts: measured for the lessons."""

import numpy as np

import optim
from landscapes import Landscape, Point

SIDE = 101
"""Starts a side of the grid over the window: 10,201 in all."""
NEAR = 0.3
"""Ends closer than this are one place."""


def ends(made: Landscape, method: optim.Optimizer, steps: int = 1000) -> np.ndarray:
    """Where each start leads, (n, 2); those that went nowhere are left out."""
    across, up = (np.linspace(lo, hi, SIDE) for lo, hi in made.bounds)
    x, y = np.meshgrid(across, up)
    found = optim.minimize_many(made, method, x, y, max_steps=steps)
    places = np.column_stack([found.x.ravel(), found.y.ravel()])
    kept: np.ndarray = places[np.isfinite(places).all(axis=1)]
    return kept


def share(found: np.ndarray, place: Point) -> float:
    """Per cent of all starts that end in this place."""
    away = np.hypot(found[:, 0] - place[0], found[:, 1] - place[1])
    return 100 * float((away < NEAR).sum()) / SIDE**2


def places(found: np.ndarray) -> int:
    """In how many different places they end."""
    count, left = 0, found
    while len(left):
        away = np.hypot(*(left - left[0]).T)
        count, left = count + 1, left[away >= NEAR]
    return count
