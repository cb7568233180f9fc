"""Training: every learner from the same first weights, and what became of each."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

import optim
from core.parts import Values
from core.sentences import N_, Sentence, sentence
from landscapes.networks import LastLayer, Mlp, Regularisation, digits
from ui.kit.cache import shared_cache
from ui.network.study import Study
from ui.scene.racer import Racer
from ui.scene.run_race import title

FRAMES = 100
"""Weights are kept so often at most, beside the first."""
KEPT = 1_000_000
"""Numbers in all the weights kept of one training (8 MB)."""
KINDS, OTHERS, EARLIER = 5, 400, 300
"""Of transfer: what was read before the last layer learns, from how many digits, and steps."""
LOST = 10.0
"""A run whose loss grew to so many times the first one plays no part in the choice of a plane."""


@dataclass(frozen=True, eq=False)
class Trained:
    """One learner's training, with what holds at the snapshots (k,) of its weights."""

    mlp: Mlp
    run: optim.Training
    loss: np.ndarray
    """Over all digits to train on, with the penalty and without dropout."""
    train: tuple[float, float]
    """Loss without the penalty, and share of right answers, at the end."""
    test: tuple[float, float]

    @cached_property
    def lost(self) -> bool:
        """Whether it diverged or is on the way there."""
        end, first = self.loss[-1], self.loss[0]
        return self.run.status == "diverged" or not end <= LOST * first

    @cached_property
    def far(self) -> np.ndarray:
        """How far the weights are from the first ones (k,)."""
        far: np.ndarray = np.linalg.norm(self.run.ws - self.run.ws[0], axis=1)
        return far


@dataclass(frozen=True, eq=False)
class Runner:
    """One learner in a study, and its training."""

    index: int
    label: str
    optimizer: optim.Optimizer
    batch: int
    asked: int
    """Steps."""
    name: Sentence
    """As people read it: with the size of its batches, where these differ."""
    trained: Trained


def runners(study: Study) -> tuple[Runner, ...]:
    """All learners, trained; kept for all sessions."""
    frames = max(1, min(FRAMES, KEPT // study.mlp().size))
    longest = max((study.steps_of(learner) for learner in study.race), default=1)
    keep = -(-longest // frames)  # the same for all, so that they play side by side
    mixed = len({study.batch_of(learner) for learner in study.race}) > 1
    found = []
    for k, (label, learner) in enumerate(zip(study.labels(), study.race, strict=True)):
        batch, steps = study.batch_of(learner), study.steps_of(learner)
        trained = _trained(
            study.mlp(),
            study.samples,
            Racer(learner.slug, learner.knobs),
            batch,
            steps,
            study.regularisation(),
            study.stays(),
            study.schedule,
            study.schedule_knobs,
            study.seed,
            keep,
        )
        name = N_(title(label))
        if mixed:
            name = sentence("{method}, batch {n}", method=name, n=batch)
        found.append(Runner(k, label, learner.build(), batch, steps, name, trained))
    return tuple(found)


def first_weights(mlp: Mlp, seed: int, stays: str) -> np.ndarray:
    """What training begins with: as drawn, or with layers before the last from another training."""
    w = mlp.initial(seed)
    if stays != "learned":
        return w
    last = LastLayer(mlp, _learned(mlp, seed))
    whole: np.ndarray = last.whole(last.part(w)[None])[0]
    return whole


@shared_cache(maxsize=16, heavy=True)
def _learned(mlp: Mlp, seed: int) -> np.ndarray:
    """Weights that read the digits 0 to `KINDS` - 1 among the last `OTHERS` of all."""
    others = digits("train")
    few = np.arange(len(others) - OTHERS, len(others))
    data = others.part(few[others.labels[few] < KINDS])
    adam, w = optim.get("adam", learning_rate=0.01), mlp.initial(seed)
    return optim.train(
        mlp.problem(data), adam, w, EARLIER, len(data), 32, seed=seed, keep=EARLIER
    ).w


@shared_cache(maxsize=16, heavy=True)
def _trained(
    mlp: Mlp,
    samples: int,
    racer: Racer,
    batch: int,
    steps: int,
    added: Regularisation,
    stays: str,
    schedule: str,
    values: Values,
    seed: int,
    keep: int,
) -> Trained:
    data, w = digits("train", samples), first_weights(mlp, seed, stays)
    last, problem = LastLayer(mlp, w), added.problem(mlp, data)
    driven = (
        None
        if optim.schedules.CLASSES[schedule].steady
        else optim.schedules.get(schedule, **dict(values))
    )
    run = optim.train(
        last.problem(problem) if stays else problem,
        racer.build(),
        last.part(w) if stays else w,
        steps,
        samples,
        batch,
        driven,
        seed,
        keep,
    )
    if stays:
        run = replace(run, ws=last.whole(run.ws))
    loss = np.array([mlp.loss(w, data, added.weight_decay) for w in run.ws])
    with np.errstate(all="ignore"):
        net, end = mlp.in_use(run.w, data)
        ends = [(net.loss(end, part), net.accuracy(end, part)) for part in (data, digits("test"))]
    return Trained(mlp, run, loss, *ends)
