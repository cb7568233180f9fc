"""The loss of a network at every point of a grid over a plane, and along a line: float64, fast.

Beside the affine first layer (see `PlaneLoss`), the first tanh costs one addition and one division:
its exponential is a product, exp(2 (z0 + x z1 + y z2)) = E / u, where E = exp(2 x z1) is a table
over the columns and u = exp(-2 (z0 + y z2)) is made once a row, and tanh = 1 - 2 u / (u + E). The
-2 and the 1 go into the next matrix. Nothing is approximated; values agree with `Mlp.loss` to
1e-13.
"""

import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from landscapes.base import Array
from landscapes.networks.mlp import Mlp
from landscapes.networks.plane_loss import PlaneLoss, quadratic
from landscapes.networks.planes import Plane
from landscapes.samples.digits import Data

Coarse = Callable[[Array, Array, Array], Any]
STRIDE = 5
"""The coarse picture has every fifth row and column."""
TILE = 32
"""Rows and columns that are worked on together, at most."""
TABLE = 12_000_000
"""Bytes that the table of a tile may take: it limits the samples worked on together."""
SAFE = 300.0
"""Numbers whose exponentials, and the products of two, are ordinary floats."""


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
    `Executor.map`; threads will do. Takes some 10 MB beside the data, for each that works at once.
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
    """A part of the grid, over a part of the samples."""

    plane_loss: PlaneLoss
    xs: Array
    ys: Array
    columns: slice
    rows: slice


def _tiles(plane_loss: PlaneLoss, xs: Array, ys: Array) -> Iterator[_Tile]:
    """The tiles of a grid, of about the same size."""
    units, n = plane_loss.entry[0].shape
    most = max(1, TABLE // (8 * units * min(len(xs), TILE)))
    for samples in _slices(n, most):
        some = plane_loss.part(samples)
        for columns in _slices(len(xs), TILE):
            for rows in _slices(len(ys), TILE):
                yield _Tile(some, xs[columns], ys[rows], columns, rows)


def _slices(length: int, most: int) -> list[slice]:
    """Equal parts of at most `most`."""
    parts = -(-length // most)
    marks = [k * length // parts for k in range(parts + 1)]
    return [slice(*pair) for pair in pairwise(marks)]


def _sums(tile: _Tile) -> Array:
    """The cross-entropies (rows, columns) of a tile, summed over its samples."""
    plane_loss, xs, ys = tile.plane_loss, tile.xs, tile.ys
    with np.errstate(all="ignore"):
        sums = np.empty((len(ys), len(xs)))
        entrance = _ByTable.of(plane_loss, xs, ys) or _Directly(plane_loss, xs)
        n = len(plane_loss.labels)
        widths = [m[0].shape[0] for m, _ in plane_loss.layers]
        # A last row of ones takes the biases into the matrices.
        rooms = [np.ones((units + 1, n)) for units in (len(plane_loss.entry[0]), *widths)]
        chosen = plane_loss.labels * n + np.arange(n)
        for j, y in enumerate(ys.tolist()):
            row = entrance.row(y)
            stacks = [_stack(*layer, xs, y) for layer in plane_loss.layers]
            if entrance.folded:
                stacks[0] = _fold(stacks[0])
            safe = plane_loss.mlp.activation == "tanh" and _is_small(stacks)
            for i in range(len(xs)):
                entrance.enter(row, i, rooms[0][:-1])
                for k, stack in enumerate(stacks):
                    _step(plane_loss.mlp, k, stack[i], rooms)
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


def _stack(m: Any, b: Any, xs: Array, y: float) -> Array:
    """A layer's matrix for each column of the grid, with its biases as last column."""
    whole = [np.concatenate(pair, axis=1) for pair in zip(m, b, strict=True)]
    stack: Array = (whole[0] + y * whole[2]) + xs[:, None, None] * whole[1]
    return stack


def _fold(stack: Array) -> Array:
    """What gives for r the scores that the matrices give for 1 - 2 r."""
    folded = -2 * stack
    folded[:, :, -1] = stack.sum(axis=2)
    return folded


def _is_small(stacks: list[Array]) -> bool:
    """Whether scores cannot overflow: a tanh is at most 1, with skips at most their number."""
    return bool(stacks) and float(np.abs(stacks[-1]).sum(axis=2).max()) * len(stacks) < SAFE


@dataclass(frozen=True, eq=False)
class _Directly:
    """The first activation as it is written."""

    plane_loss: PlaneLoss
    xs: Array
    folded = False

    def row(self, y: float) -> Array:
        """What a row of the grid shares."""
        made: Array = self.plane_loss.entry[0] + y * self.plane_loss.entry[2]
        return made

    def enter(self, row: Array, i: int, out: Array) -> None:
        """The activations (units, n) of column `i`."""
        np.multiply(self.plane_loss.entry[1], float(self.xs[i]), out=out)
        out += row
        if self.plane_loss.layers:
            self.plane_loss.mlp.activate(out)


@dataclass(frozen=True, eq=False)
class _ByTable:
    """The first tanh by tables of exponentials; where `folded`, r in its place: tanh = 1 - 2 r."""

    plane_loss: PlaneLoss
    columns: list[Array]
    folded: bool

    @classmethod
    def of(cls, plane_loss: PlaneLoss, xs: Array, ys: Array) -> "_ByTable | None":
        """None where it is no tanh, or the exponentials would be too large."""
        if not plane_loss.layers or plane_loss.mlp.activation != "tanh":
            return None
        across, down = np.abs(xs).max(), np.abs(ys).max()
        z0, z1, z2 = (float(np.abs(z).max()) for z in plane_loss.entry)
        if not 2 * max(across * z1, z0 + down * z2) < SAFE:
            return None
        columns = [np.exp(2 * x * plane_loss.entry[1]) for x in xs.tolist()]
        return cls(plane_loss, columns, not plane_loss.mlp.skips(1))

    def row(self, y: float) -> Array:
        """What a row of the grid shares: u."""
        made = self.plane_loss.entry[0] + y * self.plane_loss.entry[2]
        made *= -2.0
        return np.exp(made, out=made)

    def enter(self, row: Array, i: int, out: Array) -> None:
        """The r or the activations (units, n) of column `i`."""
        np.add(row, self.columns[i], out=out)
        np.divide(row, out, out=out)
        if not self.folded:
            out *= -2.0
            out += 1.0
