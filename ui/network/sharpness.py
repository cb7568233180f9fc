"""“Sharp against flat”: the loss between the ends of two runs, and around each, measured."""

from dataclasses import dataclass, replace

import numpy as np

from landscapes.networks import Between, Mlp, digits, interpolate, rays
from ui.kit.cache import shared_cache
from ui.network.study import NUMBERS, Study
from ui.network.training import Runner, Trained, runners

BETWEEN = np.linspace(-0.5, 1.5, 61)
AROUND = np.linspace(-1.0, 1.0, 21)
HALF = 0.5
"""How far out, in units of each filter's own length, sharpness is measured."""
SEEDS = 5
"""How many trainings are compared at most."""


@dataclass(frozen=True, eq=False)
class Sharp:
    """Two networks: what lies between them, and around each."""

    between: Between
    accuracy: tuple[np.ndarray, np.ndarray]
    """In training and in test, at the places between."""
    rays: tuple[np.ndarray, np.ndarray]
    """The losses (rays, k) at `AROUND` along filter-normalised directions, of each network."""

    def around(self, which: int) -> np.ndarray:
        """The mean (k,) over the directions."""
        mean: np.ndarray = self.rays[which].mean(axis=0)
        return mean

    def rises(self, which: int) -> np.ndarray:
        """How much the loss rises `HALF` away, the mean of both ways, along each ray."""
        return rises(self.rays[which])

    def rise(self, which: int) -> float:
        """The sharpness of a network: the mean of the rises."""
        return float(self.rises(which).mean())


@dataclass(frozen=True, eq=False)
class Seeded:
    """The rises (rays,) around both networks as trained from another seed."""

    seed: int
    rises: tuple[np.ndarray, np.ndarray]

    @property
    def ratio(self) -> float:
        """How many times as sharp the second is as the first, in the mean."""
        return float(self.rises[1].mean() / self.rises[0].mean())


def rises(losses: np.ndarray) -> np.ndarray:
    """How much the losses (rays, k) at `AROUND` rise `HALF` away, the mean of both ways."""
    left, right = (int(np.argmin(np.abs(AROUND - at))) for at in (-HALF, HALF))
    middle = len(AROUND) // 2
    found: np.ndarray = (losses[:, left] + losses[:, right]) / 2 - losses[:, middle]
    return found


def over_seeds(study: Study) -> tuple[Seeded, ...]:
    """The same two trained from `SEEDS` seeds, from the study's own on; none that diverged."""
    last = int(NUMBERS["seed"].hi)
    seeds = range(min(study.seed, last - SEEDS + 1), min(study.seed, last - SEEDS + 1) + SEEDS)
    return tuple(found for seed in seeds if (found := _of_seed(replace(study, seed=seed))))


def _of_seed(study: Study) -> Seeded | None:
    found = sharp(study)
    return Seeded(study.seed, (found.rises(0), found.rises(1))) if found else None


def sharp(study: Study) -> Sharp | None:
    """Of the first two learners that did not diverge; None where there are no two."""
    two = pair(study)
    return _sharp(study.mlp(), two[0].trained, two[1].trained, study.samples) if two else None


def pair(study: Study) -> tuple[Runner, Runner] | None:
    """The first two learners that did not diverge."""
    good = [runner for runner in runners(study) if not runner.trained.lost]
    return (good[0], good[1]) if len(good) > 1 else None


@shared_cache(maxsize=6, heavy=True)
def _sharp(mlp: Mlp, one: Trained, two: Trained, samples: int) -> Sharp:
    train, test = digits("train", samples), digits("test")
    a, b = one.run.w, two.run.w
    between = interpolate(mlp, a, b, train, test, BETWEEN)
    ways = [mlp.in_use(a + t * (b - a), train) for t in BETWEEN.tolist()]
    right = [np.array([net.accuracy(w, data) for net, w in ways]) for data in (train, test)]
    near = [rays(mlp, w, train, AROUND) for w in (a, b)]
    return Sharp(between, (right[0], right[1]), (near[0], near[1]))
