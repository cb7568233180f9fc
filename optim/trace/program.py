"""A traced step made ready to run: every value gets an array, and as few arrays as possible.

An array is used again as soon as its value is not needed any more, first of all by the operation
that needed it last: what is in the nearest cache is cheap to work on.
"""

from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from optim.trace.tape import Tape, Traced

Code = list[tuple[Callable[..., Any], Callable[[list[Any]], tuple[Any, ...]]]]
"""Operations, each with what takes its operands and its result from the frame."""

_IN_PLACE = {
    *(np.add, np.subtract, np.multiply, np.divide, np.sqrt),
    *(np.negative, np.positive, np.absolute, np.maximum, np.minimum),
}
"""Operations that may overwrite an operand: they are exact, whichever way they are computed."""


def _maximum(a: Any, b: Any, out: np.ndarray) -> None:
    np.maximum(a, b, out=out)


def _minimum(a: Any, b: Any, out: np.ndarray) -> None:
    np.minimum(a, b, out=out)


_CALLED: dict[Any, Callable[..., None]] = {np.maximum: _maximum, np.minimum: _minimum}
"""Operations that do not take their result's place as the last operand."""


class Result(NamedTuple):
    """A value that a section leaves behind: which, in which slot, and of which rank."""

    name: str
    value: Traced
    rank: int


class _Line(NamedTuple):
    """An operation that makes a node or, with a name, copies one to where it is to go."""

    section: int
    op: Any
    args: tuple[int, ...]
    node: int
    name: str
    rank: int


class Program:
    """Operations in sections, on a frame: a list of arrays, one a slot.

    A slot is an input or a result (named, provided by the engine), a constant, or scratch.
    """

    def __init__(self, tape: Tape, parts: list[list[Result]]) -> None:
        lines = _lines(tape, parts)
        self._nodes = tape.nodes
        self.names: dict[str, int] = {}
        self.constants: dict[int, np.ndarray] = {}
        self.scratch: dict[int, tuple[int, bool]] = {}
        """Slots of scratch arrays: rank, and whether they hold truth values."""
        self.size = 0
        self._last = {a: at for at, line in enumerate(lines) for a in line.args}
        self._slots: dict[int, int] = {}
        self._free: dict[tuple[int, bool], list[int]] = {}
        self._bind_inputs()
        self._homes = self._coalesce(lines)
        self.sections: list[Code] = [[] for _ in parts]
        for at, line in enumerate(lines):
            self._place(at, line)

    def slot(self, name: str) -> int:
        """The slot of a name."""
        if name not in self.names:
            self.names[name] = self._new()
        return self.names[name]

    def _new(self) -> int:
        self.size += 1
        return self.size - 1

    def _bind_inputs(self) -> None:
        for i in self._last:
            node = self._nodes[i]
            if node.op is None and node.name:
                self._slots[i] = self.slot(node.name)
            elif node.op is None:
                self._slots[i] = self._new()
                kind = bool if node.logical else float
                self.constants[self._slots[i]] = np.array(node.value, kind)

    def _coalesce(self, lines: list[_Line]) -> dict[int, int]:
        """Which results can be computed where they are to go: the slot, by node.

        Not where the slot's old content (a state's) is still read after that.
        """
        homes: dict[int, int] = {}
        made = {line.node: at for at, line in enumerate(lines) if not line.name}
        for at, line in enumerate(lines):
            node = line.args[0]
            if not line.name or node not in made or node in homes:
                continue
            slot, begin = self.slot(line.name), made[node]
            old = {i for i, s in self._slots.items() if s == slot}
            begin += lines[begin].op in _IN_PLACE
            read = any(old.intersection(between.args) for between in lines[begin:at])
            if not read and self._nodes[node].rank == line.rank and not self._nodes[node].logical:
                homes[node] = slot
        return homes

    def _place(self, at: int, line: _Line) -> None:
        """Give a line's result its slot, and release the operands that it is the last to need."""
        operands = [self._slots[a] for a in line.args]
        if line.name and self._homes.get(line.args[0]) == self.slot(line.name):
            return
        dying = {a for a in line.args if self._last[a] == at and self._slots[a] in self.scratch}
        in_place = line.op in _IN_PLACE
        if in_place:
            self._release(dying)
        if line.name:
            out = self.slot(line.name)
        else:
            out = self._slots[line.node] = self._homes.get(line.node, -1)
            if out < 0:
                out = self._slots[line.node] = self._take(line.node)
        if not in_place:
            self._release(dying)
        operation = _CALLED.get(line.op, line.op)
        self.sections[line.section].append((operation, itemgetter(*operands, out)))

    def _take(self, i: int) -> int:
        kind = self._nodes[i].rank, self._nodes[i].logical
        if self._free.get(kind):
            return self._free[kind].pop()
        made = self._new()
        self.scratch[made] = kind
        return made

    def _release(self, nodes: set[int]) -> None:
        for i in nodes:
            slot = self._slots[i]
            self._free.setdefault(self.scratch[slot], []).append(slot)


def _lines(tape: Tape, parts: list[list[Result]]) -> list[_Line]:
    """Every operation that a result needs, in the first section that needs it, and the copies."""
    lines: list[_Line] = []
    done: set[int] = set()
    for section, results in enumerate(parts):
        # A result that is an input (states that swap places) is read before any is written.
        sources = [
            tape.copy(result.value) if tape.nodes[result.value.id].name else result.value
            for result in results
        ]
        wanted = needed(tape, [source.id for source in sources]) - done
        done |= wanted
        for i in sorted(wanted):
            node = tape.nodes[i]
            lines.append(_Line(section, node.op, node.args, i, "", node.rank))
        for source, result in zip(sources, results, strict=True):
            line = _Line(section, np.positive, (source.id,), -1, result.name, result.rank)
            lines.append(line)
    return lines


def needed(tape: Tape, targets: list[int]) -> set[int]:
    """The operations that the targets depend on."""
    found: set[int] = set()
    stack = list(targets)
    while stack:
        i = stack.pop()
        if i not in found and tape.nodes[i].op is not None:
            found.add(i)
            stack.extend(tape.nodes[i].args)
    return found
