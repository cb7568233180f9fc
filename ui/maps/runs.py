"""Many runs for a map: in parts that follow each other, so that they can be called off."""

import math
import operator
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

import numpy as np

import optim
from landscapes import Landscape
from optim.conditions.schedules import Schedule
from ui.kit.once import once
from ui.kit.workers import workers
from ui.maps.finished import Tell

LEVELS = (8, 16, 32, 64, 128, 256, 512)
ALONE = (6, 12, 24, 48)
"""Levels for methods that cannot step many points together."""
FIRST = {True: 64, False: 12}
"""The coarsest level, by whether the method is batched: no map of a formula needs less."""
STEP = {True: 20e-9, False: 3e-6}
"""Seconds of a step, apart from what the surface takes, by whether the method is batched."""
LOOK = 5e-9
"""Seconds to evaluate a formula once, among many points."""
SOON = 0.8
"""Seconds that the first picture should take at most."""
PART = 0.25
"""Seconds that a part of a map should take at most."""
LEAST = 2048
"""Points of the smallest parts that `optim.minimize_many` makes by itself."""
FEW = 2
"""Tasks."""
DEAR = 20 * LOOK
"""A surface that takes longer than this is called slow."""
PROBE = 64
"""Points at which other surfaces are timed."""


@dataclass(frozen=True)
class Job:
    """What decides where runs end, besides their starts and swept knobs."""

    landscape: Landscape
    optimizer: optim.Optimizer
    steps: int
    gtol: float
    schedule: Schedule | None
    noise: float
    seed: int

    def run(self, start: tuple[float, float], **knobs: float) -> optim.Trajectory:
        """A single run, the same as the cell with this start and these knobs."""
        optimizer = replace(self.optimizer, **knobs) if knobs else self.optimizer
        return optim.minimize(
            self.landscape, optimizer, start, self.steps, self.gtol,
            schedule=self.schedule, noise=self.noise, seed=self.seed,
        )  # fmt: skip

    @property
    def slow(self) -> bool:
        """Whether the surface takes much longer to evaluate than a formula."""
        return look(self.landscape, True) >= DEAR

    def levels(self, finest: int) -> tuple[int, ...]:
        """Cells a side, coarse to fine: the first one is there at once, also on a slow surface."""
        batched = self.optimizer.takes_arrays
        known = [n for n in (LEVELS if batched else ALONE) if n <= finest or not batched]
        quick = [n for n in known if n <= FIRST[batched] and n * n * self.seconds() <= SOON]
        first = max(quick, default=known[0])
        return tuple(n for n in known if n >= first)

    def seconds(self) -> float:
        """What a run takes at most, roughly."""
        batched = self.optimizer.takes_arrays
        return self.steps * (STEP[batched] + look(self.landscape, batched))

    def part(self) -> int:
        """So many points can be worked on before somebody should be told."""
        return max(1, int(PART / self.seconds()))


def look(landscape: Landscape, many: bool) -> float:
    """Seconds that a gradient takes, roughly: at each of many points, or at one alone."""
    return LOOK if landscape.effort <= 1 else _timed(landscape, many)


@once(maxsize=64)
def _timed(landscape: Landscape, many: bool) -> float:
    count = PROBE if many else 1
    x, y = (np.linspace(*side, count + 2)[1:-1] for side in landscape.bounds)
    best = math.inf
    for _ in range(3):  # the first one also prepares the surface
        began = time.perf_counter()
        landscape.grad(*((x, y) if many else (float(x[0]), float(y[0]))))
        best = min(best, time.perf_counter() - began)
    return best / count


@dataclass(frozen=True)
class Ends:
    """Where the runs of a map ended: arrays of shape (rows, columns)."""

    x: np.ndarray
    y: np.ndarray
    fun: np.ndarray
    steps: np.ndarray
    code: np.ndarray
    """Place of the status in `optim.STATUSES`."""
    seconds: float = 0.0

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(a.nbytes for a in (self.x, self.y, self.fun, self.steps, self.code))

    def status(self, row: int, column: int) -> str:
        """How one run ended."""
        return optim.STATUSES[int(self.code[row, column])]


def compute(job: Job, x: Any, y: Any, knobs: dict[str, Any], tell: Tell) -> Ends:
    """Run from every start and with every value of the knobs; they broadcast."""
    began = time.perf_counter()
    if job.slow:
        ends = _in_parts(job, x, y, knobs, tell)
    else:
        mapper = _watched(tell, alone=job.optimizer.takes_arrays)
        ends = _many(job, x, y, knobs, mapper)()
    x, y, fun, steps, code = map(np.atleast_2d, (ends.x, ends.y, ends.fun, ends.steps, ends.code))
    seconds = time.perf_counter() - began
    return Ends(x, y, fun, steps.astype(np.uint16), code.astype(np.uint8), seconds)


def _many(job: Job, x: Any, y: Any, knobs: dict[str, Any], mapper: Any = map) -> Any:
    """What is to be called for the ends of some runs; workers need `optim` alone for it."""
    optimizer = replace(job.optimizer, **knobs) if knobs else job.optimizer
    return partial(
        optim.minimize_many, job.landscape, optimizer, x, y, job.steps, job.gtol, map=mapper,
        schedule=job.schedule, noise=job.noise, seed=job.seed,
    )  # fmt: skip


def _in_parts(job: Job, x: Any, y: Any, knobs: dict[str, Any], tell: Tell) -> optim.Endpoints:
    """The same in small parts, for surfaces where a usual part would take many seconds."""
    x, y, *swept = np.broadcast_arrays(x, y, *knobs.values())
    each = min(LEAST, job.part())
    cuts = [slice(lo, lo + each) for lo in range(0, x.size, each)]
    flat_x, flat_y, *flat = (values.ravel() for values in (x, y, *swept))
    parts = [
        _many(job, flat_x[cut], flat_y[cut],
              {name: values[cut] for name, values in zip(knobs, flat, strict=True)})
        for cut in cuts
    ]  # fmt: skip
    found = list(_watched(tell, alone=False)(operator.call, parts))
    names = [field.name for field in fields(optim.Endpoints)]
    whole = (np.concatenate([getattr(part, name) for part in found]) for name in names)
    return optim.Endpoints(*(values.reshape(x.shape) for values in whole))


def _watched(tell: Tell, alone: bool) -> Callable[..., Iterable[Any]]:
    """A `map` that tells after each task.

    `alone`: few tasks stay in this process, so that a coarse picture never waits for workers that
    are busy with somebody's fine one.
    """

    def watched(function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        every = list(tasks)
        mapper = map if alone and len(every) <= FEW else workers().map
        for k, part in enumerate(mapper(function, every)):
            tell((k + 1) / len(every))
            yield part

    return watched
