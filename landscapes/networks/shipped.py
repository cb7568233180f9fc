"""The small trained network that comes with the app."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from landscapes.base import Array
from landscapes.networks.mlp import Mlp

WEIGHTS = Path(__file__).parents[1] / "data" / "network.npz"
MLP = Mlp((64, 32, 10), "tanh")


@lru_cache(maxsize=1)
def trained() -> Array:
    """The weights of the shipped network, made by tools/make_network.py: (0, 0) of each plane."""
    with np.load(WEIGHTS) as stored:
        w: Array = stored["w"]
    w.setflags(write=False)
    return w
