"""Many runs at once: a grid of starts for a basin map, a grid of knobs for a sweep."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from optim._base import Optimizer, Problem
from optim._plan import FAR, Plan, adjustable, check_limits, is_partial
from optim._run import minimize
from optim.differences import Differences
from optim.noise import Gaussian
from optim.schedules import Schedule

TILE = 8192
"""Points in a tile: 64 KiB an array, so that a tile's arrays stay in the second-level cache."""


@dataclass(frozen=True)
class Endpoints:
    """Where many runs ended: arrays of the broadcast shape of the starts and knobs."""

    x: np.ndarray
    y: np.ndarray
    fun: np.ndarray
    steps: np.ndarray
    status: np.ndarray
    """Strings, as `Trajectory.status`."""


_STATUSES = ("max_steps", "converged", "diverged", "left_domain", "max_evaluations", "stalled")


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
    is slow. `map` may be any executor's: tiles are independent and picklable.
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
    tasks = []
    for lo in range(0, max(x.size, 1), TILE):
        cut = slice(lo, lo + TILE)
        knobs = {name: c[cut] for name, c in zip(swept, flat, strict=True)}
        tasks.append((problem, _with(optimizer, knobs), flat_x[cut], flat_y[cut], gtol, plan))
    parts = zip(*map(work, tasks), strict=True)
    end_x, end_y, fun, steps, code = (np.concatenate(part).reshape(x.shape) for part in parts)
    return Endpoints(end_x, end_y, fun, steps, np.array(_STATUSES)[code])


def _with(optimizer: Optimizer, values: dict[str, Any]) -> Optimizer:
    """A copy with some knobs replaced, unchecked: the values were checked when it was made."""
    made = copy.copy(optimizer)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def _descend(task: tuple[Problem, Optimizer, np.ndarray, np.ndarray, float, Plan]) -> Any:
    """One tile: all its points step together; those that ended are retired."""
    problem, optimizer, x0, y0, gtol, plan = task
    tile = _Tile(problem, optimizer, x0, y0, gtol, plan)
    with np.errstate(all="ignore"):
        for t in range(plan.max_steps + 1):
            gx, gy = tile.look(t)
            if t == plan.max_steps or not tile.live.any():
                break
            tile.advance(t, gx, gy)
    last = _STATUSES.index("max_steps" if plan.max_evaluations is None else "max_evaluations")
    tile.retire(np.ones(tile.x.shape, bool), t, np.full(tile.x.shape, last))
    return tile.out


def _one_by_one(task: tuple[Problem, Optimizer, np.ndarray, np.ndarray, float, Any]) -> Any:
    """One tile of a method that cannot step many points together."""
    problem, optimizer, x0, y0, gtol, (max_steps, max_evaluations, *rest) = task
    names = ("schedule", "noise", "seed", "gradient")
    options = dict(zip(names, rest, strict=True), max_evaluations=max_evaluations)
    swept = {n: getattr(optimizer, n) for n in optimizer.knobs}
    swept = {n: values for n, values in swept.items() if np.ndim(values)}
    out = [np.empty(x0.size) for _ in range(3)]
    out += [np.empty(x0.size, np.int32), np.empty(x0.size, np.int8)]
    for i, start in enumerate(zip(x0.tolist(), y0.tolist(), strict=True)):
        single = _with(optimizer, {n: float(values[i]) for n, values in swept.items()})
        run = minimize(problem, single, start, max_steps, gtol, **options)
        code = _STATUSES.index(run.status)
        row = (run.x[-1], run.y[-1], run.fun[-1], run.steps, code)
        for values, value in zip(out, row, strict=True):
            values[i] = value
    return out


class _Tile:
    """The points of a tile that still run, and what became of the others."""

    def __init__(
        self, problem: Problem, optimizer: Optimizer, x: Any, y: Any, gtol: float, plan: Plan
    ) -> None:
        arrays: Problem = getattr(problem, "arrays", problem)
        self.problem = plan.differences.of(arrays) if plan.differences else arrays
        self.partial = is_partial(problem)
        self.optimizer, self.base = adjustable(copy.copy(optimizer), plan.factors)
        self.plan, self.flat = plan, gtol * gtol if gtol > 0 else -1.0
        self.x, self.y, self.state = x, y, optimizer.initial()
        self.where = np.arange(x.size)
        self.live = np.ones(x.size, bool)
        self.f = np.empty(x.size)
        self.out = [np.empty(x.size) for _ in range(3)]
        self.out += [np.empty(x.size, np.int32), np.zeros(x.size, np.int8)]

    def look(self, t: int) -> tuple[Any, Any]:
        """Evaluate, retire what ended here, and return the gradient of what is left."""
        self.f = self.problem.fun(self.x, self.y)
        gx, gy = self.problem.grad(self.x, self.y)
        norm2 = gx * gx + gy * gy
        reach = (np.abs(self.x) <= FAR) & (np.abs(self.y) <= FAR)
        bad = ~(reach & (np.abs(self.f) <= FAR)) | np.isnan(norm2)
        ended = (bad | (norm2 <= self.flat)) & self.live
        if not ended.any():
            return gx, gy
        code = np.where(bad, 2, 1)
        code[bad & reach & np.isnan(self.f) & self.partial] = 3
        self.retire(ended, t, code)
        if np.count_nonzero(self.live) > 0.85 * self.live.size:
            return gx, gy
        keep = self.live
        self._compact(keep)
        return gx[keep], gy[keep]

    def advance(self, t: int, gx: Any, gy: Any) -> None:
        """Every remaining point takes step `t`."""
        if self.plan.factors is not None:
            object.__setattr__(self.optimizer, "learning_rate", self.base * self.plan.factors[t])
        if self.plan.noise is not None:
            noise_x, noise_y = self.plan.noise[t]
            gx, gy = gx + noise_x, gy + noise_y
        self.x, self.y, self.state = self.optimizer.step(
            self.x, self.y, gx, gy, self.state, self.problem
        )

    def retire(self, ended: np.ndarray, t: int, code: np.ndarray) -> None:
        """Write down the points marked `ended` that still ran."""
        ended = ended & self.live
        at = self.where[ended]
        for out, values in zip(self.out[:3], (self.x, self.y, self.f), strict=True):
            out[at] = values[ended]
        self.out[3][at] = t
        self.out[4][at] = code[ended]
        self.live = self.live & ~ended

    def _compact(self, keep: np.ndarray) -> None:
        """Drop the retired points from every array."""

        def cut(value: Any) -> Any:
            if isinstance(value, tuple):
                return tuple(cut(v) for v in value)
            return value[keep] if np.ndim(value) else value

        self.x, self.y, self.f, self.where = (v[keep] for v in (self.x, self.y, self.f, self.where))
        self.live = self.live[keep]
        self.state, self.base = cut(self.state), cut(self.base)
        swept = {n: getattr(self.optimizer, n) for n in self.optimizer.knobs}
        self.optimizer = _with(self.optimizer, {n: v[keep] for n, v in swept.items() if np.ndim(v)})
