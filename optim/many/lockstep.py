"""Many runs in lockstep: blocks of steps, and what became of the points in each block."""

from typing import Any

import numpy as np

from optim.many.arrays import BLOCK, WIDTH, Bench, Rank, close
from optim.run.plan import FAR, Plan
from optim.trace.step import Lockstep
from optim.trace.tape import BOTH, ONE

PHASE = 64
"""Steps after which the points still running close ranks."""
CROWDED = 0.9
"""Below this share of running points the others are dropped at once."""
STATUSES = ("max_steps", "converged", "diverged", "left_domain", "max_evaluations", "stalled")
_LAST, CONVERGED, _GONE, _LEFT, _SPENT = range(5)


Ends = list[np.ndarray]
"""Of each point: x, y, f, steps, and the index of its status."""


class Crowd:
    """The points of a task, what they work on, and what became of them."""

    def __init__(self, step: Lockstep, plan: Plan, flat: float, partial: bool) -> None:
        self.step, self.plan, self.flat, self.partial = step, plan, flat, partial
        self.bench = Bench(step)

    def run(
        self, x: np.ndarray, y: np.ndarray, knobs: dict[str, np.ndarray], state: list[np.ndarray]
    ) -> Ends:
        """Where every point ended. `state`: its entries before the first step."""
        self.out = [np.empty(x.size) for _ in range(3)]
        self.out += [np.empty(x.size, np.int32), np.zeros(x.size, np.int8)]
        cuts = [slice(lo, lo + WIDTH) for lo in range(0, x.size, WIDTH)]
        ranks = [self._begin(cut, x, y, knobs, state) for cut in cuts]
        t, last, after = 0, self.plan.max_steps, self.bench.save()
        while ranks and t < last:
            until, before, kept = min(t + PHASE, last), after, []
            for rank in ranks:
                self.bench.restore(before)
                rank = self._march(rank, t, until)
                if rank.where.size:
                    kept.append(rank)
                    after = self.bench.save()  # a rank that has gone did not get as far
            ranks, t = close(kept), until
        for rank in ranks:
            self._halt(rank, t)
        return self.out

    def _begin(self, cut: slice, x: Any, y: Any, knobs: Any, state: Any) -> Rank:
        z = np.stack([x[cut], y[cut]])
        carried = {name: np.ascontiguousarray(v[cut]) for name, v in knobs.items()}
        for i, rank in enumerate(self.step.ranks):
            if rank != ONE:
                shape = z.shape if rank == BOTH else z.shape[1]
                v = state[i][cut] if state[i].ndim else state[i]
                carried[f"state{i}"] = np.array(np.broadcast_to(v, shape))
        return Rank(np.arange(x.size)[cut], z, carried)

    def _march(self, rank: Rank, t: int, until: int) -> Rank:
        """Take these points from step `t` to step `until`; those that still run then."""
        bench, look, advance = self.bench, self.step.look, self.step.advance
        live = bench.seat(rank)
        while t < until:
            count = min(BLOCK, until - t)
            for k in range(count):
                frame = bench.frames[k]
                for operation, pick in look:
                    operation(*pick(frame))
                bench.turn(self.plan, t + k)
                for operation, pick in advance:
                    operation(*pick(frame))
            self._harvest(rank, live, t, count)
            t += count
            rank.z = bench.z[count]
            share = np.count_nonzero(live) / live.size
            if share < (1.0 if t == until else CROWDED):
                rank = rank.cut(np.flatnonzero(live))
                if not rank.where.size:
                    break
                live = bench.seat(rank)
            else:
                bench.z[0][...] = rank.z
        rank.z = rank.z.copy()
        return rank

    def _halt(self, rank: Rank, t: int) -> None:
        """The last look, at points that may step no further."""
        live = self.bench.seat(rank)
        for operation, pick in self.step.look:
            operation(*pick(self.bench.frames[0]))
        self._harvest(rank, live, t, 1)
        x, y = rank.z[:, live]
        found = (x, y, self.step.problem.fun(x, y), t, last(self.plan))
        for out, values in zip(self.out, found, strict=True):
            out[rank.where[live]] = values

    def _harvest(self, rank: Rank, live: np.ndarray, t: int, count: int) -> None:
        """Write down the running points that ended in a block, and mark them as ended."""
        at, near = self.bench.suspects(live, count, self.flat)
        if not at.size:
            return
        norm2 = self.bench.norm2[:count].take(at, axis=1)
        ended = ~(norm2 > self.flat)  # also where it is nan
        if not near:
            x, y = (self.bench.z[:count, i].take(at, axis=1) for i in (0, 1))
            ended |= self._bad(x, y, norm2)
        column = np.flatnonzero(ended.any(axis=0))
        first, at = ended[:, column].argmax(axis=0), at[column]
        x, y = (self.bench.z[first, i, at] for i in (0, 1))
        self._write(rank.where[at], x, y, norm2[first, column], t + first)
        live[at] = False

    def _bad(self, x: Any, y: Any, norm2: Any) -> Any:
        """Whether a point is too far away, too high, or not defined."""
        f = np.asarray(self.step.problem.fun(x.ravel(), y.ravel())).reshape(x.shape)
        return ~(_near(x, y) & (np.abs(f) <= FAR)) | np.isnan(norm2)

    def _write(self, where: Any, x: Any, y: Any, norm2: Any, t: Any) -> None:
        """Where points ended, and why."""
        f, code = verdict(self.step, self.partial, x, y, norm2)
        for out, values in zip(self.out, (x, y, f, t, code), strict=True):
            out[where] = values


def verdict(step: Lockstep, partial: bool, x: Any, y: Any, norm2: Any) -> tuple[Any, Any]:
    """The losses of points that ended, and why they did."""
    f = step.problem.fun(x, y)
    near = _near(x, y)
    good = near & (np.abs(f) <= FAR) & ~np.isnan(norm2)
    code = np.where(good, np.int8(CONVERGED), np.int8(_GONE))
    if partial:
        code[near & np.isnan(f)] = _LEFT
    return f, code


def last(plan: Plan) -> int:
    """The status of points that still run when there are no more steps."""
    return _LAST if plan.max_evaluations is None else _SPENT


def _near(x: Any, y: Any) -> Any:
    return (np.abs(x) <= FAR) & (np.abs(y) <= FAR)
