"""The maps that bench/maps.py measures: what is descended, how, from where and with which knobs."""

from dataclasses import dataclass
from typing import Any

import numpy as np

import landscapes
import optim

KAPPA = 50.0


@dataclass(frozen=True)
class Case:
    """A map: what is descended and how; starts, learning rates and momenta of all points."""

    name: str
    surface: landscapes.Landscape
    slug: str
    steps: int
    x: np.ndarray
    y: np.ndarray
    rate: Any
    momentum: Any
    facts: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Numbers of the surface that the limit's kernel takes."""

    @property
    def title(self) -> str:
        """For the head of its table."""
        return f"{self.name} {self.slug} {self.x.shape[0]}x{self.x.shape[1]}"

    def optimizer(self) -> optim.Optimizer:
        """The same in thalweg."""
        knobs = {"learning_rate": self.rate}
        if self.slug == "momentum":
            knobs["momentum"] = self.momentum
        return optim.get(self.slug, **knobs)


def basins(slug: str, rate: float, side: int, steps: int) -> Case:
    """A grid of starts over the window of Himmelblau's surface."""
    surface = landscapes.get("himmelblau")
    (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
    x, y = np.meshgrid(np.linspace(x_lo, x_hi, side), np.linspace(y_lo, y_hi, side))
    return Case("himmelblau", surface, slug, steps, x, y, rate, 0.9)


def sweep(
    surface: landscapes.Landscape,
    facts: tuple[float, float, float],
    top: float,
    side: int,
    steps: int,
) -> Case:
    """A grid of knobs, learning rates up to `top`, at a surface's own start."""
    rate, momentum = np.meshgrid(np.geomspace(top / 1e3, top, side), np.linspace(0, 0.99, side))
    x, y = (np.full(rate.shape, v) for v in surface.start)
    return Case(surface.slug, surface, "momentum", steps, x, y, rate, momentum, facts)


def cases(side: int, knobs: int, steps: int) -> list[Case]:
    """The four maps: `side` x `side` starts, `knobs` x `knobs` learning rates and momenta."""
    ravine = landscapes.get("ravine", kappa=KAPPA)
    return [
        basins("adam", 0.1, side, steps),
        basins("momentum", 0.01, side, steps),
        sweep(landscapes.get("rosenbrock"), (1.0, 100.0, 0.0), 0.01, knobs, steps),
        sweep(ravine, ravine.hess(0.0, 0.0), 4 / KAPPA, knobs, steps),
    ]
