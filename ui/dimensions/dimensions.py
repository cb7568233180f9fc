"""How many dimensions, and what is drawn by chance, as a value with a link: `?v=1&n=6`."""

from dataclasses import dataclass

import landscapes
from core.knob import knob, knobs_of
from core.linked import Linked, words


@dataclass(frozen=True)
class Dimensions(Linked):
    """What the page shows. Making one with an impossible value is a ValueError."""

    noun = "dimensions"

    n: int = knob(4, 2, landscapes.signs.MOST, "Dimensions", integer=True)
    count: int = knob(10_000, 100, 50_000, "Matrices drawn", integer=True)
    seed: int = knob(0, 0, 999_999, "Seed", integer=True)
    weights: int = knob(2410, 10, 100_000_000, "Weights N", log=True, integer=True)
    part: str = words("all", "signs", "network", "cost")
    """What of the page is shown: a lesson has room for one thing."""

    def has(self, part: str) -> bool:
        """Whether this part is shown."""
        return self.part in ("all", part)


NUMBERS = knobs_of(Dimensions)
