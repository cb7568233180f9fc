"""What methods with a rate for each coordinate do: their first step, and how they cross a shelf."""

import numpy as np

import landscapes
import optim


def first_step(slug: str, **knobs: float) -> float:
    """How long the first step on the bowl is in each coordinate, as a multiple of the rate."""
    rate, made = 0.01, landscapes.get("bowl")
    run = optim.minimize(made, optim.get(slug, learning_rate=rate, **knobs), made.start, 1)
    return float(abs(run.x[1] - run.x[0]) / rate)


def across_the_shelf(slug: str, **knobs: float) -> float:
    """After how many steps a run on the plateau is past x = 1.9, close to the lowest point."""
    made = landscapes.get("plateau")
    run = optim.minimize(made, optim.get(slug, learning_rate=0.1, **knobs), made.start, 5000)
    return float(np.argmax(run.x > 1.9))


def fewest_when_askew() -> float:
    """The fewest steps of Adagrad on a ravine at 45 degrees, over learning rates from 0.1 to 10."""
    made = landscapes.get("ravine", rotation=45.0)
    rates = np.geomspace(0.1, 10, 41)
    ends = optim.minimize_many(
        made, optim.get("adagrad", learning_rate=rates), *made.start, max_steps=3000, gtol=1e-6
    )
    return float(np.min(ends.steps))
