"""Pairs of iris species and their petals, as two centred features."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from core.sentences import N_
from landscapes.base import Scatter
from landscapes.samples.losses import Margins

FILE = Path(__file__).parents[1] / "data" / "iris.npz"
SPECIES = ("setosa", "versicolor", "virginica")
WORDS = (
    N_("overlapping"),
    N_("separable"),
    N_("duplicated feature"),
    N_("noisy duplicate"),
)
LENGTH = N_("petal length")
NOISE = 0.2
"""Standard deviation of what the noisy copy adds, the feature's own being 1."""


@lru_cache(maxsize=1)
def _petals() -> tuple[np.ndarray, np.ndarray]:
    with np.load(FILE) as found:
        return found["petals"], found["species"]


@lru_cache(maxsize=len(WORDS))
def scatter(data: int) -> Scatter:
    """The features, each with mean 0 and standard deviation 1, and the species."""
    petals, species = _petals()
    pair = (0, 1) if data == 1 else (1, 2)
    chosen = np.isin(species, pair)
    length, width = _scaled(petals[chosen].T)
    label = (species[chosen] == pair[1]).astype(int)
    names = tuple(SPECIES[i] for i in pair)
    if data < 2:
        return Scatter(length, width, label, names, (LENGTH, N_("petal width")))
    if data == 2:
        return Scatter(length, length, label, names, (LENGTH, N_("petal length again")))
    rng = np.random.default_rng(0)
    noisy = _scaled((length + NOISE * rng.standard_normal(len(length)))[None])[0]
    return Scatter(length, noisy, label, names, (LENGTH, N_("the same with noise")))


def _scaled(features: np.ndarray) -> np.ndarray:
    features = features - features.mean(axis=1, keepdims=True)
    scaled: np.ndarray = features / features.std(axis=1, keepdims=True)
    return scaled


def split(data: int, held: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the flowers to train on, and of `held` others, by chance; each in order."""
    mixed = np.random.default_rng((seed, 7)).permutation(len(scatter(data).label))
    return np.sort(mixed[held:]), np.sort(mixed[:held])


def part(data: int, indices: np.ndarray) -> Scatter:
    """Some of the flowers: scaled as all are."""
    whole = scatter(data)
    return replace(whole, u=whole.u[indices], v=whole.v[indices], label=whole.label[indices])


@lru_cache(maxsize=64)
def margins(data: int, held: int = 0, seed: int = 0) -> Margins:
    """The second class scores x u + y v, the first 0: so far is the wrong one above the right.

    Of the flowers to train on, where some are held out.
    """
    seen = part(data, split(data, held, seed)[0]) if held else scatter(data)
    sign = np.where(seen.label == 1, -1.0, 1.0)
    return Margins((sign * seen.u)[None], (sign * seen.v)[None], np.eye(2))
