"""Small networks of one width, trained from different first weights: measured for the lessons."""

from functools import lru_cache

import optim
from landscapes.networks import Mlp, digits

SEEDS = 4
STEPS = 800
DIGITS = 300


@lru_cache(maxsize=4)
def last_losses(width: int) -> tuple[float, ...]:
    """Where each ends that was trained on the first digits, all of them at each step."""
    data, net = digits(limit=DIGITS), Mlp((64, width, 10))
    method = optim.get("momentum", learning_rate=0.2)
    ends = (
        optim.train(
            lambda w, _chosen, _rng: net.loss_and_grad(w, data),
            method,
            net.initial(seed),
            STEPS,
            samples=DIGITS,
        ).w
        for seed in range(SEEDS)
    )
    return tuple(net.loss(w, data) for w in ends)


def worst_by_best(width: int) -> float:
    """How many times the lowest of these losses the highest is."""
    return max(last_losses(width)) / min(last_losses(width))
