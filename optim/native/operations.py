"""NumPy's operations in LLVM's text, one line or a few each, with the same results to the last bit.

+ - * / and sqrt are rounded correctly by IEEE 754, and the others here are exact. For functions
such as exp no standard tells the last bit: the text calls NumPy's own loops (see `loops`).
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from optim.native import loops
from optim.native.pen import Pen, UncoveredError, Value
from optim.trace.tape import select


def apply(pen: Pen, op: Any, args: list[Value]) -> Value:
    """Write an operation on values; UncoveredError where it is not known."""
    if op in loops.KNOWN:
        return loops.call(pen, op, args)
    if any(a.wide for a in args):
        args = [pen.widened(a) for a in args]
    if op not in _WRITTEN:
        raise UncoveredError(getattr(op, "__name__", repr(op)))
    made, logical = _WRITTEN[op](pen, args[0].wide, args)
    return Value(made, args[0].wide, logical)


Written = tuple[str, bool]
"""The name of what was made, and whether it is a truth value."""


def _numbers(pen: Pen, args: list[Value]) -> list[str]:
    if all(a.logical for a in args):
        raise UncoveredError("arithmetic on truth values")
    return [pen.number(a) for a in args]


def _arithmetic(word: str) -> Callable[..., Written]:
    def write(pen: Pen, wide: bool, args: list[Value]) -> Written:
        return pen.put(f"{word} {pen.kind(wide)} {', '.join(_numbers(pen, args))}"), False

    return write


def _known(name: str) -> Callable[..., Written]:
    return lambda pen, wide, args: (pen.intrinsic(name, wide, *_numbers(pen, args)), False)


def _comparison(how: str) -> Callable[..., Written]:
    return lambda pen, wide, args: (pen.compare(how, wide, *map(pen.number, args)), True)


def _extreme(how: str) -> Callable[..., Written]:
    """The first where it is beyond the second or nan, else the second."""

    def write(pen: Pen, wide: bool, args: list[Value]) -> Written:
        a, b = _numbers(pen, args)
        beyond, gone = pen.compare(how, wide, a, b), pen.compare("uno", wide, a, a)
        first = pen.put(f"or {pen.kind(wide, 'i1')} {beyond}, {gone}")
        return pen.choose(wide, first, a, b), False

    return write


def _logic(word: str, convert: bool) -> Callable[..., Written]:
    """`convert`: numbers are taken for truth values."""

    def write(pen: Pen, wide: bool, args: list[Value]) -> Written:
        if not convert and not all(a.logical for a in args):
            raise UncoveredError("bits of numbers")
        names = [pen.truth(a) for a in args]
        if len(names) == 1:
            names.append(pen.literal("true", wide, "i1"))
        return pen.put(f"{word} {pen.kind(wide, 'i1')} {', '.join(names)}"), True

    return write


def _negative(pen: Pen, wide: bool, args: list[Value]) -> Written:
    return pen.put(f"fneg {pen.kind(wide)} {_numbers(pen, args)[0]}"), False


def _sign(pen: Pen, wide: bool, args: list[Value]) -> Written:
    (v,) = _numbers(pen, args)
    up, down = (Value(pen.test(how, args[0], "0.0"), wide, True) for how in ("ogt", "olt"))
    made = pen.put(f"fsub {pen.kind(wide)} {pen.number(up)}, {pen.number(down)}")
    return pen.choose(wide, pen.compare("uno", wide, v, v), v, made), False


def _heaviside(pen: Pen, wide: bool, args: list[Value]) -> Written:
    v, middle = _numbers(pen, args)
    zero, one = pen.literal("0.0", wide), pen.literal("1.0", wide)
    made = pen.choose(wide, pen.test("ogt", args[0], "0.0"), one, middle)
    made = pen.choose(wide, pen.test("olt", args[0], "0.0"), zero, made)
    return pen.choose(wide, pen.compare("uno", wide, v, v), v, made), False


def _select(pen: Pen, wide: bool, args: list[Value]) -> Written:
    condition, logical = pen.truth(args[0]), args[1].logical and args[2].logical
    a, b = (v.name if logical else pen.number(v) for v in args[1:])
    return pen.choose(wide, condition, a, b, "i1" if logical else "double"), logical


_INFINITY = "0x7FF0000000000000"


def _size(how: str) -> Callable[..., Written]:
    """A comparison of the absolute value with infinity."""

    def write(pen: Pen, wide: bool, args: list[Value]) -> Written:
        size = Value(pen.intrinsic("fabs", wide, *_numbers(pen, args)), wide)
        return pen.test(how, size, _INFINITY), True

    return write


def _isnan(pen: Pen, wide: bool, args: list[Value]) -> Written:
    (v,) = _numbers(pen, args)
    return pen.compare("uno", wide, v, v), True


_WRITTEN: dict[Any, Callable[..., Written]] = {
    np.add: _arithmetic("fadd"), np.subtract: _arithmetic("fsub"),
    np.multiply: _arithmetic("fmul"), np.divide: _arithmetic("fdiv"),
    np.negative: _negative, np.positive: lambda pen, wide, args: (args[0].name, args[0].logical),
    np.sqrt: _known("sqrt"), np.absolute: _known("fabs"), np.copysign: _known("copysign"),
    np.sign: _sign, np.heaviside: _heaviside, select: _select,
    np.maximum: _extreme("ogt"), np.minimum: _extreme("olt"),
    np.greater: _comparison("ogt"), np.greater_equal: _comparison("oge"),
    np.less: _comparison("olt"), np.less_equal: _comparison("ole"),
    np.equal: _comparison("oeq"), np.not_equal: _comparison("une"),
    np.logical_and: _logic("and", True), np.logical_or: _logic("or", True),
    np.logical_xor: _logic("xor", True), np.logical_not: _logic("xor", True),
    np.bitwise_and: _logic("and", False), np.bitwise_or: _logic("or", False),
    np.bitwise_xor: _logic("xor", False), np.invert: _logic("xor", False),
    np.isnan: _isnan, np.isfinite: _size("olt"), np.isinf: _size("oeq"),
}  # fmt: skip
