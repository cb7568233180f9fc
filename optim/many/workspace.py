"""The arrays that points in lockstep work on."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optim.run.plan import Plan
from optim.status import is_modest, is_steep
from optim.trace.step import Lockstep
from optim.trace.tape import BOTH, ONE

WIDTH = 8192
"""Points that step together: 64 KiB a row, so that what a step works on stays in the cache."""
BLOCK = 8
"""Steps between two looks at which points have ended. Where points were meanwhile is kept, so each
ends exactly where it should; the steps it took beyond are forgotten."""


Ends = list[np.ndarray]
"""Of each point: x, y, f, steps, and the code of its status."""


def empty_ends(size: int) -> Ends:
    """Arrays for the ends of some points."""
    return [*(np.empty(size) for _ in range(3)), np.empty(size, np.int32), np.empty(size, np.int8)]


@dataclass
class Group:
    """Points that step together. `carried`: the states and knobs that differ between them."""

    where: np.ndarray
    """Which points of the task they are."""
    z: np.ndarray
    carried: dict[str, np.ndarray]

    def cut(self, keep: np.ndarray) -> "Group":
        """Only the points at these indices."""
        carried = {name: v.take(keep, axis=-1) for name, v in self.carried.items()}
        return Group(self.where[keep], self.z.take(keep, axis=-1), carried)


def merged(groups: list[Group]) -> list[Group]:
    """Fewer, fuller groups, in the same order."""
    found: list[list[Group]] = []
    for group in groups:
        if found and sum(len(g.where) for g in found[-1]) + len(group.where) <= WIDTH:
            found[-1].append(group)
        else:
            found.append([group])
    return [parts[0] if len(parts) == 1 else _joined(parts) for parts in found]


def _joined(parts: list[Group]) -> Group:
    carried = {
        name: np.concatenate([g.carried[name] for g in parts], axis=-1) for name in parts[0].carried
    }
    z = np.concatenate([g.z for g in parts], axis=-1)
    return Group(np.concatenate([g.where for g in parts]), z, carried)


class Workspace:
    """Room for up to `WIDTH` points; `load` gives it to a group."""

    z: np.ndarray
    """The points before each step of a block, and after the last: (BLOCK + 1, 2, n)."""
    norm2: np.ndarray
    """Squared lengths of the gradients: (BLOCK, n)."""
    f: np.ndarray
    frames: list[list[Any]]
    """For each step of a block the arrays in the program's slots."""

    def __init__(self, step: Lockstep) -> None:
        program = step.program
        self.step = step
        self.numbers = {
            f"state{i}": np.array(v) for i, v in enumerate(step.initial) if step.ranks[i] == ONE
        }
        self._points, self._slope = _room((BLOCK + 1) * BOTH), _room(BOTH)
        self._norm2, self._f = _room(BLOCK), _room(BLOCK * step.watched)
        self._noise = np.zeros((2, 1))
        self._rate, self._base = np.empty(WIDTH), np.empty(0)
        self._scratch = {
            slot: (rank, _room(rank, bool if logical else float))
            for slot, (rank, logical) in program.scratch.items()
        }

    def save(self) -> dict[str, np.ndarray]:
        """The entries of the state that are one number for all points."""
        return {name: v.copy() for name, v in self.numbers.items()}

    def restore(self, numbers: dict[str, np.ndarray]) -> None:
        """Undo what happened since they were saved."""
        for name, v in numbers.items():
            self.numbers[name][...] = v

    def load(self, group: Group) -> np.ndarray:
        """Make the arrays as long as the group, and put its points in; all of them run."""
        n = len(group.where)
        self.z = _cut(self._points, (BLOCK + 1, 2, n))
        self.z[0] = group.z
        self.norm2 = _cut(self._norm2, (BLOCK, n))
        self.f = _cut(self._f, (BLOCK * self.step.watched, n))
        base: list[Any] = [None] * self.step.program.size
        for slot, v in self.step.program.constants.items():
            base[slot] = v
        for slot, (kind, v) in self._scratch.items():
            base[slot] = _cut(v, ((), (n,), (2, n))[kind])
        slope = _cut(self._slope, (2, n))
        self._base = np.asarray(group.carried.get("learning_rate", self.step.rate))
        self._rate_now = self._rate[:n] if self._base.ndim else self._rate[:1].reshape(())
        named = self.numbers | group.carried
        named |= {"g": slope, "gx": slope[0], "gy": slope[1], "rate": self._rate_now}
        noise = self._noise
        named |= {"noise": noise, "noise_x": noise[0], "noise_y": noise[1]}
        self.frames = [self._frame(list(base), named, k) for k in range(BLOCK)]
        return np.ones(n, bool)

    def _frame(self, frame: list[Any], named: dict[str, Any], k: int) -> list[Any]:
        here, there = self.z[k], self.z[k + 1]
        moving = {"z": here, "x": here[0], "y": here[1], "norm2": self.norm2[k]}
        moving |= {"next": there, "next_x": there[0], "next_y": there[1]}
        if self.step.watched:
            moving["f"] = self.f[k]
        for name, slot in self.step.program.names.items():
            frame[slot] = moving[name] if name in moving else named[name]
        return frame

    def set_step(self, plan: Plan, t: int) -> None:
        """What step `t` brings to all points: its learning rate, its noise."""
        if plan.factors is not None:
            np.multiply(self._base, plan.factors[t], out=self._rate_now)
        if plan.noise is not None:
            self._noise[:, 0] = plan.noise[t]

    def suspects(self, live: np.ndarray, count: int, flat: float) -> tuple[np.ndarray, bool]:
        """Indices of all running points that may have ended in a block, and perhaps some more.

        Also whether all points were near throughout: then none can have diverged, except where its
        gradient is not defined.
        """
        z, f = self.z[:count], self.f[:count]
        far = self.step.safe_radius
        least = self.norm2[:count].min(axis=0)
        doubt = ~is_steep(least, flat)  # written so that a nan is in doubt, too
        near = bool(z.max() <= far and z.min() >= -far)
        if not near:
            doubt |= ~((z.max(axis=(0, 1)) <= far) & (z.min(axis=(0, 1)) >= -far))
        if f.size and not (is_modest(f.max()) and is_modest(f.min())):
            near = False
            doubt |= ~(is_modest(f.max(axis=0)) & is_modest(f.min(axis=0)))
        return np.flatnonzero(doubt & live), near


def _room(numbers: int, kind: type = float) -> np.ndarray:
    """Room for some numbers a point; for one number at least."""
    return np.empty(max(1, numbers * WIDTH), kind)


def _cut(room: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The first part of a room, in shape."""
    size = 1
    for n in shape:
        size *= n
    return room[:size].reshape(shape)
