"""Random masks of a training: dropout, and the same mask on weights or on whole layers.

Whatever is kept is divided by its chance to be kept, so that the mean over all masks is what there
is without one, and nothing has to be scaled afterwards (inverted dropout).
"""

from dataclasses import dataclass

import numpy as np

from landscapes.base import Array

PLACES = ("units", "weights", "layers")
"""What a mask can leave out: see `RandomMask`."""


@dataclass(frozen=True)
class RandomMask:
    """What a step leaves out, each with probability `share`.

    "units": each output of an activation, for each sample by itself (N. Srivastava et al., JMLR 15
    (2014), 1929-1958, section 10). "weights": each weight that a hidden unit's output goes through,
    one draw for the whole batch (DropConnect, L. Wan et al., ICML 2013, who draw for each sample
    and mask one layer with its biases). "layers": each hidden layer that a connection skips, one
    draw for the whole batch (stochastic depth, G. Huang et al., ECCV 2016, who drop deeper layers
    more often).
    """

    share: float = 0.0
    place: str = "units"

    def __post_init__(self) -> None:
        if not 0 <= self.share < 1:
            raise ValueError("dropout is from 0 up to but not 1, and needs a random generator.")
        if self.place not in PLACES:
            raise ValueError(f"A mask lies on {', '.join(PLACES)}, not on {self.place!r}.")

    def on(
        self, place: str, shape: tuple[int, ...], rng: np.random.Generator | None
    ) -> Array | None:
        """0 for what is left out there, 1/(1 - share) for the rest; None where nothing can be."""
        if not self.share or place != self.place:
            return None
        if rng is None:
            raise ValueError("dropout is from 0 up to but not 1, and needs a random generator.")
        return (rng.random(shape) >= self.share) / (1 - self.share)


NOTHING = RandomMask()


def units(share: float) -> RandomMask:
    """That of dropout."""
    return RandomMask(share) if share else NOTHING
