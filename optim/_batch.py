"""Many runs at once: a grid of starts for a basin map, a grid of knobs for a sweep."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from optim._base import Optimizer, Problem
from optim._crowd import STATUSES, Crowd
from optim._lockstep import Lockstep
from optim._plan import Plan, check_limits, is_partial
from optim._run import minimize
from optim.differences import Differences
from optim.noise import Gaussian
from optim.schedules import Schedule

TILE = 32768
"""Points in a task at most: a tenth of a second's work, so that a map can be called off."""
TILES = 8
"""Parts a map is cut into at least, if that leaves `SMALL` points in each."""
SMALL = 2048
SLOW = 64
"""Points in a task of a method whose runs are made one by one."""


@dataclass(frozen=True)
class Endpoints:
    """Where many runs ended: arrays of the broadcast shape of the starts and knobs."""

    x: np.ndarray
    y: np.ndarray
    fun: np.ndarray
    steps: np.ndarray
    code: np.ndarray
    """The status as an index into `STATUSES`: a byte a run."""

    @property
    def status(self) -> np.ndarray:
        """Strings, as `Trajectory.status`; made anew each time, 60 bytes a run."""
        return np.asarray(np.array(STATUSES)[self.code])


def minimize_many(
    problem: Problem,
    optimizer: Optimizer,
    x0: Any,
    y0: Any,
    max_steps: int = 500,
    gtol: float = 1e-4,
    map: Callable[..., Iterable[Any]] = map,
    schedule: Schedule | str | None = None,
    noise: Gaussian | float | None = None,
    seed: int = 0,
    gradient: Differences | str | None = None,
    max_evaluations: int | None = None,
) -> Endpoints:
    """Run an optimizer from every start, and for every value of knobs that are arrays.

    Starts and knobs broadcast against each other; each run equals `minimize` to the last bit
    (with noise, every run sees the same draw). Methods that are not `batched` run one by one, which
    is slow. `map` may be any executor's: tasks are independent and picklable, and the results are
    taken in order, as they come.
    """
    check_limits(max_steps, gtol, max_evaluations)
    swept = {
        name: np.asarray(value, np.float64)
        for name in optimizer.knobs
        if np.ndim(value := getattr(optimizer, name)) > 0
    }
    x, y, *columns = np.broadcast_arrays(
        np.asarray(x0, np.float64), np.asarray(y0, np.float64), *swept.values()
    )
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("Every start must be finite.")
    rest = (max_steps, max_evaluations, schedule, noise, seed, gradient)
    plan = Plan.make(optimizer, *rest) if optimizer.batched else rest
    work = _descend if optimizer.batched else _one_by_one
    flat_x, flat_y, flat = x.ravel(), y.ravel(), [c.ravel() for c in columns]
    cuts = _cuts(x.size, optimizer.batched)
    tasks = []
    for cut in cuts:
        knobs = {name: c[cut] for name, c in zip(swept, flat, strict=True)}
        tasks.append((problem, _with(optimizer, knobs), flat_x[cut], flat_y[cut], gtol, plan))
    ends = _collected(zip(cuts, map(work, tasks), strict=True), x.size)
    return Endpoints(*(values.reshape(x.shape) for values in ends))


def _collected(parts: Iterable[tuple[slice, Any]], size: int) -> list[np.ndarray]:
    """The parts of a map put together as they come."""
    ends = _room(size)
    for cut, part in parts:
        for whole, piece in zip(ends, part, strict=True):
            whole[cut] = piece
    return ends


def _cuts(size: int, batched: bool) -> list[slice]:
    """The parts of a map that are worked on apart."""
    each = min(TILE, max(SMALL, -(-size // TILES))) if batched else min(TILE, SLOW)
    return [slice(lo, lo + each) for lo in range(0, size, each)]


def _room(size: int) -> list[np.ndarray]:
    """Arrays for x, y, f, steps and status of some points."""
    return [*(np.empty(size) for _ in range(3)), np.empty(size, np.int32), np.empty(size, np.int8)]


def _with(optimizer: Optimizer, values: dict[str, Any]) -> Optimizer:
    """A copy with some knobs replaced, unchecked: the values were checked when it was made."""
    made = copy.copy(optimizer)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def _descend(task: tuple[Problem, Optimizer, np.ndarray, np.ndarray, float, Plan]) -> Any:
    """One task: its points step together; those that ended are retired."""
    problem, optimizer, x, y, gtol, plan = task
    step = Lockstep(problem, optimizer, plan)
    crowd = Crowd(step, plan, gtol * gtol if gtol > 0 else -1.0, is_partial(problem))
    with np.errstate(all="ignore"):
        return crowd.run(x, y, {name: getattr(optimizer, name) for name in step.swept})


def _one_by_one(task: tuple[Problem, Optimizer, np.ndarray, np.ndarray, float, Any]) -> Any:
    """One task of a method that cannot step many points together."""
    problem, optimizer, x0, y0, gtol, (max_steps, max_evaluations, *rest) = task
    names = ("schedule", "noise", "seed", "gradient")
    options = dict(zip(names, rest, strict=True), max_evaluations=max_evaluations)
    swept = {n: getattr(optimizer, n) for n in optimizer.knobs}
    swept = {n: values for n, values in swept.items() if np.ndim(values)}
    out = _room(x0.size)
    for i, start in enumerate(zip(x0.tolist(), y0.tolist(), strict=True)):
        single = _with(optimizer, {n: float(values[i]) for n, values in swept.items()})
        run = minimize(problem, single, start, max_steps, gtol, **options)
        row = (run.x[-1], run.y[-1], run.fun[-1], run.steps, STATUSES.index(run.status))
        for values, value in zip(out, row, strict=True):
            values[i] = value
    return out
