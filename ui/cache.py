"""Pictures of the ground, kept for all sessions: many people look at the same few surfaces."""

from functools import lru_cache

from landscapes import Landscape
from viz import Ground, sample


@lru_cache(maxsize=128)
def ground(landscape: Landscape, height: str) -> Ground:
    """The grid under the paths; equal surfaces give the very same object."""
    return sample(landscape.fun, landscape.bounds, height)


@lru_cache(maxsize=128)
def floor(landscape: Landscape) -> float | None:
    """The loss at the known minima, or None where none is known."""
    return min((float(landscape.fun(x, y)) for x, y in landscape.minima), default=None)
