"""Shifted digits: a picture moved by at most one pixel is still the same digit (augmentation)."""

import numpy as np

from landscapes.samples.digits import Data

SIDE = 8
"""Pixels a side."""
MOVES = tuple((down, right) for down in (-1, 0, 1) for right in (-1, 0, 1))
"""All moves, in pixels; the middle one is none."""


def _sources() -> np.ndarray:
    """For each move and each pixel the one that it takes its value from; 64 where it is empty."""
    rows, columns = np.divmod(np.arange(SIDE * SIDE), SIDE)
    made = []
    for down, right in MOVES:
        row, column = rows - down, columns - right
        inside = (row >= 0) & (row < SIDE) & (column >= 0) & (column < SIDE)
        made.append(np.where(inside, row * SIDE + column, SIDE * SIDE))
    return np.array(made)


SOURCES = _sources()


def shifted(data: Data, rng: np.random.Generator) -> Data:
    """The same digits, each moved by one of `MOVES`, all alike probable; what enters is empty."""
    moves = rng.integers(0, len(MOVES), len(data))
    padded = np.zeros((len(data), SIDE * SIDE + 1))
    padded[:, :-1] = data.inputs
    return Data(np.take_along_axis(padded, SOURCES[moves], axis=1), data.labels)
