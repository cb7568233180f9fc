"""A slice of a network with one hidden layer of tanh, from its tables to summed losses in one go.

NumPy goes through memory for each of the ten operations of a place; here a few samples stay in the
processor's registers from the first to the last, and as many in its cache as all places of a tile
need. A softmax needs no more than the differences of the scores from the first one, which matrices
less their first row give. What comes out differs from NumPy's in the last few of 53 bits.
"""

import ctypes
import logging
import math
from functools import lru_cache

import numpy as np

from core.machine_code import Compiled, has_wide_registers, llvm
from landscapes.base import Array
from landscapes.networks.first_layer import SAFE, outer_exp, reach
from landscapes.networks.fused_text import KEPT, text
from landscapes.networks.later_layers import Affine, at_places, folded, largest, with_biases
from landscapes.networks.plane_loss import PlaneLoss

LOG = logging.getLogger(__name__)
MOST_UNITS, MOST_CLASSES = 512, 24
"""Beyond these the registers do not reach, or the text gets long."""
CACHE = 1_000_000
"""Bytes of the tables that are worked on at a time."""
KINDS = [*[ctypes.c_int64] * 4, *[ctypes.c_void_p] * 5]


class Fused:
    """The function for a network of these sizes."""

    def __init__(self, units: int, classes: int, width: int) -> None:
        self._width = width
        self._code = Compiled(text(units, classes, width), KINDS)

    def sums(self, plane_loss: PlaneLoss, matrices: Affine, xs: Array, ys: Array) -> Array:
        """The summed cross-entropies (rows, columns) of all samples, by matrices of `in_bits`."""
        labels, stack = plane_loss.labels, at_places(matrices, xs, ys)
        right = np.equal.outer(np.arange(1, stack.shape[2] + 1), labels)
        z0, z1, z2, right = (self._blocks(v) for v in (*plane_loss.entry, right))
        kept = np.zeros((len(ys), len(xs), len(KEPT), self._width))
        kept[:, :, 0] = 1.0
        few = max(1, CACHE // (z0[0].nbytes * len(xs)))
        for k in range(0, len(z0), few):
            some = slice(k, k + few)
            v, e = outer_exp(2 * ys, z2[some], 2 * z0[some]), outer_exp(2 * xs, z1[some])
            sizes = len(z0[some]), len(ys), len(xs), len(labels) - k * self._width
            self._code.call(*sizes, *(a.ctypes.data for a in (v, e, stack, right[some], kept)))
        product, power, score = np.moveaxis(kept, 2, 0)
        total: Array = (np.log2(product) + power - score).sum(axis=-1) * math.log(2)
        return total

    def _blocks(self, values: Array) -> Array:
        """Numbers a sample (many, n) as the function reads them, (n / width, many, width)."""
        many, n = values.shape
        padded = np.zeros((many, -(-n // self._width) * self._width))
        padded[:, :n] = values
        return np.ascontiguousarray(padded.reshape(many, -1, self._width).swapaxes(0, 1))


def in_bits(matrices: Affine) -> Affine:
    """What gives for r scores less the first one, for powers of 2 in place of exponentials."""
    return tuple((m[1:] - m[0]) / math.log(2) for m in folded(matrices))


def fused_sums(plane_loss: PlaneLoss, xs: Array, ys: Array) -> Array | None:
    """The summed cross-entropies (rows, columns); None where the function is not made for it."""
    if len(plane_loss.layers) != 1 or plane_loss.mlp.activation != "tanh":
        return None
    matrices = in_bits(with_biases(*plane_loss.layers[0]))
    if not (sum(reach(plane_loss, xs, ys)) < SAFE and largest(matrices, xs, ys) < SAFE):
        return None
    code = fused(len(plane_loss.entry[0]), len(matrices[0]) + 1)
    return None if code is None else code.sums(plane_loss, matrices, xs, ys)


def fused(units: int, classes: int) -> Fused | None:
    """For these sizes; None where it cannot be had."""
    if llvm() is None or units > MOST_UNITS or not 1 < classes <= MOST_CLASSES:
        return None
    # So many numbers of each score fill the registers.
    return _made(units, classes, 16 if has_wide_registers() else 4)


@lru_cache(maxsize=16)
def _made(units: int, classes: int, width: int) -> Fused | None:
    try:
        return Fused(units, classes, width)
    except RuntimeError as error:
        LOG.warning("Slices cannot be compiled: %s", error)
        return None
