"""NumPy's own loops for exp, sin and the like, called from compiled text.

Their last bits differ from those of any other library, so nothing else will do. A ufunc keeps a
pointer to the loop for each type (`PyUFuncObject` in NumPy's public header `ufuncobject.h`, the
same since NumPy 1.7); a loop takes pointers, lengths and strides, and no lock. What is found is
tried on numbers before it is used.
"""

import ctypes
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from optim.native.pen import Pen, UncoveredError, Value

KNOWN: frozenset[Any] = frozenset({
    np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan, np.sinh, np.cosh, np.tanh,
    np.exp, np.log, np.power,
})  # fmt: skip
WIDEST_VECTOR = 64
"""Elements a call works on at most."""


class Loop(NamedTuple):
    """Where a loop is, and what else it wants to be given."""

    address: int
    data: int


class _Ufunc(ctypes.Structure):
    """The head of a PyUFuncObject, after the object's own."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("nin", "nout", "nargs", "identity")),
        ("functions", ctypes.POINTER(ctypes.c_void_p)),
        ("data", ctypes.POINTER(ctypes.c_void_p)),
        *((name, ctypes.c_int) for name in ("ntypes", "reserved")),
        ("name", ctypes.c_char_p),
    ]


@cache
def loop(ufunc: Any) -> Loop | None:
    """The loop of a ufunc for float64; None where it is not as expected."""
    seen = _Ufunc.from_address(id(ufunc) + object.__basicsize__)
    facts = (seen.nin, seen.nout, seen.nargs, seen.ntypes)
    if facts != (ufunc.nin, 1, ufunc.nin + 1, ufunc.ntypes):
        return None
    types = "d" * ufunc.nin + "->d"
    if types not in ufunc.types or seen.name != ufunc.__name__.encode():
        return None
    at = ufunc.types.index(types)
    found = Loop(seen.functions[at] or 0, seen.data[at] or 0)
    return found if found.address and _agrees(ufunc, found) else None


def _agrees(ufunc: Any, found: Loop) -> bool:
    """Whether a loop gives what its ufunc gives, in short calls as in a long one."""
    special = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 5e-324, 1e308, -700.0, 710.0]
    a = np.concatenate([special, np.linspace(-30, 30, 245)])
    columns = [a, np.roll(a, 3)][: ufunc.nin]
    made = np.empty(a.size)
    call = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 4)(found.address)
    steps = (ctypes.c_ssize_t * 3)(8, 8, 8)
    for lo in range(0, a.size, 16):
        at = (ctypes.c_void_p * 3)(*(v.ctypes.data + 8 * lo for v in (*columns, made)))
        call(at, (ctypes.c_ssize_t * 1)(min(16, a.size - lo)), steps, found.data)
    with np.errstate(all="ignore"):
        return bool(np.array_equal(made, ufunc(*columns), equal_nan=True))


def call(pen: Pen, ufunc: Any, args: list[Value]) -> Value:
    """Write a call. One number among vectors is passed as NumPy does: with no stride."""
    found = loop(ufunc)
    if found is None:
        raise UncoveredError(ufunc.__name__)
    wide = any(a.wide for a in args)
    for i, a in enumerate(args):
        pen.line(f"store {pen.kind(a.wide)} {pen.number(a)}, ptr %loop.in{i}, align 64")
    steps = "".join("8" if a.wide == wide else "0" for a in args)
    given = (
        f"ptr %loop.at{len(args)}, ptr %loop.{'many' if wide else 'one'}, ptr %loop.steps{steps}"
    )
    pen.line(
        f"call void inttoptr (i64 {found.address} to ptr)"
        f"({given}, ptr inttoptr (i64 {found.data} to ptr))"
    )
    pen.loops = True
    made = pen.put(f"load {pen.kind(wide)}, ptr %loop.out, align 64")
    return Value(made, wide)


def room(width: int) -> list[str]:
    """The lines that make room for what calls are given."""
    names = ("in0", "in1", "out")
    lines = [f"  %loop.{name} = alloca [{width} x double], align 64" for name in names]
    lines += _array("many", "i64", [width]) + _array("one", "i64", [1])
    for steps in ("8", "88", "80", "08"):
        lines += _array(f"steps{steps}", "i64", [*map(int, steps), 8])
    lines += _array("at1", "ptr", ["%loop.in0", "%loop.out"])
    return lines + _array("at2", "ptr", ["%loop.in0", "%loop.in1", "%loop.out"])


def _array(name: str, kind: str, values: list[Any]) -> list[str]:
    lines = [f"  %loop.{name} = alloca [{len(values)} x {kind}]"]
    for i, v in enumerate(values):
        lines.append(f"  %loop.{name}.{i} = getelementptr {kind}, ptr %loop.{name}, i64 {i}")
        lines.append(f"  store {kind} {v}, ptr %loop.{name}.{i}")
    return lines
