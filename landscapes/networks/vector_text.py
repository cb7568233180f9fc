"""Arithmetic of vectors of float64 in LLVM's language, with powers of 2."""

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

    def same(self, base: str, index: str) -> str:
        """A number from memory, in all places of a vector."""
        one = self.put(f"load double, ptr {self._place('double', base, index)}, align 8")
        return self._spread("double", one)

    def _spread(self, kind: str, one: str) -> str:
        v, mask = f"<{self.width} x {kind}>", f"<{self.width} x i32>"
        first = self.put(f"insertelement {v} poison, {kind} {one}, i32 0")
        return self.put(f"shufflevector {v} {first}, {v} poison, {mask} zeroinitializer")

    def store(self, base: str, index: str, value: str) -> None:
        """A vector into memory."""
        to = self._place("double", base, index)
        self.raw(f"  store {self.kind} {value}, ptr {to}, align 8")

    def below(self, first: str, end: str) -> str:
        """Which of the whole numbers that count up from `first` are below `end`."""
        steps = f"<{', '.join(f'i64 {k}' for k in range(self.width))}>"
        counted = self.put(f"add {self._ints} {self._spread('i64', first)}, {steps}")
        return self.put(f"icmp slt {self._ints} {counted}, {self._spread('i64', end)}")

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

    def split(self, s: str) -> tuple[str, str]:
        """The k and m of an ordinary s = 2^k m > 0 with m between the roots of 1/2 and 2."""
        bits, least = self._bits(s), self._all(HALF_ROOT)
        k = self._integers("ashr", self._integers("sub", bits, least), self._all(52))
        m = self._integers("sub", bits, self._integers("shl", k, self._all(52)))
        return self.put(f"sitofp {self._ints} {k} to {self.kind}"), self._number(m)

    def _series(self, terms: list[float], x: str) -> str:
        value = self.all(terms[-1])
        for term in reversed(terms[:-1]):
            value = self.fma(value, x, self.all(term))
        return value
