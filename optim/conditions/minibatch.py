"""Mini-batches: each step sees the loss over a few samples, drawn as training loops draw them.

Samples are shuffled, cut into batches of equal size and used in that order, then shuffled again:
every epoch is without replacement. What is left over at the end of an epoch, fewer than a batch, is
dropped, as PyTorch's `DataLoader(shuffle=True, drop_last=True)` does; the next shuffle may bring
those in. A batch's loss counts as one evaluation, like the full one, so that counts tell steps
apart, not work: the work is `epochs`.
"""

from dataclasses import dataclass

import numpy as np

from optim.problem import Differentiable, Problem, as_problem


def order(samples: int, size: int, steps: int, seed: int) -> np.ndarray:
    """Indices of the samples that each step sees, of shape (steps, size), int64.

    The first rows do not depend on `steps`. With size >= samples every row is 0, 1, ... . The
    stream is apart from those of gradient noise and of stochastic methods with the same seed.
    ValueError unless there are samples and the size is at least 1.
    """
    if samples < 1 or size < 1:
        raise ValueError("Mini-batches need at least one sample each.")
    if size >= samples:
        return np.tile(np.arange(samples), (steps, 1))
    rng = np.random.default_rng((seed, 2))
    rows = samples // size
    shuffles = [rng.permutation(samples)[: rows * size] for _ in range(-(-steps // rows))]
    joined = np.array(shuffles, np.int64).reshape(-1, size)
    return joined[:steps]


def epochs(samples: int, size: int, steps: int) -> float:
    """How many times as many samples as there are some steps have seen."""
    return steps * min(size, samples) / samples


def size_of(problem: Problem, batch: int | None) -> int | None:
    """The size of a batch, None for all samples. ValueError where it makes no sense."""
    if batch is None:
        return None
    if not (isinstance(batch, int | float | np.integer) and batch >= 1 and batch == int(batch)):
        raise ValueError("A batch must be a whole number of samples, 1 or more.")
    if problem.samples < 1:
        raise ValueError("Only a loss that is a mean over samples has mini-batches.")
    return None if batch >= problem.samples else int(batch)


@dataclass(frozen=True, eq=False)
class Batches:
    """The samples of each step of a run, for the plan."""

    problem: Problem
    """With `part(indices)`."""
    rows: np.ndarray

    def floats(self, t: int) -> Differentiable:
        """The loss that step `t` sees, for floats."""
        return as_problem(self.problem.part(self.rows[t])).floats

    def arrays(self, t: int) -> Differentiable:
        """The same for arrays."""
        return as_problem(self.problem.part(self.rows[t])).arrays

    @classmethod
    def make(cls, problem: Problem, batch: int | None, steps: int, seed: int) -> "Batches | None":
        """One row for each step and one for the last point; None where every step sees all."""
        size = size_of(problem, batch)
        if size is None:
            return None
        return cls(problem, order(problem.samples, size, steps + 1, seed))
