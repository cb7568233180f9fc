"""Maps made of cells: each cell is of one kind, and lighter or darker within it.

What the browser gets is small: a byte for the kind, one for the shade, and what the label under
the pointer says. It mixes the colours itself, so that no picture has to be sent. The format is
described in ui/browser/shared/wire.md, “cells”.
"""

import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.sentences import N_, _, sentence
from core.written import number

SHADES = 255
PATTERNS = ("", "hatch", "cross", "dots", "lines", "bars", "rings")
"""Drawn over a kind's colour, so that colour is not all that tells it."""


@dataclass(frozen=True)
class Kind:
    """One way for a run to end."""

    name: str
    colours: tuple[str, ...]
    """From shade 0 to the last; one colour is flat."""
    pattern: str = ""
    number: str = ""
    """Written on the map where the kind's marks are, and in the legend."""
    words: tuple[str, ...] = ()
    """Further columns of the legend."""
    at: tuple[tuple[float, float], ...] = ()
    """Where its number stands."""
    dark: tuple[str, ...] = ()
    """The colours in the dark theme, where these are others."""

    @property
    def said(self) -> str:
        """Its name by itself, without the legend's other columns."""
        if not self.number:
            return self.name
        return sentence("Minimum {number}, {name}", number=self.number, name=N_(self.name))


@dataclass(frozen=True)
class Picture:
    """The cells, arrays of shape (rows, columns) from below, and what they mean."""

    kinds: tuple[Kind, ...]
    label: np.ndarray
    """Place in `kinds`."""
    shade: np.ndarray
    """0 to `SHADES`."""
    steps: np.ndarray
    fun: np.ndarray
    bar: dict[str, Any] = field(default_factory=dict)
    """The scale of the shades: title, colours, and (share, text) ticks."""

    def shares(self) -> np.ndarray:
        """Of all cells, by kind."""
        counts = np.bincount(self.label.ravel(), minlength=len(self.kinds))
        return np.asarray(counts / max(1, self.label.size))

    def packed(self) -> bytes:
        """All cells as one deflated string: kinds, shades, steps, losses, one after the other."""
        with np.errstate(over="ignore"):  # what float32 cannot hold is beyond all numbers
            upper = np.asarray(self.fun, "<f4").view("<u4") >> np.uint32(16)
        parts = (
            self.label.astype(np.uint8),
            self.shade.astype(np.uint8),
            np.minimum(np.rint(self.steps), 65535).astype("<u2"),
            upper.astype("<u2"),
        )
        return zlib.compress(b"".join(part.tobytes() for part in parts), 1)

    def legend(self) -> list[dict[str, Any]]:
        """The kinds as the browser lists them."""
        return [
            {
                "name": _(kind.name),
                "colours": kind.colours,
                "dark": kind.dark or kind.colours,
                "pattern": kind.pattern,
                "number": kind.number,
                "said": _(kind.said),
                "words": [_(word) for word in kind.words],
                "share": float(share),
            }
            for kind, share in zip(self.kinds, self.shares(), strict=True)
        ]

    def scale(self) -> dict[str, Any]:
        """The scale of the shades, told to who looks."""
        return self.bar | {"title": _(self.bar["title"])} if self.bar else {}

    def marks(self) -> list[tuple[float, float, str]]:
        """Numbers and where they stand."""
        return [(*at, kind.number) for kind in self.kinds for at in kind.at]


def unpacked(raw: bytes, rows: int, columns: int) -> tuple[np.ndarray, ...]:
    """Kinds, shades, steps and losses again: what the browser reads."""
    data, n, shape = zlib.decompress(raw), rows * columns, (rows, columns)
    upper = np.frombuffer(data, "<u2", n, 4 * n).astype("<u4") << np.uint32(16)
    return (
        np.frombuffer(data, "u1", n).reshape(shape),
        np.frombuffer(data, "u1", n, n).reshape(shape),
        np.frombuffer(data, "<u2", n, 2 * n).reshape(shape),
        upper.view("<f4").reshape(shape),
    )


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another one in it."""
    parts = zip(
        struct.unpack("3B", bytes.fromhex(colour[1:])),
        struct.unpack("3B", bytes.fromhex(other[1:])),
        strict=True,
    )
    return "#" + bytes(round(a + (b - a) * share) for a, b in parts).hex()


def shades(values: np.ndarray, among: np.ndarray, log: bool) -> tuple[np.ndarray, float, float]:
    """Values as shades, from the lowest to the highest of those at `among`, and these two.

    One in two hundred on either side may lie beyond: a few odd runs do not take all the contrast.
    """
    chosen = values[among & np.isfinite(values)]
    if not chosen.size:
        return np.zeros(values.shape, np.uint8), 0.0, 1.0
    low, high = (float(v) for v in np.quantile(chosen, (0.005, 0.995), method="nearest"))
    with np.errstate(all="ignore"):
        if log:
            share = np.log(np.maximum(values, 1e-300) / low) / math.log(high / low or 1.0)
        else:
            share = (values - low) / (high - low)
    share = np.nan_to_num(share, nan=0.0, posinf=1.0, neginf=0.0).clip(0.0, 1.0)
    return np.rint(SHADES * share).astype(np.uint8), low, high


def ticks(low: float, high: float, log: bool, most: int = 5) -> list[tuple[float, str]]:
    """Shares of the way from low to high, and the round numbers that stand there."""
    if not high > low:
        return [(0.0, number(low, 3))]
    if log and low > 0:
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        fine = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8) if high < 8 * low else (1, 2, 5)
        within = fine if last - first <= 2 else (1,)
        every: Sequence[float] = [m * 10.0**e for e in range(first, last + 1) for m in within]
        place = [(math.log(v / low) / math.log(high / low), v) for v in every]
    else:
        raw = (high - low) / most
        power = 10.0 ** math.floor(math.log10(raw))
        step = power * min((1, 2, 5, 10), key=lambda m: abs(m * power - raw))
        every = [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
        place = [((v - low) / (high - low), v) for v in every]
    inside = [(share, number(v, 3)) for share, v in place if -1e-9 <= share <= 1 + 1e-9]
    if len(inside) < 2:
        return [(0.0, number(low, 3)), (1.0, number(high, 3))]
    thin = max(1, math.ceil(len(inside) / (most + 1)))
    return inside[::thin]
