"""What comes out of a network's first layer at the places of a grid: as written, or by tables."""

from dataclasses import dataclass

import numpy as np

from landscapes.base import Array
from landscapes.networks.plane_loss import PlaneLoss

SAFE = 300.0
"""Numbers whose exponentials, and the products of two, are ordinary floats."""


@dataclass(frozen=True, eq=False)
class Directly:
    """The first activation as it is written."""

    plane_loss: PlaneLoss
    xs: Array

    def rows(self, ys: Array) -> Array:
        """What each row of the grid shares, (rows, units, n)."""
        made: Array = np.multiply.outer(ys, self.plane_loss.entry[2])
        made += self.plane_loss.entry[0]
        return made

    def enter(self, row: Array, i: int, out: Array) -> None:
        """The activations (units, n) of column `i`."""
        np.multiply(self.plane_loss.entry[1], float(self.xs[i]), out=out)
        out += row
        if self.plane_loss.layers:
            self.plane_loss.mlp.activate(out)


@dataclass(frozen=True, eq=False)
class ByTable:
    """The first tanh by tables of exponentials; where `folded`, r in its place: tanh = 1 - 2 r.

    exp(2 (z0 + x z1 + y z2)) = E / u, where E = exp(2 x z1) is a table over the columns and
    u = exp(-2 (z0 + y z2)) is made once a row; then r = u / (u + E).
    """

    plane_loss: PlaneLoss
    xs: Array
    columns: Array
    """E of each column, (columns, units, n)."""
    folded: bool

    @classmethod
    def of(cls, plane_loss: PlaneLoss, xs: Array, folded: bool) -> "ByTable":
        """With the table for these columns."""
        columns = np.multiply.outer(2 * xs, plane_loss.entry[1])
        return cls(plane_loss, xs, np.exp(columns, out=columns), folded)

    @staticmethod
    def fits(plane_loss: PlaneLoss, xs: Array, ys: Array) -> bool:
        """Whether it is a tanh, and no exponential would be too large."""
        if not plane_loss.layers or plane_loss.mlp.activation != "tanh":
            return False
        across, down = np.abs(xs).max(), np.abs(ys).max()
        z0, z1, z2 = (float(np.abs(z).max()) for z in plane_loss.entry)
        return bool(2 * max(across * z1, z0 + down * z2) < SAFE)

    def rows(self, ys: Array) -> Array:
        """What each row of the grid shares, (rows, units, n): u."""
        made: Array = np.multiply.outer(ys, self.plane_loss.entry[2])
        made += self.plane_loss.entry[0]
        made *= -2.0
        np.exp(made, out=made)
        return made

    def enter(self, row: Array, i: int, out: Array) -> None:
        """The r or the activations (units, n) of column `i`."""
        np.add(row, self.columns[i], out=out)
        np.divide(row, out, out=out)
        if not self.folded:
            out *= -2.0
            out += 1.0


Entrance = Directly | ByTable
