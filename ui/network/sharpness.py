"""“Sharp against flat”: the loss between the ends of two runs, and around each, measured."""

from dataclasses import dataclass

import numpy as np

from landscapes.networks import Between, Mlp, digits, interpolate, rays
from ui.kit.cache import shared_cache
from ui.network.study import Study
from ui.network.training import Runner, Trained, runners

BETWEEN = np.linspace(-0.5, 1.5, 61)
AROUND = np.linspace(-1.0, 1.0, 21)
HALF = 0.5
"""How far out, in units of each filter's own length, sharpness is measured."""


@dataclass(frozen=True, eq=False)
class Sharp:
    """Two networks: what lies between them, and around each."""

    between: Between
    accuracy: tuple[np.ndarray, np.ndarray]
    """In training and in test, at the places between."""
    around: tuple[np.ndarray, np.ndarray]
    """The mean loss (k,) at `AROUND` along filter-normalised directions, of each network."""

    def rise(self, which: int) -> float:
        """The sharpness of a network: how much the loss rises `HALF` away, both ways."""
        loss = self.around[which]
        far = [float(np.interp(at, AROUND, loss)) for at in (-HALF, HALF)]
        return float(np.mean(far) - np.interp(0.0, AROUND, loss))


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
    ways = [a + t * (b - a) for t in BETWEEN.tolist()]
    right = [np.array([mlp.accuracy(w, data) for w in ways]) for data in (train, test)]
    near = [rays(mlp, w, train, AROUND).mean(axis=0) for w in (a, b)]
    return Sharp(between, (right[0], right[1]), (near[0], near[1]))
