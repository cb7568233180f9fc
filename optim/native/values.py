"""The values of a traced step in compiled text: what each is called there, in which coordinate."""

from collections.abc import Iterator

import numpy as np

from optim.native.operations import apply
from optim.native.pen import Pen, Value
from optim.trace.program import Result, needed
from optim.trace.step import Lockstep
from optim.trace.tape import BOTH, ONE, Traced, add_rows

ALIKE = -1
"""The row of a value that is the same for both coordinates."""
SIDES = {0: "_x", 1: "_y", ALIKE: ""}
Rows = dict[str, Value]
"""Values by name; those of both coordinates end in _x and _y."""


def rows_of(name: str, rank: int) -> Iterator[tuple[int, str]]:
    """The rows of something of a rank, and their names."""
    for row in (0, 1) if rank == BOTH else (ALIKE,):
        yield row, name + SIDES[row]


class Values:
    """Writes operations, each once, and knows what they made."""

    def __init__(self, step: Lockstep, pen: Pen) -> None:
        self.step, self.pen = step, pen
        self.nodes = step.tape.nodes
        self.inputs = {node.name for node in self.nodes}
        self.numbers: list[float] = []
        self.columns: list[str] = []
        self.named: Rows = {}
        """What the inputs are."""
        self._made: dict[tuple[int, int], Value] = {}

    def number(self, v: float) -> Value:
        """A number that the kernel is given."""
        self.numbers.append(float(v))
        return self.element("%numbers", str(len(self.numbers) - 1))

    def element(self, array: str, at: str) -> Value:
        """A number out of an array."""
        where = self.pen.put(f"getelementptr double, ptr {array}, i64 {at}")
        return Value(self.pen.put(f"load double, ptr {where}, align 8, !invariant.load !0"), False)

    def column(self, name: str) -> Value:
        """The entries of an array with one for each point."""
        self.columns.append(name)
        where = self.place(len(self.columns) - 1, "double")
        return Value(self.pen.put(f"load {self.pen.kind(True)}, ptr {where}, align 8"), True)

    def place(self, column: int, element: str) -> str:
        """Where the entries of the points at hand are in an array."""
        where = self.pen.put(f"getelementptr ptr, ptr %columns, i64 {column}")
        array = self.pen.put(f"load ptr, ptr {where}, align 8, !invariant.load !0")
        return self.pen.put(f"getelementptr {element}, ptr {array}, i64 %at")

    def results(self, results: list[Result]) -> Rows:
        """What a section leaves behind: vectors, but for states that are one number."""
        self.compute([result.value for result in results])
        made = {}
        for name, value, rank in results:
            for row, full in rows_of(name, rank):
                v = self.value(value.id, row)
                v = Value(self.pen.number(v), v.wide)
                made[full] = v if rank == ONE else self.pen.widened(v)
        return made

    def compute(self, wanted: list[Traced]) -> None:
        """Write all operations that these need, but for those that are written already."""
        done = {i for i, _ in self._made}
        for i in sorted(needed(self.step.tape, [v.id for v in wanted]) - done):
            op, args, rank, *_ = self.nodes[i]
            if op is add_rows:
                rows = [self.value(args[0], row) for row in (0, 1)]
                self._made[i, ALIKE] = apply(self.pen, np.add, rows)
                continue
            for row, _ in rows_of("", rank):
                self._made[i, row] = apply(self.pen, op, [self.value(a, row) for a in args])

    def value(self, i: int, row: int) -> Value:
        """A value in a row."""
        for key in ((i, row), (i, ALIKE)):
            if key in self._made:
                return self._made[key]
        node = self.nodes[i]
        if node.name:
            found = self.named.get(node.name + SIDES[row])
            return found or self.named[node.name]
        if node.logical:
            self._made[i, ALIKE] = Value("true" if node.value else "false", False, True)
        else:
            self._made[i, ALIKE] = self.number(node.value)
        return self._made[i, ALIKE]

    def branch(self) -> "Values":
        """The same in a block that may be passed over: what it makes is not known elsewhere."""
        made = Values.__new__(Values)
        made.__dict__ |= self.__dict__ | {"_made": dict(self._made)}
        return made
