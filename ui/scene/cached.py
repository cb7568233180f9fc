"""What is kept for all sessions: many people look at the same few surfaces.

There is room for a class in which each has a surface of their own: a grid takes 120 kB.
"""

import landscapes
import optim
from landscapes import Landscape, Point
from ui.kit.cache import shared_cache
from viz import Ground, sample

SIZE, SIZE_BY_POINT = 121, 61
"""Points a side of the grid under the paths; fewer where the surface is evaluated one by one."""


@shared_cache(maxsize=384)
def ground(landscape: Landscape, height: str) -> Ground:
    """The grid under the paths; equal surfaces give the very same object."""
    return sample(landscape.fun, landscape.bounds, height, side(landscape))


def side(landscape: Landscape) -> int:
    """How many points a side its grid has."""
    return SIZE_BY_POINT if landscape.by_point else SIZE


@shared_cache(maxsize=128)
def floor(landscape: Landscape, minima: tuple[Point, ...]) -> float | None:
    """The loss at these minima, or None where there are none."""
    return min((float(landscape.fun(x, y)) for x, y in minima), default=None)


@shared_cache(maxsize=128, heavy=True)
def critical(landscape: Landscape) -> tuple[landscapes.CriticalPoint, ...]:
    """The critical points in the window."""
    return landscapes.critical_points(landscape)


@shared_cache(maxsize=256)
def local(landscape: Landscape, at: Point) -> landscapes.Local:
    """What the ground is like at a point."""
    return landscapes.local(landscape, *at)


@shared_cache(maxsize=2048)
def advice(
    landscape: Landscape,
    optimizer: optim.Optimizer,
    start: Point,
    schedule: optim.schedules.Schedule | None,
    noise: float,
    gradient: optim.differences.Differences | None,
) -> tuple[str, ...]:
    """What is bound to go wrong with these settings, if anything is."""
    return optim.advise(landscape, optimizer, start, landscape.minima, schedule, noise, gradient)


@shared_cache(maxsize=512, heavy=True)
def tuned(
    landscape: Landscape,
    optimizer: optim.Optimizer,
    start: Point,
    budget: int,
    schedule: optim.schedules.Schedule | None,
    noise: float,
    seed: int,
    gradient: optim.differences.Differences | None,
    batch: int = 0,
) -> optim.Tuned:
    """The best knobs of an optimizer, for a fair race, whatever they were before.

    The search takes up to a second, on a slow surface two: the same question comes with the same
    knobs.
    """
    return optim.tune(
        landscape,
        optimizer,
        start,
        budget,
        schedule=schedule,
        noise=noise,
        seed=seed,
        gradient=gradient,
        batch=batch or None,
    )
