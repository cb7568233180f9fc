"""Handwritten digits: 8x8 pixels and the class of each, to train on and to test with."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from landscapes.base import Array

DIGITS = Path(__file__).parents[1] / "data" / "digits.npz"
TRAIN = 1437
"""The digits of the training part; the other 360 are the test part."""
WHITE = 16.0
"""The brightest pixel of a digit."""


@dataclass(frozen=True, eq=False)
class Data:
    """Inputs (n, features) and the class of each, (n,) whole numbers from 0."""

    inputs: Array
    labels: Array

    def __len__(self) -> int:
        return len(self.labels)

    def part(self, indices: np.ndarray) -> "Data":
        """Only these samples."""
        return Data(self.inputs[indices], self.labels[indices])


@lru_cache(maxsize=1)
def all_digits() -> Data:
    """Every digit, as `digits` gives them."""
    with np.load(DIGITS) as stored:
        inputs, labels = stored["images"] / WHITE, stored["labels"].astype(np.intp)
    for array in (inputs, labels):
        array.setflags(write=False)
    return Data(inputs, labels)


def digits(split: str = "train", limit: int | None = None) -> Data:
    """Handwritten digits, 8x8 pixels from 0 to 1: 1437 to train on ("train") or 360 ("test").

    They are shuffled once and for all, so the first `limit` are a fair sample. Source and licence
    are in landscapes/data/README.md. Raises ValueError for another split or a limit below 1.
    """
    if split not in ("train", "test"):
        raise ValueError(f'digits: the split is "train" or "test", not {split!r}.')
    if limit is not None and limit < 1:
        raise ValueError("digits: the limit must be 1 or more.")
    part = slice(None, TRAIN) if split == "train" else slice(TRAIN, None)
    data = all_digits()
    return Data(data.inputs[part][:limit], data.labels[part][:limit])
