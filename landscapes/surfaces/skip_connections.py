"""Deep networks with and without skip connections."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import ClassVar

import numpy as np

from core.knob import knob
from core.sentences import N_, sentence
from landscapes.base import Kernels, Landscape, Point
from landscapes.files.grid import GridLandscape

TABLES = Path(__file__).parents[1] / "data" / "skip.npz"
KINDS = (N_("plain"), N_("residual"))
DEPTHS = (8, 20)


@lru_cache(maxsize=len(KINDS) * len(DEPTHS))
def table(kind: int, depth: int) -> GridLandscape:
    """One of the shipped surfaces, by its places in `KINDS` and `DEPTHS`."""
    with np.load(TABLES) as stored:
        axis, z = stored["axis"], stored["loss"][kind, depth].astype(np.float64)
    for array in (axis, z):
        array.setflags(write=False)
    name = f"{KINDS[kind]}, {DEPTHS[depth]} layers"
    return GridLandscape(TABLES.name, name, False, None, name, TABLES.name, axis, axis, z)


@lru_cache(maxsize=1)
def trained() -> np.ndarray:
    """Of the networks at (0, 0), by kind and depth: loss and accuracy in training, then in test."""
    with np.load(TABLES) as stored:
        facts: np.ndarray = stored["facts"]
    return facts


@lru_cache(maxsize=1)
def curved_downwards() -> np.ndarray:
    """The share of the window that is so in some direction, by kind, depth and seed.

    From differences of the table; a seed is one of first weights and of a plane. The surfaces are
    those of the first.
    """
    with np.load(TABLES) as stored:
        curved: np.ndarray = stored["curved"]
    return curved


@dataclass(frozen=True)
class SkipConnections(Landscape):
    """Trained tanh networks with 16 units a layer, on filter-normalised random planes.

    The networks lie at (0, 0). They and their planes were made alike, by tools/make_skip.py, and
    the surface is the spline through 51 x 51 losses over all 1437 digits to train on. In the deep
    plain network most of the window curves downwards in some direction; with skip connections
    hardly any of it does. Runs stop at the border: nothing was computed beyond it.
    """

    slug = "skip_connections"
    title = "Skip connections"
    order = 92
    teaches = "Data and networks"
    source = N_(
        "After H. Li et al., Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018, "
        "section 6 (arXiv:1712.09913); digits: E. Alpaydin and C. Kaynak (1998), UCI, CC BY 4.0; "
        "trained alike, with 20 layers to a loss of 0.082 (plain) and 0.0020 (residual), in test "
        "91.4 % and 98.3 % right; over 5 seeds, of weights and of planes, 62 to 85 % and 0 to 6 % "
        "of the window is curved downwards in some direction"
    )
    changed = (
        "Since this link was made, the networks of this surface were trained anew and cut along "
        "other planes: what they show is the same, the numbers differ."
    )
    bounds = ((-0.5, 0.5), (-0.5, 0.5))
    start = (0.42, 0.36)
    steps = 200
    race: ClassVar = {
        "gd": {"learning_rate": 0.006},
        "momentum": {"learning_rate": 0.001},
        "adam": {"learning_rate": 0.01},
    }
    partial = True
    effort = GridLandscape.effort

    kind: float = knob(0, 0, 1, "Network", integer=True, words=KINDS)
    depth: float = knob(
        1, 0, 1, "Hidden layers", integer=True, words=tuple(str(depth) for depth in DEPTHS)
    )

    @property
    def _table(self) -> GridLandscape:
        return table(int(self.kind), int(self.depth))

    @cached_property
    def lesson(self) -> str:
        """What was measured, for this depth."""
        plain, residual = curved_downwards()[:, int(self.depth), 0]
        return sentence(
            "{layers} layers: {plain:.0f} % of the slice curves downwards without skip connections,"
            " {residual:.0f} % with.",
            layers=DEPTHS[int(self.depth)],
            plain=100 * plain,
            residual=100 * residual,
        )

    @cached_property
    def floats(self) -> Kernels:
        """The kernels for Python floats."""
        return self._table.floats

    @cached_property
    def arrays(self) -> Kernels:
        """The kernels for float64 arrays of one shape."""
        return self._table.arrays

    @cached_property
    def latex(self) -> str:
        """What it is, in place of a formula."""
        return self._table.latex

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """The lowest point of the spline, close to the trained network."""
        return self._table.minima
