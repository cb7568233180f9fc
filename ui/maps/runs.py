"""Many runs for a map: level by level, cancelled when nobody waits any more, kept for all."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

import optim
from landscapes import Landscape
from optim.schedules import Schedule
from ui.workers import workers

LEVELS = (64, 128, 256, 512)
ONE_BY_ONE = (12, 24, 48)
"""Levels for methods that cannot step many points together."""
PATIENCE = {True: 15.0, False: 30.0}
"""Seconds a level may take, by whether the method is batched: finer ones are not tried."""
ROOM = 160 * 2**20
"""Bytes of finished maps that are kept."""
FEW = 2
"""Tasks."""
Tell = Callable[[float], None]
"""Hears which share is done. It may raise: then the work ends, and nothing is kept."""


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

    def levels(self, finest: int) -> tuple[int, ...]:
        """Cells a side, coarse to fine."""
        if not self.optimizer.batched:
            return ONE_BY_ONE
        return tuple(level for level in LEVELS if level <= finest)


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
    optimizer = replace(job.optimizer, **knobs) if knobs else job.optimizer
    rest: dict[str, Any] = {"schedule": job.schedule, "noise": job.noise, "seed": job.seed}
    ends = optim.minimize_many(
        job.landscape, optimizer, x, y, job.steps, job.gtol,
        map=_watched(tell, alone=optimizer.batched), **rest,
    )  # fmt: skip
    x, y, fun, steps, code = map(np.atleast_2d, (ends.x, ends.y, ends.fun, ends.steps, ends.code))
    seconds = time.perf_counter() - began
    return Ends(x, y, fun, steps.astype(np.uint16), code.astype(np.uint8), seconds)


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


# -- kept for all sessions ------------------------------------------------------------------


class Store:
    """Finished maps by what they are of, the least recently used one dropped first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._lock = room, threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._begun: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable) -> Any | None:
        """What is kept under a key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def make(self, key: Hashable, work: Callable[[], Any], tell: Tell) -> Any:
        """What is kept, or made now. Of several sessions that ask at once, one does the work."""
        with self._lock:
            begun = self._begun.setdefault(key, threading.Lock())
        while not begun.acquire(timeout=0.1):
            tell(0.0)  # so that who waits can give up
        try:
            made = self.get(key)
            if made is None:
                made = work()
                self._keep(key, made)
        finally:
            begun.release()
            with self._lock:
                self._begun.pop(key, None)
        return made

    def _keep(self, key: Hashable, made: Any) -> None:
        with self._lock:
            self._kept[key] = made
            while sum(kept.size for kept in self._kept.values()) > self._room > 0:
                if len(self._kept) == 1:
                    return
                self._kept.popitem(last=False)


STORE = Store()


def finest(levels: tuple[int, ...], key: Callable[[int], Hashable]) -> tuple[int, Any] | None:
    """The finest level that is ready, and its runs."""
    for level in reversed(levels):
        if (made := STORE.get(key(level))) is not None:
            return level, made
    return None


def following(levels: tuple[int, ...], level: int, ends: Any, batched: bool) -> int | None:
    """The level to compute next; None at the last one, or where it would take too long."""
    later = [other for other in levels if other > level]
    if not later or ends.seconds * (later[0] / level) ** 2 > PATIENCE[batched]:
        return None
    return later[0]
