"""Derivatives by another road: SymPy builds and differentiates, mpmath evaluates in 40 digits.

Nothing here uses the app's own parser or derivative rules.
"""

import ast
import operator
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import mpmath
import sympy

X, Y = sympy.symbols("x y", real=True)
_OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip


def _sign(u: Any) -> Any:
    return sympy.Piecewise((1, u > 0), (-1, u < 0), (0, True))


_ONE_VALUE = "sin cos tan asin acos atan sinh cosh tanh exp log sqrt"
# Kinks are written as pieces, so that their derivatives hold no delta functions.
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(sympy, name) for name in _ONE_VALUE.split()
} | {
    "abs": lambda u: sympy.Piecewise((u, u > 0), (-u, True)),
    "sign": _sign,
    "min": lambda a, b: sympy.Piecewise((a, a < b), (b, True)),
    "max": lambda a, b: sympy.Piecewise((a, a > b), (b, True)),
}


def expression(text: str, symbols: dict[str, Any]) -> Any:
    """The SymPy expression of a trusted formula."""

    def build(node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return sympy.Rational(value)
            case ast.Name(id=name):
                return symbols[name]
            case ast.UnaryOp(ast.USub(), operand):
                return -build(operand)
            case ast.UnaryOp(ast.UAdd(), operand):
                return build(operand)
            case ast.BinOp(left, op, right):
                return _OPERATORS[type(op)](build(left), build(right))
            case ast.Call(ast.Name(name), args):
                return _FUNCTIONS[name](*map(build, args))
        raise AssertionError(ast.dump(node))

    return build(ast.parse(text.replace("^", "**"), mode="eval").body)


@lru_cache(maxsize=256)
def reference(text: str, knobs: tuple[str, ...] = ()) -> Callable[..., list[Any]]:
    """A function of x, y and knob values: [f, gx, gy, hxx, hxy, hyy] in mpmath numbers."""
    made = {name: sympy.Symbol(name, real=True) for name in knobs}
    f = expression(text, {"x": X, "y": Y, "pi": sympy.pi, "e": sympy.E, **made})
    gx, gy = sympy.diff(f, X), sympy.diff(f, Y)
    six = [f, gx, gy, sympy.diff(gx, X), sympy.diff(gx, Y), sympy.diff(gy, Y)]
    function = sympy.lambdify([X, Y, *made.values()], six, "mpmath")

    def evaluate(x: float, y: float, *values: float, digits: int = 40) -> list[Any]:
        with mpmath.workdps(digits):
            return [mpmath.mpmathify(v) for v in function(*map(mpmath.mpf, (x, y, *values)))]

    return evaluate


def six(surface: Any, x: Any, y: Any) -> list[Any]:
    """What the app says: [f, gx, gy, hxx, hxy, hyy]."""
    return [surface.fun(x, y), *surface.grad(x, y), *surface.hess(x, y)]


def assert_agrees(surface: Any, text: str, knobs: dict[str, float], x: float, y: float) -> None:
    """The app's six numbers are those of the reference.

    The allowance grows where the formula itself loses digits: as much as a 15-digit evaluation of
    the reference is off from the 40-digit one.
    """
    ask = reference(text, tuple(knobs))
    exact, rough = ask(x, y, *knobs.values()), ask(x, y, *knobs.values(), digits=15)
    for ours, true, near in zip(six(surface, x, y), exact, rough, strict=True):
        slack = 1e-9 * (1 + abs(true)) + 1000 * abs(true - near)
        assert abs(ours - true) <= slack, f"{text} at ({x}, {y}): {ours}, not {float(true)}"


def same_bits(a: Any, b: Any) -> bool:
    """Equal in every bit but the sign of zero; nan equals nan."""
    return a == b or (a != a and b != b)
