"""Many runs at once: a grid of starts for a basin map, a grid of knobs for a sweep."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optim.base import Elementwise, Optimizer
from optim.conditions.conditions import Conditions
from optim.conditions.differences import Differences
from optim.conditions.minibatch import size_of
from optim.conditions.noise import Gaussian
from optim.conditions.schedules import Schedule
from optim.many.on_minibatches import OnMinibatches
from optim.many.tile import Columns, OneByOne, Together, with_knobs
from optim.many.workspace import Ends, empty_ends
from optim.problem import Differentiable, Problem, as_problem
from optim.run.plan import Plan
from optim.status import LOST, STATUSES

MOST_POINTS = 32768
"""Points in a task at most: a tenth of a second's work, so that a map can be called off."""
FEWEST_TILES = 8
"""Parts a map is cut into at least, if that leaves `LEAST_POINTS` points in each."""
FEWEST_COMPILED = 32
"""The same for compiled steps, of which a part costs next to nothing by itself."""
LEAST_POINTS = 2048
"""Points in a task at least."""
POINTS_ONE_BY_ONE = 64
"""Points in a task of a method whose runs are made one by one."""
WORTH_COMPILING = 2**20
"""Points times steps from which compiling pays, which takes as long as NumPy takes for these."""


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

    @property
    def lost(self) -> np.ndarray:
        """Which runs are lost, see `Status.lost`."""
        return np.isin(self.code, [status.code for status in LOST])


def minimize_many(
    problem: Differentiable,
    optimizer: Optimizer,
    x0: ArrayLike,
    y0: ArrayLike,
    max_steps: int = 500,
    gtol: float = 1e-4,
    map: Callable[..., Iterable[Any]] = map,
    schedule: Schedule | str | None = None,
    noise: Gaussian | float | None = None,
    seed: int = 0,
    gradient: Differences | str | None = None,
    max_evaluations: int | None = None,
    native: bool = True,
    batch: int | None = None,
) -> Endpoints:
    """Run an optimizer from every start, and for every value of knobs that are arrays.

    Starts and knobs broadcast against each other; each run equals `minimize` to the last bit
    (with noise, every run sees the same draw). Methods that take no arrays run one by one, which
    is slow. `map` may be any executor's: tasks are independent and picklable, and the results are
    taken in order, as they come; its first argument says by `threads` whether threads gain
    anything. `native`: whether steps may be compiled, where llvmlite is installed and it is worth
    it; the results are the same. `batch`: mini-batches, the same for all runs.
    """
    conditions = Conditions.of(
        max_steps, gtol, schedule, noise, seed, gradient, max_evaluations, batch
    )
    return run_many(problem, optimizer, x0, y0, conditions, map, native)


def run_many(
    problem: Differentiable,
    optimizer: Optimizer,
    x0: ArrayLike,
    y0: ArrayLike,
    conditions: Conditions,
    map: Callable[..., Iterable[Any]] = map,
    native: bool = True,
) -> Endpoints:
    """`minimize_many` under conditions that are a value."""
    swept = {
        name: np.asarray(value, np.float64)
        for name in optimizer.knobs
        if np.ndim(value := getattr(optimizer, name)) > 0
    }
    starts = (np.asarray(x0, np.float64), np.asarray(y0, np.float64))
    x, y, *_ = arrays = np.broadcast_arrays(*starts, *swept.values())
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("Every start must be finite.")
    columns = dict(zip(("x", "y", *swept), (v.ravel() for v in arrays), strict=True))
    optimizer = with_knobs(optimizer, {name: v.ravel()[:1] for name, v in swept.items()})
    native = native and x.size * conditions.max_steps >= WORTH_COMPILING
    work = _work(as_problem(problem), optimizer, conditions, native)
    cuts = _cuts(x.size, work)
    tiles: list[Columns] = [{name: v[cut] for name, v in columns.items()} for cut in cuts]
    ends = _collected(zip(cuts, map(work, tiles), strict=True), x.size)
    return Endpoints(*(values.reshape(x.shape) for values in ends))


Work = Together | OneByOne | OnMinibatches


def _work(problem: Problem, optimizer: Optimizer, conditions: Conditions, native: bool) -> Work:
    """What is done with a tile."""
    parts = size_of(problem, conditions.batch) is not None
    if not optimizer.takes_arrays or (parts and not isinstance(optimizer, Elementwise)):
        return OneByOne(problem, optimizer, conditions)
    plan = Plan.make(problem, optimizer, conditions)
    if isinstance(optimizer, Elementwise) and parts:
        return OnMinibatches(problem, optimizer, plan)
    return Together(problem, optimizer, plan, native)


def _collected(parts: Iterable[tuple[slice, Ends]], size: int) -> list[np.ndarray]:
    """The parts of a map put together as they come."""
    ends = empty_ends(size)
    for cut, part in parts:
        for whole, piece in zip(ends, part, strict=True):
            whole[cut] = piece
    return ends


def _cuts(size: int, work: Work) -> list[slice]:
    """The parts of a map that are worked on apart."""
    if isinstance(work, OneByOne):
        each = min(MOST_POINTS, POINTS_ONE_BY_ONE)
    else:
        tiles = FEWEST_COMPILED if work.threads else FEWEST_TILES
        each = min(MOST_POINTS, max(LEAST_POINTS, -(-size // tiles)))
    return [slice(lo, lo + each) for lo in range(0, size, each)]
