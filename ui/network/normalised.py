"""A network with batch normalisation beside the same one without: rates it bears, and its slice."""

from dataclasses import dataclass, replace

import numpy as np

import optim
from landscapes.networks import Mlp, digits, rays, sharpest
from ui.kit import heavy_work
from ui.kit.cache import shared_cache
from ui.network.sharpness import AROUND
from ui.network.study import Study
from ui.network.training import runners

RATES = 10.0 * 2.0 ** np.arange(-8, 1)
"""Learning rates of gradient descent that are tried; 10 is the largest there is."""
LEARNED = 0.5
STEPS, SECONDS = 60, 1.0
"""Steps with each of them: fewer where all would take longer than so many seconds."""


@dataclass(frozen=True, eq=False)
class Borne:
    """What a network bears: gradient descent over all digits, from the first weights."""

    curvature: float
    """The largest at the first weights."""
    first: float
    """The loss there."""
    losses: np.ndarray
    """The last ones, for each of `RATES`; inf where the run diverged."""

    @property
    def limit(self) -> float:
        """The learning rate above which the first weights' own parabola makes it diverge."""
        return 2 / self.curvature if self.curvature > 0 else np.inf

    @property
    def largest(self) -> float:
        """The largest rate that learned: the last loss is below `LEARNED` of the first; 0: none."""
        good = np.flatnonzero(self.losses < LEARNED * self.first)
        return float(RATES[good[-1]]) if good.size else 0.0


def pair_of(study: Study) -> tuple[Study, Study]:
    """The same without normalisation and with it."""
    return replace(study, norm="off"), replace(study, norm="on")


def steps_of(study: Study) -> int:
    """How many steps each run of both takes."""
    step = sum(each.step_seconds(each.samples) for each in pair_of(study))
    return max(5, min(STEPS, int(SECONDS / (len(RATES) * step))))


def borne(study: Study) -> tuple[Borne, Borne]:
    """Of the network without normalisation and with it."""
    plain, normed = (
        _borne(each.mlp(), each.samples, each.weight_decay, each.seed, steps_of(study))
        for each in pair_of(study)
    )
    return plain, normed


@shared_cache(maxsize=16, heavy=True)
def _borne(mlp: Mlp, samples: int, weight_decay: float, seed: int, steps: int) -> Borne:
    data, w = digits("train", samples), mlp.initial(seed)
    problem, losses = mlp.problem(data, weight_decay), []
    for rate in RATES.tolist():
        run = optim.train(problem, optim.get("gd", learning_rate=rate), w, steps, keep=steps)
        last = mlp.loss(run.w, data, weight_decay)
        losses.append(np.inf if run.status == "diverged" else last)
        heavy_work.pause()
    curvature = sharpest(mlp, w, data, weight_decay)
    return Borne(curvature, mlp.loss(w, data, weight_decay), np.array(losses))


def slices(study: Study) -> tuple[np.ndarray, np.ndarray] | None:
    """The losses (rays, k) around where the learner looked at ends, without and with.

    None where one of both diverged.
    """
    k = study.labels().index(study.focused())
    found = []
    for each in pair_of(replace(study, race=(study.race[k],), focus="")):
        (runner,) = runners(each)
        if runner.trained.lost:
            return None
        found.append(_around(each.mlp(), study.samples, runner.trained.run.w.tobytes()))
    return found[0], found[1]


@shared_cache(maxsize=16, heavy=True)
def _around(mlp: Mlp, samples: int, w: bytes) -> np.ndarray:
    return rays(mlp, np.frombuffer(w), digits("train", samples), AROUND)
