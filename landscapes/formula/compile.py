"""From a formula to two fast triples of functions: one for Python floats, one for arrays.

The generated code holds only names and numbers made here, never a character a person typed.
Both triples do the same operations in the same order, and call NumPy for every function whose
last bit differs between `math` and NumPy, so a float and an array element agree exactly.
"""

import math
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from landscapes.base import Kernels
from landscapes.formula.derivatives import derivative
from landscapes.formula.graph import Graph, grow
from landscapes.formula.parse import parse

Outputs = dict[str, tuple[int, ...]]
"""The nodes of each kernel's results."""
MAX_NESTING = 30
"""Operations written into one expression; Python refuses 200 nested brackets."""


class Compiled(NamedTuple):
    """Factories from knob values to kernels: turning a knob compiles nothing."""

    floats: Callable[..., Kernels]
    arrays: Callable[..., Kernels]
    partial: bool


@lru_cache(maxsize=256)
def compile_formula(text: str, symbols: tuple[str, ...] = ()) -> Compiled:
    """Compile a formula in x, y and `symbols`. Raises FormulaError."""
    graph, outputs = with_derivatives(text, symbols)
    arrays = Writer(graph, symbols, floats=False).module(outputs, _ARRAYS)
    floats = Writer(graph, symbols, floats=True).module(outputs, _FLOATS)
    return Compiled(_with_rescue(floats, arrays), arrays, graph.is_partial(*outputs["fun"]))


def with_derivatives(text: str, symbols: tuple[str, ...]) -> tuple[Graph, Outputs]:
    """The graph of a formula, and in it the loss, its gradient and its Hessian."""
    graph = Graph()
    f = grow(graph, parse(text, symbols))
    gx, gy = derivative(graph, f, "x"), derivative(graph, f, "y")
    hxx, hxy, hyy = (derivative(graph, g, v) for g, v in ((gx, "x"), (gx, "y"), (gy, "y")))
    return graph, {"fun": (f,), "grad": (gx, gy), "hess": (hxx, hxy, hyy)}


def _with_rescue(
    floats: Callable[..., Kernels], arrays: Callable[..., Kernels]
) -> Callable[..., Kernels]:
    """Python floats raise on 1/0; what the arrays say (inf or nan) is what both must say."""

    def make(*knobs: float) -> Kernels:
        exact = arrays(*knobs)

        def rescue(which: int, x: float, y: float) -> Any:
            found = exact[which](np.array([x]), np.array([y]))
            return tuple(float(v[0]) for v in found) if which else float(found[0])

        return floats(*knobs, rescue=rescue)

    return make


class Writer:
    """Writes the source of a factory of kernels for one kind of number."""

    def __init__(self, graph: Graph, symbols: tuple[str, ...], floats: bool) -> None:
        self.graph, self.symbols, self.floats = graph, symbols, floats

    def module(self, outputs: Outputs, names: dict[str, Any]) -> Callable[..., Kernels]:
        """The compiled factory of all kernels."""
        arguments = [f"k{i}" for i in range(len(self.symbols))] + ["rescue=None"]
        outer = self.knob_only(outputs)
        body = [f"    n{i} = {self.call(i, set(outer))}" for i in outer]
        for which, (name, targets) in enumerate(outputs.items()):
            body += self.function(name, which, targets, set(outer))
        source = [f"def make({', '.join(arguments)}):", *body, "    return fun, grad, hess"]
        space = dict(names)
        exec(compile("\n".join(source), "<formula>", "exec"), space)  # noqa: S102
        return lambda *knobs, **rest: Kernels(*space["make"](*knobs, **rest))

    def knob_only(self, outputs: Outputs) -> list[int]:
        """Operations on knobs alone: done once in the factory, not at every point."""
        moving: set[int] = set()
        still = []
        for i in self.graph.needed(*(t for targets in outputs.values() for t in targets)):
            node = self.graph.nodes[i]
            if node.value in ("x", "y") or moving.intersection(node.args):
                moving.add(i)
            elif node.op not in ("const", "symbol"):
                still.append(i)
        return still

    def function(
        self, name: str, which: int, targets: tuple[int, ...], outer: set[int]
    ) -> list[str]:
        """One kernel, line by line; `outer` are operations that stand before it."""
        needed = [i for i in self.graph.needed(*targets) if i not in outer]
        uses = Counter([a for i in needed for a in self.graph.nodes[i].args] + list(targets))
        stored, depth = set(outer), dict.fromkeys(outer, 0)
        lines = []
        for i in needed:
            args = self.graph.nodes[i].args
            depth[i] = 1 + max((depth[a] for a in args), default=-1)
            if args and (uses[i] > 1 or depth[i] > MAX_NESTING):
                lines.append(f"n{i} = {self.call(i, stored)}")
                stored.add(i)
                depth[i] = 0
        results = ", ".join(self._result(t, stored) for t in targets)
        lines.append(f"return {results}")
        head = f"    def {name}(x, y):"
        if not self.floats:
            return [head, *(f"        {line}" for line in lines)]
        tail = f"        except ArithmeticError:\n            return rescue({which}, x, y)"
        return [head, "        try:", *(f"            {line}" for line in lines), tail]

    def _result(self, i: int, stored: set[int]) -> str:
        """An output; one that does not depend on the point still has the points' shape."""
        text = self._term(i, stored)
        bare = self.graph.nodes[i].op == "symbol"
        if self.floats:
            return f"float({text})" if bare else text
        if self._moves(i):
            return f"(+{text})" if bare else text  # never the caller's own array
        return f"full(x, {text})"

    def _moves(self, i: int) -> bool:
        return any(self.graph.nodes[n].value in ("x", "y") for n in self.graph.needed(i))

    def _term(self, i: int, stored: set[int]) -> str:
        node = self.graph.nodes[i]
        if node.op == "const":
            return f"({node.value!r})"
        if node.op == "symbol":
            at = self.symbols.index(str(node.value)) if node.value in self.symbols else None
            return str(node.value) if at is None else f"k{at}"
        return f"n{i}" if i in stored else self.call(i, stored)

    def call(self, i: int, stored: set[int]) -> str:
        """An operation on what is stored under a name, or is written out in its place."""
        node = self.graph.nodes[i]
        terms = [self._term(a, stored) for a in node.args]
        if node.op in _INFIX:
            return f"({f' {_INFIX[node.op]} '.join(terms)})"
        if node.op == "neg":
            return f"(-{terms[0]})"
        varies = node.op == "pow" and self._moves(node.args[1])
        call = f"{'varying_power' if varies else node.op}_({', '.join(terms)})"
        return f"float({call})" if self.floats and node.op not in _PLAIN else call


_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_PLAIN = {"sqrt", "abs", "sign", "step", "min", "max", "over"}  # exact in any library


def _float_sign(v: float) -> float:
    return 1.0 if v > 0 else -1.0 if v < 0 else v * 0.0


def _float_step(v: float) -> float:
    return 1.0 if v > 0 else 0.0 if v < 0 else 0.5 + v


def _array_over(a: Any, b: Any) -> Any:
    return np.where((a == 0) & (b == 0), 0.0, a / b)


def _varying_power(a: Any, b: Any) -> Any:
    """a**b where the exponent depends on the point.

    Where all exponents share one place in memory (a float, a broadcast axis) NumPy squares or
    takes a root instead, with another last bit; an element more keeps it from doing so.
    """
    a, b = np.broadcast_arrays(a, b)
    return np.power(np.append(a, 1.0), np.append(b, 1.0))[:-1].reshape(a.shape)


_SHARED: dict[str, Any] = {
    "sin_": np.sin, "cos_": np.cos, "tan_": np.tan,
    "asin_": np.arcsin, "acos_": np.arccos, "atan_": np.arctan,
    "sinh_": np.sinh, "cosh_": np.cosh, "tanh_": np.tanh,
    "exp_": np.exp, "log_": np.log, "pow_": np.power,
    "varying_power_": _varying_power,
}  # fmt: skip
_ARRAYS: dict[str, Any] = _SHARED | {
    "sqrt_": np.sqrt, "abs_": np.abs, "sign_": np.sign,
    "step_": lambda v: np.heaviside(v, 0.5), "min_": np.minimum, "max_": np.maximum,
    "over_": _array_over, "full": lambda x, v: np.full_like(x, v),
}  # fmt: skip
_FLOATS: dict[str, Any] = _SHARED | {
    "sqrt_": lambda v: math.sqrt(v) if v >= 0 else math.nan,
    "abs_": abs, "sign_": _float_sign, "step_": _float_step,
    "over_": lambda a, b: a / b if a or b else 0.0,
    "min_": lambda a, b: a if a < b or a != a else b,
    "max_": lambda a, b: a if a > b or a != a else b,
}  # fmt: skip
