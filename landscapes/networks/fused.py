"""A slice of a network with one hidden layer of tanh, from its tables to summed losses in one go.

NumPy goes through memory for each of the ten operations of a place; here a few samples stay in the
processor's registers from the first to the last, and as many in its cache as all places of a tile
need. Two divisions cost one: a/b and c/d are a d/(b d) and c b/(b d). What comes out differs from
NumPy's in the last few of 53 bits.
"""

import ctypes
import logging
import math
from functools import lru_cache

import numpy as np

from core.machine_code import Compiled, has_wide_registers, llvm
from landscapes.base import Array
from landscapes.networks.fused_text import text

LOG = logging.getLogger(__name__)
MOST_UNITS, MOST_CLASSES = 512, 24
"""Beyond these the registers do not reach, or the text gets long."""
CACHE = 500_000
"""Bytes of the tables that are worked on at a time."""
KINDS = [*[ctypes.c_int64] * 4, *[ctypes.c_void_p] * 5]


class Fused:
    """The function for a network of these sizes."""

    def __init__(self, units: int, classes: int, width: int) -> None:
        self._width = width
        self._code = Compiled(text(units, classes, width), KINDS)

    @staticmethod
    def in_bits(matrices: Array) -> Array:
        """Matrices of scores as `sums` takes them: for powers of 2 in place of exponentials."""
        return matrices / math.log(2)

    def sums(self, rows: Array, columns: Array, matrices: Array, labels: Array) -> Array:
        """The summed cross-entropies (rows, columns) of all samples.

        `rows` are u (rows, units, n), `columns` E (columns, units, n), and `matrices` (rows,
        columns, classes, units + 1) give scores for r = u / (u + E), their biases last. All are
        C-contiguous, the matrices `in_bits`, and no score is beyond 700.
        """
        many, few, n = len(rows), *columns.shape[::2]
        found = np.zeros((many, few, self._width))
        chunk = max(1, CACHE // (columns[:, :, 0].size * 8 * self._width)) * self._width
        given = (rows, columns, matrices, labels.astype(np.int64), found)
        self._code.call(n, many, few, chunk, *(v.ctypes.data for v in given))
        total: Array = found.sum(axis=2) * math.log(2)
        return total


def fused(units: int, classes: int, samples: int) -> Fused | None:
    """For these sizes; None where it cannot be had."""
    if llvm() is None or units > MOST_UNITS or classes > MOST_CLASSES:
        return None
    width = 16 if has_wide_registers() else 4  # so many numbers of each score fill the registers
    return _made(units, classes, width) if samples >= width else None


@lru_cache(maxsize=16)
def _made(units: int, classes: int, width: int) -> Fused | None:
    try:
        return Fused(units, classes, width)
    except RuntimeError as error:
        LOG.warning("Slices cannot be compiled: %s", error)
        return None
