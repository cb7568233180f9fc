"""Ten trainings at each of five widths of a small network: how, and where they end."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

import optim
from landscapes.networks import Mlp, digits
from ui.kit.cache import shared_cache

FILE = Path(__file__).parent / "usual_widths.json"
"""What seeds from 0 on give, shipped so that it appears at once: made by tools/make_widths.py."""
WIDTHS, SEEDS = (2, 4, 8, 16, 32), 10
COUNT, STEPS, RATE = 300, 800, 0.2


class End(NamedTuple):
    """Where a training ended."""

    loss: float
    right: float
    """Share of test digits."""


Ends = dict[int, list[End]]
"""By width."""


def measured(first: int) -> Iterator[tuple[int, End]]:
    """One training after the other: its width, and where it ended."""
    known = shipped() if first == 0 else {}
    for k in range(SEEDS):
        for width in WIDTHS:
            yield width, known[width][k] if known else trained(width, first + k)


@shared_cache(maxsize=2_000, heavy=True)
def trained(width: int, seed: int) -> End:
    """Where one training ends."""
    w, data = weights(width, seed), digits("train", COUNT)
    mlp = network(width)
    return End(mlp.loss(w, data), mlp.accuracy(w, digits("test")))


def network(width: int) -> Mlp:
    """With so many units in its hidden layer."""
    return Mlp((64, width, 10))


def weights(width: int, seed: int) -> np.ndarray:
    """Those that a training ends with."""
    mlp, method = network(width), optim.get("momentum", learning_rate=RATE)
    problem = mlp.problem(digits("train", COUNT))
    return optim.train(problem, method, mlp.initial(seed), STEPS, keep=STEPS).w


@cache
def shipped() -> Ends:
    """Those of the seeds from 0 on."""
    found = json.loads(FILE.read_text())
    return {int(width): [End(*end) for end in row] for width, row in found.items()}


def text(ends: Ends) -> str:
    """The file for these, a line a width."""
    rows = (f'"{width}": {json.dumps(row)}' for width, row in ends.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"
