"""The ground of a walk in a link: a surface and a start, or the number of an unknown ground."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.linked import Facts, Part
from core.query import Query
from ui.scene.bare_ground import bare_ground
from ui.scene.scene import Scene

UNKNOWN = (
    "himmelblau", "beale", "six_hump_camel", "rosenbrock", "ravine", "styblinski_tang", "mccormick",
    "three_hump_camel", "two_wells", "goldstein_price", "levy", "double_well", "ackley", "booth",
    "griewank", "plateau",
)  # fmt: skip
"""What may lie in the dark. A number means the same ground for ever: this list stays as it is."""
FINE = 10_000
"""Places are whole numbers from 0 to this, along both sides of the window."""
TRIED = 200
"""So many places are looked at for one that is high enough to start from."""
_FIRST = {"surface", "formula", "window", "file", "start"}


@dataclass(frozen=True)
class Ground(Part):
    """The field `scene`, of which a walk needs surface and start: `surface=beale&start=1~1`."""

    def read(self, asked: Query, at: str, told: Facts, unsaid: Any) -> Facts:
        """As the link asks for it."""
        mine = {k: asked.left.pop(k) for k in [*asked.left] if k.partition(".")[0] in _FIRST}
        scene, notes = Scene.from_query({**mine, "v": asked.written})
        asked.quote(notes)
        return {self.name: bare_ground(scene)}

    def write(self, made: Any, at: str, unsaid: Any) -> dict[str, str]:
        """What the link says of it."""
        said: dict[str, str] = getattr(made, self.name).to_query()
        return {key: value for key, value in said.items() if (key, value) != ("v", "1")}

    def check(self, made: Any) -> Facts:
        """As it is kept."""
        return {self.name: bare_ground(getattr(made, self.name))}


@lru_cache(maxsize=256)
def unknown(number: int) -> Scene:
    """The unknown ground of this number, from a start in its upper half."""
    chance = np.random.default_rng([number, 36])
    opened = Scene.opening(UNKNOWN[int(chance.integers(len(UNKNOWN)))])
    surface = opened.landscape()
    tried = chance.integers(FINE // 20, FINE - FINE // 20, (TRIED, 2))
    points = [point(surface.bounds, (int(p), int(q))) for p, q in tried]
    losses = np.array([float(surface.fun(x, y)) for x, y in points])
    high = int(np.flatnonzero(losses >= np.median(losses))[0])
    return bare_ground(opened, points[high])


def point(bounds: Any, place: tuple[int, int]) -> tuple[float, float]:
    """Where a place of the window is, without digits that say nothing."""
    (x_lo, x_hi), (y_lo, y_hi) = bounds
    return _between(x_lo, x_hi, place[0]), _between(y_lo, y_hi, place[1])


def _between(lo: float, hi: float, place: int) -> float:
    digits = 8 - math.floor(math.log10(hi - lo))
    return round(float(lo + (hi - lo) * place / FINE), digits)


def place_at(bounds: Any, at: tuple[float, float]) -> tuple[int, int]:
    """The place of the window nearest to a point."""
    p, q = (
        round(FINE * min(max((v - lo) / (hi - lo), 0.0), 1.0))
        for (lo, hi), v in zip(bounds, at, strict=True)
    )
    return p, q
