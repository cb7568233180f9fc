"""What is done with every tile of a map: made once here, and once in each process it is sent to."""

import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

import numpy as np

from optim.at_rest import judged
from optim.base import Optimizer
from optim.conditions.conditions import Conditions
from optim.many.lockstep import LockstepRuns
from optim.many.workspace import Ends, empty_ends
from optim.native.compiled import Native, native
from optim.problem import Problem
from optim.run.minimize import run_one
from optim.run.plan import Method, Plan
from optim.status import ending
from optim.trace.step import Lockstep, beginning

Columns = dict[str, np.ndarray]
"""Arrays with an entry for each point: x, y, and knobs."""


def with_knobs(optimizer: Method, values: dict[str, Any]) -> Method:
    """A copy with some knobs replaced, unchecked: the values were checked when it was made."""
    made = copy.copy(optimizer)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


@dataclass(frozen=True, eq=False)
class Together:
    """The points of a tile step together; those that ended are retired."""

    problem: Problem
    optimizer: Optimizer
    """Swept knobs are arrays of one: each tile brings its own."""
    plan: Plan
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
        plan, partial = self.plan, self.problem.partial
        knobs = {name: tile[name] for name in self.step.swept}
        initial = beginning(with_knobs(self.optimizer, knobs))
        with np.errstate(all="ignore"):
            if self.native is None:
                runs = LockstepRuns(self.step, plan, partial)
                x, y, f, steps, code = runs.run(tile["x"], tile["y"], knobs, initial)
            else:
                begin = {f"state{i}": v for i, v in enumerate(initial) if v.ndim}
                x, y, norm2, steps = self.native.run(tile | begin, plan, plan.flat)
                f = self.step.problem.fun(x, y)
                code = ending(x, y, f, norm2, plan.flat, partial, plan.last.code)
        return [x, y, f, steps, judged(self.problem, x, y, code, plan.flat)]

    @cached_property
    def _name(self) -> str:
        return uuid4().hex

    def __reduce__(self) -> tuple[Any, ...]:
        """Where copies of one arrive, they are one again: it is traced and compiled once."""
        facts = (self.problem, self.optimizer, self.plan, self.compiled)
        return _received, (self._name, *facts)


_RECEIVED: dict[str, Together] = {}
RECENT = 8
"""Of those that were received, how many are known."""


def _received(name: str, *facts: Any) -> Together:
    found = _RECEIVED.get(name)
    if found is None:
        for old in list(_RECEIVED)[: 1 - RECENT]:
            _RECEIVED.pop(old, None)
        found = _RECEIVED[name] = Together(*facts)
    return found


@dataclass(frozen=True, eq=False)
class OneByOne:
    """A method that cannot step many points together."""

    problem: Problem
    optimizer: Optimizer
    conditions: Conditions
    threads = False

    def __call__(self, tile: Columns) -> Ends:
        """Where the points end."""
        x0, y0 = tile["x"].tolist(), tile["y"].tolist()
        swept = {name: v for name, v in tile.items() if name in self.optimizer.knobs}
        out = empty_ends(len(x0))
        for i, start in enumerate(zip(x0, y0, strict=True)):
            single = with_knobs(self.optimizer, {n: float(v[i]) for n, v in swept.items()})
            run = run_one(self.problem, single, start, self.conditions)
            row = (run.x[-1], run.y[-1], run.fun[-1], run.steps, run.status.code)
            for values, value in zip(out, row, strict=True):
                values[i] = value
        return out
