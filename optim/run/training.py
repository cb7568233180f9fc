"""Training in many dimensions: an element-wise rule, unchanged, on a whole vector of weights."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.sentences import sentence
from optim.base import Elementwise, Optimizer, State
from optim.conditions.conditions import Conditions
from optim.conditions.minibatch import order
from optim.conditions.schedules import Schedule
from optim.run.plan import adjustable, check_single
from optim.status import Status, within_limits

LossAndGrad = Callable[
    [np.ndarray, np.ndarray | None, np.random.Generator], tuple[float, np.ndarray]
]
MOST_KEPT = 32_000_000
"""Numbers in all snapshots together (256 MB)."""


@dataclass(frozen=True, eq=False)
class Training:
    """A training run: n steps taken, with snapshots of its weights."""

    ws: np.ndarray
    """Snapshots of the weights (k, size): the first is the start, the last the end."""
    at: np.ndarray
    """After how many steps each was taken, (k,)."""
    losses: np.ndarray
    """The loss that each step saw (of its batch, with dropout), (n,); where the run diverged, one
    more: that of the step which was not taken."""
    status: Status
    """"max_steps" or "diverged": no Hessian is at hand in so many dimensions, so that nothing is
    said of minima and saddles."""
    message: str

    @property
    def w(self) -> np.ndarray:
        """The weights at the end."""
        end: np.ndarray = self.ws[-1]
        return end

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return int(self.at[-1])


def train(
    loss_and_grad: LossAndGrad,
    optimizer: Optimizer,
    w: np.ndarray,
    steps: int,
    samples: int = 0,
    batch: int | None = None,
    schedule: Schedule | str | None = None,
    seed: int = 0,
    keep: int = 10,
) -> Training:
    """Take `steps` steps from the weights `w` (size,), keeping a snapshot every `keep` steps.

    `loss_and_grad(w, indices, rng)` is the loss over the samples `indices` and its gradient;
    `indices` is None for all samples: where `batch` is None or not below `samples`. Otherwise
    they are those of `optim.minibatch.order`: shuffled epochs. `rng` is for what is random in the
    loss (dropout). Everything random comes from `seed`.

    A run stops as diverged before the first step whose loss, gradient or result is not finite or
    beyond 1e12, and keeps the weights before it. Raises ValueError for a method that is not
    element-wise: one that couples coordinates is written for two.
    """
    if not isinstance(optimizer, Elementwise):
        raise ValueError(f"{optimizer.title} couples the coordinates; train takes rules for one.")
    check_single(optimizer)
    _check(w, steps, keep)
    conditions = Conditions.of(schedule=schedule, seed=seed, batch=batch)
    factors = None
    if conditions.schedule is not None:
        factors = [conditions.schedule.factor(t, steps) for t in range(steps)]
    rows = _batches(samples, steps, conditions)
    rng, w = np.random.default_rng((seed, 3)), np.array(w, np.float64)
    with np.errstate(all="ignore"):
        return _walk(loss_and_grad, optimizer, w, _Planned(steps, factors, rows, rng, keep))


@dataclass(frozen=True, eq=False)
class _Planned:
    """What is settled before the first step; more steps than `Conditions` allow a run are fine."""

    steps: int
    factors: list[float] | None
    rows: np.ndarray | None
    rng: np.random.Generator
    keep: int


def _walk(
    loss_and_grad: LossAndGrad,
    optimizer: Elementwise,
    w: np.ndarray,
    planned: _Planned,
) -> Training:
    """Step after step, until the last one or one that is not finite."""
    steps, factors, rows = planned.steps, planned.factors, planned.rows
    rule, base = adjustable(optimizer, factors)
    state: State = optimizer.coordinate()
    ws, at, losses, gone = [w], [0], list[float](), ""
    for t in range(steps):
        loss, g = loss_and_grad(w, None if rows is None else rows[t], planned.rng)
        if factors is not None:
            object.__setattr__(rule, "learning_rate", base * factors[t])
        move, state = rule.rule(g, state, w)
        moved = w - move
        losses.append(loss)
        if not within_limits(loss, g, moved):
            gone = sentence(
                "Diverged in step {step}: loss, gradient or weights are too large to go on.",
                step=t + 1,
            )
            break
        w = moved
        if (t + 1) % planned.keep == 0 or t + 1 == steps:
            ws.append(w)
            at.append(t + 1)
    return _finish(ws, at, losses, w, gone)


def _finish(
    ws: list[np.ndarray], at: list[int], losses: list[float], w: np.ndarray, gone: str
) -> Training:
    taken = len(losses) - bool(gone)
    if at[-1] != taken:
        ws.append(w)
        at.append(taken)
    message = gone or sentence("Took all {taken} steps.", taken=taken)
    status = Status.DIVERGED if gone else Status.MAX_STEPS
    return Training(np.array(ws), np.array(at), np.array(losses), status, message)


def _check(w: np.ndarray, steps: int, keep: int) -> None:
    """ValueError for counts that make no sense, or more snapshots than fit."""
    if np.ndim(w) != 1 or not np.isfinite(w).all():
        raise ValueError("train starts from one finite vector of weights.")
    if steps < 0 or keep < 1:
        raise ValueError("train: steps is 0 or more and keep is 1 or more.")
    if (steps // keep + 2) * len(w) > MOST_KEPT:
        raise ValueError("train: so many snapshots do not fit; keep one every more steps.")


def _batches(samples: int, steps: int, conditions: Conditions) -> np.ndarray | None:
    """The samples of each step, (steps, batch); None where all are used."""
    if conditions.batch is None or conditions.batch >= samples:
        return None
    return order(samples, conditions.batch, steps, conditions.seed)
