"""Many runs in lockstep: blocks of steps, and what became of the points in each block."""

import numpy as np

from optim.elementary import Numeric
from optim.many.workspace import BLOCK, WIDTH, Ends, Group, Workspace, empty_ends, merged
from optim.run.plan import Plan
from optim.status import ending, is_good, is_steep
from optim.trace.step import Lockstep
from optim.trace.tape import BOTH, ONE

PHASE = 64
"""Steps after which the points still running are regrouped."""
MOSTLY_RUNNING = 0.9
"""Below this share of running points the others are dropped at once."""


class LockstepRuns:
    """The points of a task, what they work on, and what became of them."""

    def __init__(self, step: Lockstep, plan: Plan, partial: bool) -> None:
        self.step, self.plan, self.partial = step, plan, partial
        self.workspace = Workspace(step)

    def run(
        self, x: np.ndarray, y: np.ndarray, knobs: dict[str, np.ndarray], state: list[np.ndarray]
    ) -> Ends:
        """Where every point ended. `state`: its entries before the first step."""
        self.out = empty_ends(x.size)
        cuts = [slice(lo, lo + WIDTH) for lo in range(0, x.size, WIDTH)]
        groups = [self._first_group(cut, x, y, knobs, state) for cut in cuts]
        t, last, after = 0, self.plan.max_steps, self.workspace.save()
        while groups and t < last:
            until, before, kept = min(t + PHASE, last), after, []
            for group in groups:
                self.workspace.restore(before)
                group = self._run_until(group, t, until)
                if group.where.size:
                    kept.append(group)
                    after = self.workspace.save()  # a group that has gone did not get as far
            groups, t = merged(kept), until
        for group in groups:
            self._stop_rest(group, t)
        return self.out

    def _first_group(
        self,
        cut: slice,
        x: Numeric,
        y: Numeric,
        knobs: dict[str, np.ndarray],
        state: list[np.ndarray],
    ) -> Group:
        """Some points before their first step."""
        z = np.stack([x[cut], y[cut]])
        carried = {name: np.ascontiguousarray(v[cut]) for name, v in knobs.items()}
        for i, rank in enumerate(self.step.ranks):
            if rank != ONE:
                shape = z.shape if rank == BOTH else z.shape[1]
                v = state[i][cut] if state[i].ndim else state[i]
                carried[f"state{i}"] = np.array(np.broadcast_to(v, shape))
        return Group(np.arange(x.size)[cut], z, carried)

    def _run_until(self, group: Group, t: int, until: int) -> Group:
        """Take these points from step `t` to step `until`; those that still run then."""
        workspace, observe, advance = self.workspace, self.step.observe, self.step.advance
        live = workspace.load(group)
        while t < until:
            count = min(BLOCK, until - t)
            for k in range(count):
                frame = workspace.frames[k]
                for operation, pick in observe:
                    operation(*pick(frame))
                workspace.set_step(self.plan, t + k)
                for operation, pick in advance:
                    operation(*pick(frame))
            self._collect_ended(group, live, t, count)
            t += count
            group.z = workspace.z[count]
            share = np.count_nonzero(live) / live.size
            if share < (1.0 if t == until else MOSTLY_RUNNING):
                group = group.cut(np.flatnonzero(live))
                if not group.where.size:
                    break
                live = workspace.load(group)
            else:
                workspace.z[0][...] = group.z
        group.z = group.z.copy()
        return group

    def _stop_rest(self, group: Group, t: int) -> None:
        """Where the points are that may step no further."""
        live = self.workspace.load(group)
        for operation, pick in self.step.observe:
            operation(*pick(self.workspace.frames[0]))
        self._collect_ended(group, live, t, 1)
        x, y = group.z[:, live]
        found = (x, y, self.step.problem.fun(x, y), t, self.plan.last.code)
        for out, values in zip(self.out, found, strict=True):
            out[group.where[live]] = values

    def _collect_ended(self, group: Group, live: np.ndarray, t: int, count: int) -> None:
        """Write down the running points that ended in a block, and mark them as ended."""
        at, near = self.workspace.suspects(live, count, self.plan.flat)
        if not at.size:
            return
        norm2 = self.workspace.norm2[:count].take(at, axis=1)
        ended = ~is_steep(norm2, self.plan.flat)  # also where it is nan
        if not near:
            x, y = (self.workspace.z[:count, i].take(at, axis=1) for i in (0, 1))
            ended |= self._bad(x, y, norm2)
        column = np.flatnonzero(ended.any(axis=0))
        first, at = ended[:, column].argmax(axis=0), at[column]
        x, y = (self.workspace.z[first, i, at] for i in (0, 1))
        self._write(group.where[at], x, y, norm2[first, column], t + first)
        live[at] = False

    def _bad(self, x: Numeric, y: Numeric, norm2: Numeric) -> Numeric:
        """Whether a point is too far away, too high, or not defined."""
        f = np.asarray(self.step.problem.fun(x.ravel(), y.ravel())).reshape(x.shape)
        return ~is_good(x, y, f, norm2)

    def _write(
        self, where: np.ndarray, x: Numeric, y: Numeric, norm2: Numeric, t: np.ndarray
    ) -> None:
        """Where points ended, and why."""
        f = self.step.problem.fun(x, y)
        code = ending(x, y, f, norm2, self.plan.flat, self.partial)
        for out, values in zip(self.out, (x, y, f, t, code), strict=True):
            out[where] = values
