"""How high above the bottom of the bowl runs stay under noise, as a mean over many seeds."""

from functools import lru_cache

import numpy as np

import landscapes
import optim

SEEDS = 40


@lru_cache(maxsize=32)
def floor(slug: str, learning_rate: float, momentum: float | None = None) -> float:
    """The mean loss over the second half of runs of 1500 steps, with noise of size 1."""
    knobs = {} if momentum is None else {"momentum": momentum}
    method = optim.get(slug, learning_rate=learning_rate, **knobs)
    losses = [_run(method, 1500, seed).fun[750:].mean() for seed in range(SEEDS)]
    return float(np.mean(losses))


@lru_cache(maxsize=32)
def end(slug: str, learning_rate: float, schedule: str = "constant", steps: int = 500) -> float:
    """The mean loss after the last step, with noise of size 1."""
    method = optim.get(slug, learning_rate=learning_rate)
    losses = [_run(method, steps, seed, schedule).fun[-1] for seed in range(3 * SEEDS)]
    return float(np.mean(losses))


def _run(method: optim.Optimizer, steps: int, seed: int, schedule: str = "") -> optim.Trajectory:
    bowl = landscapes.get("bowl")
    return optim.minimize(
        bowl, method, bowl.start, steps, gtol=0.0, schedule=schedule or None, noise=1.0, seed=seed
    )


def steps_down(learning_rate: float) -> float:
    """After how many steps gradient descent without noise is below a loss of 0.02."""
    bowl = landscapes.get("bowl")
    run = optim.minimize(bowl, optim.get("gd", learning_rate=learning_rate), bowl.start, 500)
    return float(np.argmax(run.fun < 0.02))
