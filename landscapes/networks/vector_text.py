"""Arithmetic of vectors of float64 in LLVM's language, with powers of 2 and logarithms to 2."""

import math

import numpy as np

EXP2 = [
    float.fromhex(digits)
    for digits in (
        "0x1p+0", "0x1.62e42fefa39efp-1", "0x1.ebfbdff82c598p-3", "0x1.c6b08d704a0c2p-5",
        "0x1.3b2ab6fba1ddap-7", "0x1.5d87fe78a5276p-10", "0x1.430913096fd9fp-13",
        "0x1.ffcbfc670dcd4p-17", "0x1.62bfd47773353p-20", "0x1.b524fae627834p-24",
        "0x1.e6063f7217bc6p-28", "0x1.e9d3fe3952179p-32",
    )
]  # fmt: skip
"""2^r for |r| <= 1/2, by a polynomial through Chebyshev nodes: off by 2^-55 of it at most."""
LOG2 = [2 / (k * math.log(2)) for k in range(1, 22, 2)]
"""log2((1 + f)/(1 - f)) = (2 f + 2/3 f^3 + ...)/ln 2 for |f| <= 0.172: the rest is below 2^-57."""
ROUNDER = 1.5 * 2.0**52
"""A number added to this is a whole number in its last digits."""
HALF_ROOT = 0x3FE6A09E00000000
"""The bits of a number just below the root of 1/2, from where on mantissas are taken."""


class VectorText:
    """Lines of a function; every value has a name of its own."""

    def __init__(self, width: int) -> None:
        self.width, self.kind = width, f"<{width} x double>"
        self._ints, self._made = f"<{width} x i64>", 0
        self._lines: list[str] = []

    def text(self) -> str:
        """All of it."""
        v = self.kind
        return "\n".join([f"declare {v} @llvm.fma.v{self.width}f64({v}, {v}, {v})", *self._lines])

    def raw(self, lines: str) -> None:
        """Lines as they are."""
        self._lines.append(lines)

    def mark(self) -> int:
        """The place after what was written."""
        return len(self._lines)

    def insert(self, mark: int, line: str) -> None:
        """A line at an earlier place."""
        self._lines.insert(mark, line)

    def put(self, what: str) -> str:
        """A line that makes a value; its name."""
        self._made += 1
        self._lines.append(f"  %v{self._made} = {what}")
        return f"%v{self._made}"

    def all(self, value: float) -> str:
        """A vector of one number."""
        bits = f"0x{np.float64(value).view(np.uint64):016X}"
        return f"<{', '.join([f'double {bits}'] * self.width)}>"

    def _all(self, value: int) -> str:
        return f"<{', '.join([f'i64 {value}'] * self.width)}>"

    def do(self, operation: str, a: str, b: str) -> str:
        """An operation on two vectors."""
        return self.put(f"{operation} {self.kind} {a}, {b}")

    def fma(self, a: str, b: str, c: str) -> str:
        """a b + c, rounded once."""
        v = self.kind
        return self.put(f"call {v} @llvm.fma.v{self.width}f64({v} {a}, {v} {b}, {v} {c})")

    def _place(self, kind: str, base: str, index: str) -> str:
        return self.put(f"getelementptr {kind}, ptr {base}, i64 {index}")

    def load(self, base: str, index: str) -> str:
        """A vector from memory."""
        return self.put(f"load {self.kind}, ptr {self._place('double', base, index)}, align 8")

    def whole_numbers(self, base: str, index: str) -> str:
        """A vector of whole numbers from memory."""
        return self.put(f"load {self._ints}, ptr {self._place('i64', base, index)}, align 8")

    def same(self, base: str, index: str) -> str:
        """A number from memory, in all places of a vector."""
        one = self.put(f"load double, ptr {self._place('double', base, index)}, align 8")
        return self._spread("double", one)

    def _spread(self, kind: str, one: str) -> str:
        v, mask = f"<{self.width} x {kind}>", f"<{self.width} x i32>"
        first = self.put(f"insertelement {v} poison, {kind} {one}, i32 0")
        return self.put(f"shufflevector {v} {first}, {v} poison, {mask} zeroinitializer")

    def add_to(self, to: str, value: str) -> None:
        """Add a vector to one in memory."""
        now = self.put(f"load {self.kind}, ptr {to}, align 8")
        self.raw(f"  store {self.kind} {self.do('fadd', now, value)}, ptr {to}, align 8")

    def equal(self, a: str, value: int) -> str:
        """Where whole numbers are this one."""
        return self.put(f"icmp eq {self._ints} {a}, {self._all(value)}")

    def from_on(self, first: str, least: str) -> str:
        """Which of the whole numbers that count up from `first` are `least` or more."""
        steps = f"<{', '.join(f'i64 {k}' for k in range(self.width))}>"
        counted = self.put(f"add {self._ints} {self._spread('i64', first)}, {steps}")
        return self.put(f"icmp uge {self._ints} {counted}, {self._spread('i64', least)}")

    def select(self, which: str, a: str, b: str) -> str:
        """`a` where it is so, else `b`."""
        v = self.kind
        return self.put(f"select <{self.width} x i1> {which}, {v} {a}, {v} {b}")

    def _bits(self, a: str) -> str:
        return self.put(f"bitcast {self.kind} {a} to {self._ints}")

    def _number(self, bits: str) -> str:
        return self.put(f"bitcast {self._ints} {bits} to {self.kind}")

    def _integers(self, operation: str, a: str, b: str) -> str:
        return self.put(f"{operation} {self._ints} {a}, {b}")

    def exp2(self, x: str) -> str:
        """2^x for |x| < 1000: 2^k 2^r, where the last digits of `rounded` are k."""
        rounded = self.do("fadd", x, self.all(ROUNDER))
        r = self.do("fsub", x, self.do("fsub", rounded, self.all(ROUNDER)))
        high = self._integers("shl", self._bits(rounded), self._all(52))
        return self._number(self._integers("add", self._bits(self._series(EXP2, r)), high))

    def log2(self, s: str) -> str:
        """log2 s for ordinary s > 0: s = 2^k m, and the series of m."""
        bits, least = self._bits(s), self._all(HALF_ROOT)
        high = self._integers("ashr", self._integers("sub", bits, least), self._all(52))
        m = self._number(self._integers("sub", bits, self._integers("shl", high, self._all(52))))
        k = self.put(f"sitofp {self._ints} {high} to {self.kind}")
        one = self.all(1.0)
        f = self.do("fdiv", self.do("fsub", m, one), self.do("fadd", m, one))
        return self.fma(f, self._series(LOG2, self.do("fmul", f, f)), k)

    def _series(self, terms: list[float], x: str) -> str:
        value = self.all(terms[-1])
        for term in reversed(terms[:-1]):
            value = self.fma(value, x, self.all(term))
        return value
