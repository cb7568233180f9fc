"""One step of a run as a list of array operations, found by running it once on stand-ins.

Optimizers and surfaces are written in plain operators and NumPy functions. Given a `Traced` in
place of a number they perform nothing: each operation is written on a `Tape`, where equal
operations are one. The engine then carries the same operations out on arrays it keeps, with the
same results to the last bit.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

ONE, POINT, BOTH = 0, 1, 2
"""Rank of a value: one number; one a point, (n,); one a point and coordinate, (2, n)."""
CALLS = (TypeError, ValueError, AttributeError, IndexError, KeyError, NotImplementedError)
"""What code raises that cannot be run on stand-ins."""


def select(condition: Any, a: Any, b: Any, out: np.ndarray) -> None:
    """`numpy.where` into an array."""
    np.copyto(out, b)
    np.copyto(out, a, where=condition)


def add_rows(both: np.ndarray, out: np.ndarray) -> None:
    """The sum over the two coordinates of a point."""
    np.add(both[0], both[1], out)


class Node(NamedTuple):
    """A value: the result of an operation, an input (named), or a constant."""

    op: Callable[..., Any] | None
    args: tuple[int, ...]
    rank: int
    logical: bool
    """Whether it is a truth value, not a number."""
    name: str = ""
    value: float = 0.0


class Tape:
    """Operations in the order in which they were asked for."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[Any, int] = {}

    def input(self, name: str, rank: int) -> "Traced":
        """A value that is known before the step."""
        if ("input", name) not in self._known:
            self._known["input", name] = self._add(Node(None, (), rank, False, name))
        return Traced(self, self._known["input", name])

    def record(
        self, op: Callable[..., Any], args: tuple[Any, ...], rank: int | None = None
    ) -> "Traced":
        """The result of an operation; its rank is the highest of its operands', or as given."""
        op, args = _cheaper(op, args)
        ids = tuple(self.id(a) for a in args)
        if (op, ids) in self._known:
            return Traced(self, self._known[op, ids])
        rank = max(self.nodes[i].rank for i in ids) if rank is None else rank
        values = [self.nodes[i] for i in (ids[1:] if op is select else ids)]
        logical = op in _LOGICAL or (op in _KEEPING and all(v.logical for v in values))
        self._known[op, ids] = made = self._add(Node(op, ids, rank, logical))
        return Traced(self, made)

    def copy(self, value: "Traced") -> "Traced":
        """The value once more."""
        node = self.nodes[value.id]
        return Traced(self, self._add(Node(np.positive, (value.id,), node.rank, node.logical)))

    def number(self, value: Any) -> "Traced":
        """A stand-in for an operand; TypeError where there is none."""
        return Traced(self, self.id(value))

    def id(self, value: Any) -> int:
        """The node of an operand: a stand-in or a single number."""
        if isinstance(value, Traced):
            if value.tape is not self:
                raise TypeError("a stand-in of another tape")
            return value.id
        if not isinstance(value, bool | int | float | np.bool_ | np.integer | np.floating):
            raise TypeError(f"{type(value).__name__} cannot be traced")
        logical = isinstance(value, bool | np.bool_)
        key = (logical, float(value).hex())  # tells 0.0 from -0.0
        if key not in self._known:
            self._known[key] = self._add(Node(None, (), ONE, logical, "", float(value)))
        return self._known[key]

    def _add(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1


def _cheaper(op: Any, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """A product in place of a quotient by a power of two: the same number, rounded once."""
    if op is np.divide and isinstance(args[1], float):
        mantissa, exponent = math.frexp(args[1])
        if abs(mantissa) == 0.5 and abs(exponent) < 1000:
            return np.multiply, (args[0], 1.0 / args[1])
    return op, args


class Traced(NDArrayOperatorsMixin):
    """A stand-in for a number or an array: what is done with it goes to its tape."""

    def __init__(self, tape: Tape, i: int) -> None:
        self.tape, self.id = tape, i

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **rest: Any) -> Any:
        if method != "__call__" or rest or ufunc.nout != 1 or ufunc.signature:
            return NotImplemented
        return self.tape.record(ufunc, inputs)

    def __array_function__(self, function: Any, types: Any, args: Any, rest: Any) -> Any:
        if rest or function not in (np.where, np.full_like):
            return NotImplemented
        if function is np.full_like:
            return Traced(self.tape, self.tape.id(args[1]))  # spread over the points where it lands
        return self.tape.record(select, args)

    def __bool__(self) -> bool:
        raise TypeError("a step on many points at once cannot branch on values")

    def __pow__(self, other: Any) -> Any:
        raise TypeError("NumPy computes some powers of arrays by other means")

    __rpow__ = __ipow__ = __pow__


_LOGICAL = {
    *(np.greater, np.greater_equal, np.less, np.less_equal, np.equal, np.not_equal),
    *(np.logical_and, np.logical_or, np.logical_xor, np.logical_not),
    *(np.isnan, np.isfinite, np.isinf, np.signbit),
}
_KEEPING = {np.bitwise_and, np.bitwise_or, np.bitwise_xor, np.invert, select}
