"""The loss of a network at every point of a grid over a plane, and along a line: float64, fast.

Beside the affine first layer (see `PlaneLoss`), the first tanh costs one addition and one division
(see `ByTable`), and its -2 and 1 go into the next matrix. Nothing is approximated; values agree
with `Mlp.loss` to 1e-13. Where the network has no other hidden layer, all that follows the tables
is one compiled function (see `landscapes.networks.fused`), if llvmlite is there.
"""

import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from landscapes.base import Array
from landscapes.networks.first_layer import SAFE, ByTable, Directly, Entrance
from landscapes.networks.fused import fused_sums
from landscapes.networks.later_layers import at_places, folded, largest, with_biases
from landscapes.networks.mlp import Mlp
from landscapes.networks.plane_loss import PlaneLoss, quadratic
from landscapes.networks.planes import Plane
from landscapes.samples.digits import Data

Coarse = Callable[[Array, Array, Array], Any]
STRIDE = 5
"""The coarse picture has every fifth row and column."""
ROWS, COLUMNS = 64, 64
"""Rows and columns that are worked on together, at most."""
STACKS = 10_000_000
"""Bytes that the matrices of a tile may take: it limits the rows."""
SHARES = 2
"""Parts of the samples that can be worked on at once: a small grid keeps two processors busy."""
TABLE = 6_000_000
"""Bytes that the table of a tile may take: it limits the samples worked on together."""


def slice_grid(
    mlp: Mlp,
    plane: Plane,
    data: Data,
    xs: ArrayLike,
    ys: ArrayLike,
    weight_decay: float = 0.0,
    coarse: Coarse | None = None,
    map: Callable[..., Any] = builtins.map,
) -> Array:
    """The loss at all pairs of `xs` (nx,) and `ys` (ny,), as a table (ny, nx) of float64.

    `coarse(xs, ys, losses)` is called first with every fifth row and column. `map` is any
    `Executor.map`; threads will do. Takes some 15 MB beside the data, for each that works at once.
    """
    xs, ys = np.asarray(xs, np.float64), np.asarray(ys, np.float64)
    if coarse is not None:
        few_x, few_y = xs[::STRIDE], ys[::STRIDE]
        coarse(few_x, few_y, slice_grid(mlp, plane, data, few_x, few_y, weight_decay, map=map))
    if mlp.normalised:  # all samples together make the loss of each
        kernels = PlaneLoss.of(mlp, plane, data, weight_decay).kernels(arrays=True)
        return np.asarray(kernels.fun(*np.meshgrid(xs, ys)))
    tiles = list(_tiles(PlaneLoss.of(mlp, plane, data), xs, ys))
    sums = np.zeros((len(ys), len(xs)))
    for tile, found in zip(tiles, map(_sums, tiles), strict=True):
        sums[tile.rows, tile.columns] += found
    c, cx, cy, cxx, cxy, cyy = quadratic(mlp, plane, weight_decay)
    y = ys[:, None]
    sums /= len(data)
    sums += c + xs * (cx + cxx * xs + cxy * y) + y * (cy + cyy * y)
    return sums


def line(
    mlp: Mlp, a: Array, b: Array, data: Data, ts: ArrayLike, weight_decay: float = 0.0
) -> Array:
    """The loss at a + t (b - a) for each of `ts`: 0 is `a`, 1 is `b`."""
    plane = Plane(a, b - a, np.zeros_like(a))
    losses: Array = slice_grid(mlp, plane, data, ts, [0.0], weight_decay)[0]
    return losses


@dataclass(frozen=True, eq=False)
class _Tile:
    """A part of the grid, and some of the samples."""

    plane_loss: PlaneLoss
    xs: Array
    ys: Array
    columns: slice
    rows: slice

    def parts(self) -> list[PlaneLoss]:
        """The samples in parts, whose tables are small."""
        units = len(self.plane_loss.entry[0])
        return _parts(self.plane_loss, max(1, TABLE // (8 * units * len(self.xs))))


def _tiles(plane_loss: PlaneLoss, xs: Array, ys: Array) -> Iterator[_Tile]:
    """The tiles of a grid, of about the same size."""
    shares = _parts(plane_loss, -(-len(plane_loss.labels) // SHARES))
    place = sum(m[0].nbytes + b[0].nbytes for m, b in plane_loss.layers)
    most = STACKS // (1 + place * min(len(xs), COLUMNS))
    for columns in _slices(len(xs), COLUMNS):
        for rows in _slices(len(ys), max(1, min(ROWS, most))):
            for share in shares:
                yield _Tile(share, xs[columns], ys[rows], columns, rows)


def _parts(plane_loss: PlaneLoss, most: int) -> list[PlaneLoss]:
    """At most so many samples in each."""
    return [plane_loss.part(some) for some in _slices(len(plane_loss.labels), most)]


def _slices(length: int, most: int) -> list[slice]:
    """Equal parts of at most `most`."""
    parts = -(-length // most)
    marks = [k * length // parts for k in range(parts + 1)]
    return [slice(*pair) for pair in pairwise(marks)]


def _sums(tile: _Tile) -> Array:
    """The cross-entropies (rows, columns) of a tile, summed over all samples."""
    with np.errstate(all="ignore"):
        sums = fused_sums(tile.plane_loss, tile.xs, tile.ys)
        return _by_numpy(tile) if sums is None else sums


def _by_numpy(tile: _Tile) -> Array:
    """The same for any network, and without machine code."""
    mlp, xs, ys = tile.plane_loss.mlp, tile.xs, tile.ys
    layers = [with_biases(*layer) for layer in tile.plane_loss.layers]
    by_table = ByTable.fits(tile.plane_loss, xs, ys)
    is_folded = by_table and not mlp.skips(1)
    if is_folded:
        layers[0] = folded(layers[0])
    # A tanh is at most 1; with skips what comes in is at most their number.
    safe = mlp.activation == "tanh" and bool(layers)
    safe = safe and largest(layers[-1], xs, ys) * len(layers) < SAFE
    stacks, sums = [at_places(layer, xs, ys) for layer in layers], np.zeros((len(ys), len(xs)))
    for part in tile.parts():
        entrance = ByTable.of(part, xs, is_folded) if by_table else Directly(part, xs)
        sums += _one_by_one(part, entrance, ys, stacks, safe)
    return sums


def _one_by_one(
    plane_loss: PlaneLoss,
    entrance: Entrance,
    ys: Array,
    stacks: list[Array],
    safe: bool,
) -> Array:
    """The sums place by place, by NumPy."""
    n = len(plane_loss.labels)
    widths = [m[0].shape[0] for m, _ in plane_loss.layers]
    # A last row of ones takes the biases into the matrices.
    rooms = [np.ones((units + 1, n)) for units in (len(plane_loss.entry[0]), *widths)]
    chosen = plane_loss.labels * n + np.arange(n)
    sums = np.empty((len(ys), len(entrance.xs)))
    for j, y in enumerate(ys):
        (row,) = entrance.rows(y[None])
        for i in range(len(entrance.xs)):
            entrance.enter(row, i, rooms[0][:-1])
            for k, stack in enumerate(stacks):
                _step(plane_loss.mlp, k, stack[j, i], rooms)
            sums[j, i] = _total(rooms[-1][:-1], chosen, safe)
    return sums


def _step(mlp: Mlp, k: int, matrix: Array, rooms: list[Array]) -> None:
    """From room `k` to the next one: the layer, its activation where it is hidden, its skip."""
    out = rooms[k + 1][:-1]
    np.matmul(matrix, rooms[k], out=out)
    if k + 2 < len(rooms):
        mlp.activate(out)
        if mlp.skips(k + 1):
            out += rooms[k][:-1]


def _total(scores: Array, chosen: Array, safe: bool) -> float:
    """The summed cross-entropy of scores (classes, n), which it overwrites."""
    if not safe:
        scores -= scores.max(axis=0)
    right = scores.take(chosen).sum()
    np.exp(scores, out=scores)
    sums = np.add.reduce(scores, axis=0)
    return float(np.log(sums, out=sums).sum() - right)
