"""Many runs for a map: in parts that follow each other, so that they can be called off."""

import operator
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

import numpy as np

import optim
from ui.kit.heavy_work import pause
from ui.kit.workers import workers
from ui.maps.job import Job
from ui.maps.store import Tell

SMALLEST_PART = 2048
"""Points of the smallest parts that `optim.minimize_many` makes by itself."""
FEW = 2
"""Tasks."""


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
        mapper = _watched(tell, few_here=job.optimizer.takes_arrays)
        ends = _many(job, x, y, knobs, mapper)()
    x, y, fun, steps, code = map(np.atleast_2d, (ends.x, ends.y, ends.fun, ends.steps, ends.code))
    seconds = time.perf_counter() - began
    return Ends(x, y, fun, steps.astype(np.uint16), code.astype(np.uint8), seconds)


def _many(job: Job, x: Any, y: Any, knobs: dict[str, Any], mapper: Any = map) -> Any:
    """What is to be called for the ends of some runs; workers need `optim` alone for it."""
    optimizer = replace(job.optimizer, **knobs) if knobs else job.optimizer
    return partial(
        optim.minimize_many,
        job.landscape,
        optimizer,
        x,
        y,
        job.steps,
        job.gtol,
        map=mapper,
        schedule=job.schedule,
        noise=job.noise,
        seed=job.seed,
    )


def _in_parts(job: Job, x: Any, y: Any, knobs: dict[str, Any], tell: Tell) -> optim.Endpoints:
    """The same in small parts, for surfaces where a usual part would take many seconds."""
    x, y, *swept = np.broadcast_arrays(x, y, *knobs.values())
    each = min(SMALLEST_PART, job.points_a_part())
    cuts = [slice(lo, lo + each) for lo in range(0, x.size, each)]
    flat_x, flat_y, *flat = (values.ravel() for values in (x, y, *swept))
    parts = [
        _many(
            job,
            flat_x[cut],
            flat_y[cut],
            {name: values[cut] for name, values in zip(knobs, flat, strict=True)},
        )
        for cut in cuts
    ]
    found = list(_watched(tell, few_here=False)(operator.call, parts))
    names = [field.name for field in fields(optim.Endpoints)]
    whole = (np.concatenate([getattr(part, name) for part in found]) for name in names)
    return optim.Endpoints(*(values.reshape(x.shape) for values in whole))


def _watched(tell: Tell, few_here: bool) -> Callable[..., Iterable[Any]]:
    """A `map` that tells after each task.

    `few_here`: few tasks stay in this process, so that a coarse picture never waits for workers
    that are busy with somebody's fine one.
    """

    def watched(function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        every = list(tasks)
        mapper = map if few_here and len(every) <= FEW else workers().map
        for k, part in enumerate(mapper(function, every)):
            tell((k + 1) / len(every))
            pause()
            yield part

    return watched
