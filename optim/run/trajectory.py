"""The result of a run: every point, what it cost, and why it ended."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from optim.base import Elementwise, Optimizer, State
from optim.conditions.minibatch import Batches
from optim.status import Status


@dataclass(frozen=True)
class Log:
    """What the engine kept of a run beside its points; the record is made from it on demand."""

    optimizer: Optimizer
    states: tuple[list[State], ...]
    """Of a rule, the states of x and the states of y; else one list."""
    rates: list[float]
    noise: list[tuple[float, float]] | None
    trials: list[tuple[int, float, float]]
    batches: Batches | None = None
    seen: list[tuple[float, float]] = field(default_factory=list)
    """With mini-batches: the gradient of the batch that each step saw."""

    def cut(self, n: int) -> "Log":
        """The log of the first `n` points."""
        if n == len(self.states[0]):
            return self
        trials = [trial for trial in self.trials if trial[0] < n - 1]
        return replace(self, states=tuple(states[:n] for states in self.states), trials=trials)


@dataclass(frozen=True)
class Trajectory:
    """One run. Arrays have n + 1 entries for n steps; entry 0 is the start.

    `nfev`, `njev` and `nhev` count, up to each point, the evaluations the *method* asked for:
    values recorded only for the picture cost nothing. The gradient at a point counts when the run
    is at that point, so plain gradient descent has `njev = 1, 2, 3, ...`.
    """

    x: np.ndarray
    y: np.ndarray
    fun: np.ndarray
    grad_x: np.ndarray
    grad_y: np.ndarray
    nfev: np.ndarray
    njev: np.ndarray
    nhev: np.ndarray
    status: Status
    """Why it ended, see `Status`: converged, saddle, maximum, max_steps, diverged, ..."""
    message: str
    """One sentence for people: why the run ended, when and where."""
    _log: Log = field(repr=False)
    outcome: str = ""
    """What came of it: the status, or instead of "converged" that it is in a poorer minimum; see
    `optim.OUTCOMES`."""
    above: float = np.nan
    """How much higher it ended than the lowest known minimum; `nan` where none is known."""

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self.x) - 1

    @property
    def optimizer(self) -> Optimizer:
        """The method that took the steps."""
        return self._log.optimizer

    @property
    def is_plain(self) -> bool:
        """Whether steps met neither a schedule nor noise nor mini-batches."""
        log = self._log
        return not log.rates and log.noise is None and log.batches is None

    @property
    def cost(self) -> np.ndarray:
        """Evaluations up to each point: losses, gradients and Hessians together."""
        return np.asarray(self.nfev + self.njev + self.nhev)

    @property
    def trials(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Points that steps asked about but the run does not start them from: step, x, y.

        The trial points of a line search, the vertices of a simplex, the draws of a random search.
        """
        step, x, y = np.array(self._log.trials, np.float64).reshape(-1, 3).T
        return step.astype(np.int64), x, y

    @property
    def batches(self) -> np.ndarray | None:
        """The samples that each step saw, (steps, size); None where each saw them all."""
        return None if self._log.batches is None else self._log.batches.rows[: self.steps]

    @cached_property
    def record(self) -> dict[str, np.ndarray]:
        """Internals by name (velocity_x, nu_hat_y, learning_rate, ...), entry k after k steps.

        What the k-th step saw is g_x, g_y and, of a mini-batch, batch_fun: its loss where the step
        began.
        """
        with np.errstate(all="ignore"):
            made = _internals(self._log)
        made["step_x"] = np.diff(self.x, prepend=self.x[0])
        made["step_y"] = np.diff(self.y, prepend=self.y[0])
        n = len(self.x)
        made |= self._seen() | self._batch_losses()
        if self._log.noise is not None:
            drawn = np.array([(0.0, 0.0), *self._log.noise[: n - 1]])
            made["noise_x"], made["noise_y"] = drawn.T
        if self._log.optimizer.takes_rate():
            rates = self._log.rates or [self._log.optimizer.base_rate] * n
            made["learning_rate"] = np.array(rates[:1] + rates, np.float64)[:n]
        return made

    def _seen(self) -> dict[str, np.ndarray]:
        """The gradient, noise and all, that the step to each point saw; `nan` at the start."""
        if self._log.optimizer.gradient_free:
            return {}
        seen = np.full((2, len(self.x)), np.nan)
        seen[:, 1:] = self.grad_x[:-1], self.grad_y[:-1]
        if self._log.seen:
            seen[:, 1:] = np.array(self._log.seen[: self.steps]).reshape(-1, 2).T
        if self._log.noise is not None:
            seen[:, 1:] += np.array(self._log.noise[: self.steps]).reshape(-1, 2).T
        return {"g_x": seen[0], "g_y": seen[1]}

    def _batch_losses(self) -> dict[str, np.ndarray]:
        """The loss of each step's mini-batch where the step began; `nan` at the start."""
        batches = self._log.batches
        if batches is None:
            return {}
        points = zip(self.x[:-1].tolist(), self.y[:-1].tolist(), strict=True)
        with np.errstate(all="ignore"):
            losses = [batches.floats(t).fun(x, y) for t, (x, y) in enumerate(points)]
        return {"batch_fun": np.array([np.nan, *losses])}


def _internals(log: Log) -> dict[str, np.ndarray]:
    """The optimizer's own state, each entry as an array over the run."""
    if not isinstance(log.optimizer, Elementwise):
        return {name: np.array(c) for name, c in log.optimizer.recorded(log.states[0]).items()}
    made: dict[str, np.ndarray] = {}
    for suffix, of_one in zip("xy", log.states, strict=True):
        columns = zip(*of_one, strict=True)
        one = {n: np.array(c) for n, c in zip(log.optimizer.state_names, columns, strict=False)}
        one |= log.optimizer.derived(one)
        made |= {f"{name}_{suffix}": values for name, values in one.items()}
    return made
