"""Which minima the snapshots of one run with warm restarts lie at."""

from functools import lru_cache

import numpy as np

import landscapes
import optim

PERIOD, CYCLES = 50, 6


@lru_cache(maxsize=64)
def minima_found(seed: int = 0, schedule: str = "restarts", every: int = PERIOD) -> float:
    """At how many of Himmelblau's four minima the snapshots of a noisy run lie."""
    made = landscapes.get("himmelblau")
    run = optim.minimize(
        made,
        optim.get("gd", learning_rate=0.02),
        made.start,
        PERIOD * CYCLES,
        gtol=0.0,
        schedule=schedule,
        noise=40.0,
        seed=seed,
    )
    x, y = np.array(made.minima).T
    at = range(every, PERIOD * CYCLES + 1, every)
    nearest = {int(np.argmin(np.hypot(run.x[k] - x, run.y[k] - y))) for k in at}
    return float(len(nearest))


def over_seeds(kind: str) -> float:
    """The "min" or "max" of that over ten seeds."""
    found = [minima_found(seed) for seed in range(10)]
    return min(found) if kind == "min" else max(found)
