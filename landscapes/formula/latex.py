"""A formula in LaTeX, in the order its author wrote it."""

import ast

from landscapes.formula.parse import parse

_GREEK = {"alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "mu", "omega", "phi",
          "pi", "rho", "sigma", "tau", "theta"}  # fmt: skip
_NAMED = {"sin", "cos", "tan", "sinh", "cosh", "tanh", "log", "min", "max"}
_ARC = {"asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan"}
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)


def latex(text: str, symbols: tuple[str, ...] = ()) -> str:
    """LaTeX of a formula in x, y and `symbols`. Raises FormulaError."""
    return _write(parse(text, symbols))[0]


def _write(node: ast.expr) -> tuple[str, int]:
    """The LaTeX of a tree and how tightly its outermost operation binds."""
    match node:
        case ast.Constant(value=float() as value):
            return _number(value)
        case ast.Name(id=name):
            return _symbol(name), _ATOM
        case ast.UnaryOp(operand=operand):
            return f"-{_bound(operand, _PRODUCT)}", _SUM
        case ast.BinOp(left, ast.Add(), right):
            return f"{_bound(left, _SUM)} + {_bound(right, _PRODUCT)}", _SUM
        case ast.BinOp(left, ast.Sub(), right):
            return f"{_bound(left, _SUM)} - {_bound(right, _PRODUCT)}", _SUM
        case ast.BinOp(left, ast.Mult(), right):
            return _product(left, right), _PRODUCT
        case ast.BinOp(left, ast.Div(), right):
            return rf"\frac{{{_write(left)[0]}}}{{{_write(right)[0]}}}", _PRODUCT
        case ast.BinOp(left, ast.Pow(), right):
            return _power(left, right), _POWER
        case ast.Call(func=ast.Name(id=name), args=args):
            inner = [_write(arg)[0] for arg in args]
            return _call(name, inner), _POWER if name == "exp" else _ATOM
    raise TypeError(f"not a parsed formula: {node!r}")


def _bound(node: ast.expr, least: int) -> str:
    text, binding = _write(node)
    return text if binding >= least else rf"\left({text}\right)"


def _product(left: ast.expr, right: ast.expr) -> str:
    a, b = _bound(left, _PRODUCT), _bound(right, _PRODUCT)
    digits = b[:1].isdigit() or b.startswith(r"\frac")
    return rf"{a} \cdot {b}" if digits else rf"{a}\,{b}"


def _power(base: ast.expr, power: ast.expr) -> str:
    exponent = _write(power)[0]
    match base:
        case ast.Call(func=ast.Name(id=name), args=[arg]) if name in _NAMED and exponent.isdigit():
            return rf"\{name}^{{{exponent}}}\left({_write(arg)[0]}\right)"
    return f"{_bound(base, _ATOM)}^{{{exponent}}}"


def _call(name: str, args: list[str]) -> str:
    inner = ", ".join(args)
    if name == "sqrt":
        return rf"\sqrt{{{inner}}}"
    if name == "abs":
        return rf"\left|{inner}\right|"
    if name == "exp":
        return rf"e^{{{inner}}}"
    head = _ARC.get(name) or (rf"\{name}" if name in _NAMED else rf"\operatorname{{{name}}}")
    return rf"{head}\left({inner}\right)"


def _number(value: float) -> tuple[str, int]:
    text = f"{value:.12g}"
    if "e" not in text:
        return text, _ATOM
    mantissa, exponent = text.split("e")
    power = rf"10^{{{int(exponent)}}}"
    return (power, _POWER) if mantissa == "1" else (rf"{mantissa} \cdot {power}", _PRODUCT)


def _symbol(name: str) -> str:
    if name in _GREEK:
        return rf"\{name}"
    return name if len(name) == 1 else rf"\mathrm{{{name.replace('_', ' ')}}}"
