"""What is done with every tile of a map: made once here, and once in each process it is sent to."""

import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

import numpy as np

from optim.base import Optimizer, Problem
from optim.many.lockstep import CONVERGED, STATUSES, Crowd, Ends, last, verdict
from optim.native.compiled import Native, native
from optim.run.minimize import minimize
from optim.run.plan import Plan, is_partial
from optim.trace.step import Lockstep, beginning

Columns = dict[str, np.ndarray]
"""Arrays with an entry for each point: x, y, and knobs."""


def with_knobs(optimizer: Optimizer, values: dict[str, Any]) -> Optimizer:
    """A copy with some knobs replaced, unchecked: the values were checked when it was made."""
    made = copy.copy(optimizer)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def room(size: int) -> Ends:
    """Arrays for x, y, f, steps and status of some points."""
    return [*(np.empty(size) for _ in range(3)), np.empty(size, np.int32), np.empty(size, np.int8)]


@dataclass(frozen=True, eq=False)
class Descent:
    """The points of a tile step together; those that ended are retired."""

    problem: Problem
    optimizer: Optimizer
    """Swept knobs are arrays of one: each tile brings its own."""
    plan: Plan
    gtol: float
    compiled: bool
    """Whether compiled steps may be used."""

    @cached_property
    def step(self) -> Lockstep:
        """Traced. Raises TypeError where that can't be done."""
        return Lockstep(self.problem, self.optimizer, self.plan)

    @cached_property
    def native(self) -> Native | None:
        """Compiled, if it may and can be."""
        return native(self.step) if self.compiled else None

    @property
    def threads(self) -> bool:
        """Whether threads gain anything: whether it runs without Python's lock."""
        return self.native is not None

    def __call__(self, tile: Columns) -> Ends:
        """Where the points end."""
        flat, partial = self.gtol * self.gtol if self.gtol > 0 else -1.0, is_partial(self.problem)
        knobs = {name: tile[name] for name in self.step.swept}
        initial = beginning(with_knobs(self.optimizer, knobs))
        with np.errstate(all="ignore"):
            if self.native is None:
                crowd = Crowd(self.step, self.plan, flat, partial)
                return crowd.run(tile["x"], tile["y"], knobs, initial)
            begin = {f"state{i}": v for i, v in enumerate(initial) if v.ndim}
            x, y, norm2, steps = self.native.run(tile | begin, self.plan, flat)
            f, code = verdict(self.step, partial, x, y, norm2)
        code[(norm2 > flat) & (code == CONVERGED)] = last(self.plan)
        return [x, y, f, steps, code]

    @cached_property
    def _name(self) -> str:
        return uuid4().hex

    def __reduce__(self) -> tuple[Any, ...]:
        """Where copies of one land, they are one again: it is traced and compiled once."""
        facts = (self.problem, self.optimizer, self.plan, self.gtol, self.compiled)
        return _landed, (self._name, *facts)


_LANDED: dict[str, Descent] = {}
RECENT = 8
"""Of those that landed here, how many are known."""


def _landed(name: str, *facts: Any) -> Descent:
    found = _LANDED.get(name)
    if found is None:
        for old in list(_LANDED)[: 1 - RECENT]:
            _LANDED.pop(old, None)
        found = _LANDED[name] = Descent(*facts)
    return found


@dataclass(frozen=True, eq=False)
class OneByOne:
    """A method that cannot step many points together."""

    problem: Problem
    optimizer: Optimizer
    options: dict[str, Any]
    """Those of `minimize`."""
    threads = False

    def __call__(self, tile: Columns) -> Ends:
        """Where the points end."""
        x0, y0 = tile["x"].tolist(), tile["y"].tolist()
        swept = {name: v for name, v in tile.items() if name in self.optimizer.knobs}
        out = room(len(x0))
        for i, start in enumerate(zip(x0, y0, strict=True)):
            single = with_knobs(self.optimizer, {n: float(v[i]) for n, v in swept.items()})
            run = minimize(self.problem, single, start, **self.options)
            row = (run.x[-1], run.y[-1], run.fun[-1], run.steps, STATUSES.index(run.status))
            for values, value in zip(out, row, strict=True):
                values[i] = value
        return out
