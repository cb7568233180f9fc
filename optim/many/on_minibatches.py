"""Many runs on mini-batches: rules for arrays, where every run sees the same batch in a step."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optim.at_rest import judged
from optim.base import Elementwise
from optim.elementary import Numeric
from optim.many.tile import Columns, with_knobs
from optim.many.workspace import Ends, empty_ends
from optim.problem import Problem
from optim.run.plan import Plan
from optim.status import GOING_ON, ending


@dataclass(frozen=True, eq=False)
class OnMinibatches:
    """The points of a tile step together. Each equals `minimize` to the last bit.

    Nothing is traced, as the loss is another one in every step; points that ended are stepped on
    with the others, and forgotten.
    """

    problem: Problem
    optimizer: Elementwise
    """Swept knobs are arrays of one: each tile brings its own."""
    plan: Plan
    threads = False

    def __call__(self, tile: Columns) -> Ends:
        """Where the points end: x, y, loss, steps, and the index of the status."""
        x, y = tile["x"], tile["y"]
        end = empty_ends(x.size)
        live = np.ones(x.size, bool)
        with np.errstate(all="ignore"):
            for t, (x, y) in enumerate(self._points(tile)):
                f, code = self._ends(x, y, t)
                now = live & (code != GOING_ON)
                for whole, values in zip(end, (x, y, f, t, code), strict=True):
                    whole[now] = np.broadcast_to(values, x.shape)[now]
                live &= ~now
                if not live.any():
                    break
        x, y, f, steps, code = end
        return [x, y, f, steps, judged(self.problem, x, y, code, self.plan.flat)]

    def _points(self, tile: Columns) -> Iterator[tuple[Numeric, Numeric]]:
        """The points before each step, and after the last."""
        x, y, plan = tile["x"], tile["y"], self.plan
        knobs = {name: values for name, values in tile.items() if name in self.optimizer.knobs}
        optimizer = with_knobs(self.optimizer, knobs)  # a copy: its learning rate will be set
        base = optimizer.base_rate
        state_x = state_y = optimizer.coordinate()
        for t in range(plan.max_steps + 1):
            yield x, y
            if plan.factors is not None and t < plan.max_steps:
                object.__setattr__(optimizer, "learning_rate", base * plan.factors[t])
            if t < plan.max_steps and plan.batches is not None:
                gx, gy = plan.seen(plan.batches.arrays(t)).grad(x, y)
                if plan.noise is not None:
                    gx, gy = gx + plan.noise[t][0], gy + plan.noise[t][1]
                step_x, state_x = optimizer.rule(gx, state_x, x)
                step_y, state_y = optimizer.rule(gy, state_y, y)
                x, y = x - step_x, y - step_y

    def _ends(self, x: Numeric, y: Numeric, t: int) -> tuple[Numeric, Numeric]:
        """The whole loss, and the status of points that end here."""
        plan, whole = self.plan, self.problem.arrays
        f, (gx, gy) = whole.fun(x, y), plan.seen(whole).grad(x, y)
        last = plan.last.code if t == plan.max_steps else GOING_ON
        return f, ending(x, y, f, gx * gx + gy * gy, plan.flat, self.problem.partial, last)
