"""Trained networks, seen by thousands of dropout masks; and who reads with units missing."""

from typing import NamedTuple

import numpy as np

import optim
from core.sentences import N_, counted, sentence
from core.written import number
from landscapes.networks import Average, Mlp, averaged, digits, thinned
from ui.kit.cache import shared_cache

COUNT, STEPS, BATCH, RATE, UNITS = 300, 300, 32, 0.1, 32
DEPTHS = (1, 2, 3)
COUNTS = (1, 3, 10, 30, 100, 300, 1000, 3000)
"""After so many masks the mean is compared."""
SHOWN = 50
"""Test digits on which that is done."""
TRIES = 20
"""Masks with which networks read the test digits."""


class Thinned(NamedTuple):
    """A trained network, seen by its masks."""

    average: Average
    without: float
    """Share of test digits that a network trained without dropout reads with units missing."""
    with_it: float
    """That of one trained with dropout."""


def by_depth(dropout: float, seed: int) -> dict[int, Thinned]:
    """A network of each depth."""
    return {n: network(n, dropout, seed) for n in DEPTHS}


def in_words(found: dict[int, Thinned]) -> str:
    """How far the mean is off after all masks, by depth."""
    off = {f"off{n}": f"{each.average.scores[-1]:.1%}" for n, each in found.items()}
    return sentence(
        "After {count:,} masks the mean scores are {off1} off the whole network with one hidden "
        "layer, {off2} with two, {off3} with three.",
        count=COUNTS[-1],
        **off,
    )


def table(found: dict[int, Thinned]) -> dict[str, list[str]]:
    """The ends, and who reads with units missing."""
    rows = list(found.values())
    return {
        N_("Network"): [counted("{n} hidden layer", "{n} hidden layers", n) for n in found],
        N_("Scores off"): [f"{each.average.scores[-1]:.1%}" for each in rows],
        N_("Probabilities off, on average"): [number(each.average.shares[-1], 2) for each in rows],
        N_("Units missing, trained without dropout: right"): [f"{v.without:.1%}" for v in rows],
        N_("Units missing, trained with it: right"): [f"{v.with_it:.1%}" for v in rows],
    }


@shared_cache(maxsize=64, heavy=True)
def network(depth: int, dropout: float, seed: int) -> Thinned:
    """Train with and without dropout, and look at the masks."""
    mlp, data, test = Mlp((64, *(UNITS,) * depth, 10)), digits("train", COUNT), digits("test")
    method = optim.get("momentum", learning_rate=RATE)
    ends = [
        optim.train(
            mlp.problem(data, 0.0, p), method, mlp.initial(seed), STEPS, COUNT, BATCH, None, seed,
            STEPS,
        ).w
        for p in (0.0, dropout)
    ]  # fmt: skip
    inputs = np.tile(test.inputs, (TRIES, 1))
    rights = [
        np.argmax(thinned(mlp, w, inputs, dropout, np.random.default_rng((seed, 12))), axis=0)
        == np.tile(test.labels, TRIES)
        for w in ends
    ]
    average = averaged(mlp, ends[1], test.inputs[:SHOWN], dropout, COUNTS, seed)
    return Thinned(average, *(float(np.mean(right)) for right in rights))
