"""Many runs on mini-batches: rules for arrays, where every run sees the same batch in a step."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optim.base import Elementwise, Problem
from optim.many.lockstep import STATUSES, last
from optim.run.plan import FAR, Plan, adjustable, is_partial

Columns = dict[str, np.ndarray]
GONE, LEFT, CONVERGED = (STATUSES.index(s) for s in ("diverged", "left_domain", "converged"))


@dataclass(frozen=True, eq=False)
class BatchDescent:
    """The points of a tile step together. Each equals `minimize` to the last bit.

    Nothing is traced, as the loss is another one in every step; points that ended are stepped on
    with the others, and forgotten.
    """

    problem: Problem
    optimizer: Elementwise
    """Swept knobs are arrays of one: each tile brings its own."""
    plan: Plan
    gtol: float
    threads = False

    def __call__(self, tile: Columns) -> list[np.ndarray]:
        """Where the points end: x, y, loss, steps, and the index of the status."""
        x, y = tile["x"], tile["y"]
        end = [np.empty(x.size) for _ in range(3)]
        end += [np.zeros(x.size, np.int32), np.zeros(x.size, np.int8)]
        live = np.ones(x.size, bool)
        with np.errstate(all="ignore"):
            for t, (x, y) in enumerate(self._points(tile)):
                f, code = self._look(x, y, t)
                now = live & (code >= 0)
                for whole, values in zip(end, (x, y, f, t, code), strict=True):
                    whole[now] = np.broadcast_to(values, x.shape)[now]
                live &= ~now
                if not live.any():
                    break
        return end

    def _points(self, tile: Columns) -> Any:
        """The points before each step, and after the last."""
        x, y, plan = tile["x"], tile["y"], self.plan
        optimizer, base = self._own(tile)
        state_x = state_y = optimizer.coordinate()
        for t in range(plan.max_steps + 1):
            yield x, y
            if plan.factors is not None and t < plan.max_steps:
                object.__setattr__(optimizer, "learning_rate", base * plan.factors[t])
            if t < plan.max_steps and plan.batches is not None:
                part = plan.batches.arrays(t)
                gx, gy = (plan.differences.of(part) if plan.differences else part).grad(x, y)
                if plan.noise is not None:
                    gx, gy = gx + plan.noise[t][0], gy + plan.noise[t][1]
                step_x, state_x = optimizer.rule(gx, state_x, x)
                step_y, state_y = optimizer.rule(gy, state_y, y)
                x, y = x - step_x, y - step_y

    def _own(self, tile: Columns) -> tuple[Any, Any]:
        """The optimizer with the tile's knobs, and its base rate."""
        optimizer, _ = adjustable(self.optimizer, [])
        for name, values in tile.items():
            if name in optimizer.knobs:
                object.__setattr__(optimizer, name, values)
        return optimizer, getattr(optimizer, "learning_rate", 1.0)

    def _look(self, x: Any, y: Any, t: int) -> tuple[Any, Any]:
        """The whole loss, and the status of points that end here; -1 for those that go on."""
        whole: Problem = getattr(self.problem, "arrays", self.problem)
        f = whole.fun(x, y)
        gx, gy = (self.plan.differences.of(whole) if self.plan.differences else whole).grad(x, y)
        norm2 = gx * gx + gy * gy
        near = (np.abs(x) <= FAR) & (np.abs(y) <= FAR)
        bad = ~(near & (np.abs(f) <= FAR)) | np.isnan(norm2)
        flat = norm2 <= (self.gtol * self.gtol if self.gtol > 0 else -1.0)
        code = np.where(flat, CONVERGED, last(self.plan) if t == self.plan.max_steps else -1)
        code[bad] = GONE
        if is_partial(self.problem):
            code[bad & near & np.isnan(f)] = LEFT
        return f, code
