"""A formula as a graph of shared operations, simplified where that is exact.

A node is stored once however often it occurs, so common subexpressions are found by construction.
"""

import ast
import math
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import numpy as np

from landscapes.formula.tokens import CONSTANTS, FormulaError

MAX_EXPANDED_POWER = 64
PARTIAL = frozenset({"log", "sqrt", "asin", "acos", "pow", "div"})
_FOLD: dict[str, Any] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": np.divide,
    "neg": lambda a: -a,
    "pow": np.power,
    "step": lambda a: np.heaviside(a, 0.5),
    "min": np.minimum,
    "max": np.maximum,
    "abs": np.abs,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
}


@dataclass(frozen=True)
class Node:
    """One operation: `op` is an operation's name, or const, symbol (then `value` holds it)."""

    op: str
    args: tuple[int, ...] = ()
    value: float | str = 0.0


@dataclass
class Graph:
    """Nodes in an order in which every node follows its arguments."""

    nodes: list[Node] = field(default_factory=list)
    _known: dict[Node, int] = field(default_factory=dict)

    # -- building ---------------------------------------------------------------------------

    def const(self, value: float) -> int:
        """The node of a number."""
        return self._put(Node("const", value=float(value)))

    def symbol(self, name: str) -> int:
        """The node of x, y or a knob."""
        return self._put(Node("symbol", value=name))

    def _put(self, node: Node) -> int:
        if node not in self._known:
            self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return self._known[node]

    def value(self, i: int) -> float | None:
        """The number node `i` stands for, or None where it depends on a symbol."""
        node = self.nodes[i]
        return float(node.value) if node.op == "const" else None

    def apply(self, op: str, *args: int) -> int:
        """The node `op(*args)`, simplified where that is exact."""
        values = [self.value(a) for a in args]
        numbers = [v for v in values if v is not None]
        if len(numbers) == len(args):
            return self._folded(op, numbers)
        simpler = getattr(self, f"_{op}", None)
        known = None if simpler is None else simpler(*args, *values)
        return self._put(Node(op, args)) if known is None else known

    def _folded(self, op: str, numbers: list[float]) -> int:
        with np.errstate(all="ignore"):
            function = _FOLD[op] if op in _FOLD else getattr(np, op)
            value = float(function(*map(np.float64, numbers)))
        if not np.isfinite(value):
            raise FormulaError("A constant in the formula is not a finite number")
        return self.const(value)

    def _add(self, a: int, b: int, va: float | None, vb: float | None) -> int | None:
        if va == 0:
            return b
        if vb == 0:
            return a
        if self.nodes[b].op == "neg":
            return self.apply("sub", a, self.nodes[b].args[0])
        return None

    def _sub(self, a: int, b: int, va: float | None, vb: float | None) -> int | None:
        if vb == 0:
            return a
        if va == 0:
            return self.apply("neg", b)
        if self.nodes[b].op == "neg":
            return self.apply("add", a, self.nodes[b].args[0])
        return self.const(0) if a == b else None

    def _mul(self, a: int, b: int, va: float | None, vb: float | None) -> int | None:
        if vb is not None:
            return self.apply("mul", b, a)
        if va in (0, 1):
            return b if va == 1 else self.const(0)
        if va == -1:
            return self.apply("neg", b)
        inner = self.nodes[b]
        if va is not None and inner.op == "neg":
            return self.apply("mul", self.const(-va), inner.args[0])
        scale = self.value(inner.args[0]) if inner.op == "mul" else None
        if va is not None and scale is not None:
            return self.apply("mul", self.apply("mul", a, inner.args[0]), inner.args[1])
        return None if va is not None else self._scaled(a, b) or self._scaled(b, a)

    def _scaled(self, a: int, b: int) -> int | None:
        """a (2 c) as 2 (a c), where it may meet a half: a power of two changes no digit."""
        node = self.nodes[b]
        if node.op != "mul" or not _is_power_of_two(self.value(node.args[0])):
            return None
        return self.apply("mul", node.args[0], self.apply("mul", a, node.args[1]))

    def _div(self, a: int, b: int, va: float | None, vb: float | None) -> int | None:
        if vb == 0:
            raise FormulaError("The formula divides by zero")
        if _is_power_of_two(vb):
            return self.apply("mul", self.const(1 / vb), a)
        return a if va == 0 else None

    def _over(self, a: int, b: int, va: float | None, vb: float | None) -> int | None:
        """A quotient in which 0/0 is 0: the slope of sqrt(x^2 + y^2) at its tip."""
        return a if va == 0 else None

    def _neg(self, a: int, va: float | None) -> int | None:
        node = self.nodes[a]
        if node.op == "sub":
            return self.apply("sub", node.args[1], node.args[0])
        if node.op == "mul" and (scale := self.value(node.args[0])) is not None:
            return self.apply("mul", self.const(-scale), node.args[1])
        return node.args[0] if node.op == "neg" else None

    def _pow(self, a: int, b: int, va: float | None, vb: float | None) -> int | None:
        if vb is None or abs(vb) > MAX_EXPANDED_POWER:
            return None
        if vb < 0:
            return self.apply("div", self.const(1), self.apply("pow", a, self.const(-vb)))
        if vb == 0.5:
            return self.apply("sqrt", a)
        return self._whole_power(a, int(vb)) if vb == int(vb) else None

    def _whole_power(self, a: int, n: int) -> int:
        """`a**n` by repeated squaring: one product for a square, two for a fourth power."""
        if n == 0:
            return self.const(1)
        if n == 1:
            return a
        half = self._whole_power(a, n // 2)
        square = self.apply("mul", half, half)
        return self.apply("mul", a, square) if n % 2 else square

    # -- reading ----------------------------------------------------------------------------

    def needed(self, *targets: int) -> list[int]:
        """Every node the targets depend on, arguments first."""
        marked, stack = set(), list(targets)
        while stack:
            i = stack.pop()
            if i not in marked:
                marked.add(i)
                stack.extend(self.nodes[i].args)
        return sorted(marked)

    def is_partial(self, target: int) -> bool:
        """Whether the target may be undefined at some finite point."""
        return any(
            self.nodes[i].op in PARTIAL
            and not (self.nodes[i].op == "div" and self.value(self.nodes[i].args[1]) is not None)
            for i in self.needed(target)
        )


def _is_power_of_two(value: float | None) -> TypeGuard[float]:
    """Whether multiplying or dividing by a number changes no digit of an ordinary other one."""
    return value is not None and 1e-99 < abs(value) < 1e99 and abs(math.frexp(value)[0]) == 0.5


_BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow"}


def grow(graph: Graph, tree: ast.expr) -> int:
    """Put a tree that `parse` made into the graph; the node of its value."""
    match tree:
        case ast.Constant(value=float() as value):
            return graph.const(value)
        case ast.Name(id=name):
            return graph.const(CONSTANTS[name]) if name in CONSTANTS else graph.symbol(name)
        case ast.UnaryOp(operand=operand):
            return graph.apply("neg", grow(graph, operand))
        case ast.BinOp(left, op, right):
            return graph.apply(_BINARY[type(op)], grow(graph, left), grow(graph, right))
        case ast.Call(func=ast.Name(id=name), args=args):
            return graph.apply(name, *(grow(graph, arg) for arg in args))
    raise TypeError(f"not a parsed formula: {tree!r}")
