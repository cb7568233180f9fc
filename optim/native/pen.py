"""The lines of a kernel in LLVM's language: names for values, vectors and single numbers.

Lines are written as text, not built with llvmlite.ir. That was tried: the results were the same
and 728 lines became 682, but it took 2 to 7 ms a kernel where text takes 0.4 to 1.1 ms. A kernel is
compiled once, but written anew for every map, as its numbers come with it: while a slider moved, a
map of 64 x 64 runs went from 1.3 to 5.5 ms (momentum on Rosenbrock), from 12 to 17 (Adam on
Himmelblau).
"""

from typing import NamedTuple


class UncoveredError(Exception):
    """There is an operation that is not known to give the same outside of NumPy."""


class Value(NamedTuple):
    """A name in the text: a vector (wide) or one number, of numbers or of truth values."""

    name: str
    wide: bool
    logical: bool = False


class Pen:
    """Writes a function's lines, and names what they make."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []
        self.called: list[str] = []
        self.loops = False
        self._count = 0

    def line(self, text: str) -> None:
        """Write a line."""
        self.lines.append(f"  {text}")

    def taken(self) -> list[str]:
        """The lines written since the last time."""
        taken, self.lines = self.lines, []
        return taken

    def put(self, text: str) -> str:
        """Write a line that makes a value; its name."""
        self._count += 1
        self.line(f"%v{self._count} = {text}")
        return f"%v{self._count}"

    def kind(self, wide: bool, element: str = "double") -> str:
        """The type of a vector, or of one of its elements."""
        return f"<{self.width} x {element}>" if wide else element

    def literal(self, text: str, wide: bool, element: str = "double") -> str:
        """A number written out, in every element."""
        return f"<{', '.join([f'{element} {text}'] * self.width)}>" if wide else text

    def widened(self, v: Value) -> Value:
        """One number in every element of a vector."""
        if v.wide:
            return v
        element = "i1" if v.logical else "double"
        kind = self.kind(True, element)
        one = self.put(f"insertelement {kind} poison, {element} {v.name}, i32 0")
        same = f"<{self.width} x i32> zeroinitializer"
        return Value(
            self.put(f"shufflevector {kind} {one}, {kind} poison, {same}"), True, v.logical
        )

    def number(self, v: Value) -> str:
        """A value as a number: truth values are 1 and 0."""
        if not v.logical:
            return v.name
        return self.put(f"uitofp {self.kind(v.wide, 'i1')} {v.name} to {self.kind(v.wide)}")

    def truth(self, v: Value) -> str:
        """A value as a truth value: every number but 0 is true."""
        return v.name if v.logical else self.test("une", v, "0.0")

    def test(self, how: str, v: Value, literal: str) -> str:
        """A comparison with a number written out."""
        return self.compare(how, v.wide, self.number(v), self.literal(literal, v.wide))

    def compare(self, how: str, wide: bool, a: str, b: str) -> str:
        """A comparison; false with nan where `how` begins with o, true where it begins with u."""
        return self.put(f"fcmp {how} {self.kind(wide)} {a}, {b}")

    def choose(self, wide: bool, condition: str, a: str, b: str, element: str = "double") -> str:
        """`a` where the condition holds, else `b`."""
        kind = self.kind(wide, element)
        return self.put(f"select {self.kind(wide, 'i1')} {condition}, {kind} {a}, {kind} {b}")

    def intrinsic(self, name: str, wide: bool, *args: str) -> str:
        """A function that LLVM knows."""
        kind = self.kind(wide)
        full = f"@llvm.{name}.{f'v{self.width}f64' if wide else 'f64'}"
        self.called.append(f"declare {kind} {full}({', '.join([kind] * len(args))})")
        return self.put(f"call {kind} {full}({', '.join(f'{kind} {a}' for a in args)})")
