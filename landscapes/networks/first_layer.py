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
        return cls(plane_loss, xs, outer_exp(2 * xs, plane_loss.entry[1]), folded)

    @staticmethod
    def fits(plane_loss: PlaneLoss, xs: Array, ys: Array) -> bool:
        """Whether it is a tanh, and no exponential would be too large."""
        if not plane_loss.layers or plane_loss.mlp.activation != "tanh":
            return False
        return max(reach(plane_loss, xs, ys)) < SAFE

    def rows(self, ys: Array) -> Array:
        """What each row of the grid shares, (rows, units, n): u."""
        return outer_exp(-2 * ys, self.plane_loss.entry[2], -2 * self.plane_loss.entry[0])

    def enter(self, row: Array, i: int, out: Array) -> None:
        """The r or the activations (units, n) of column `i`."""
        np.add(row, self.columns[i], out=out)
        np.divide(row, out, out=out)
        if not self.folded:
            out *= -2.0
            out += 1.0


Entrance = Directly | ByTable


def outer_exp(places: Array, slope: Array, at: Array | None = None) -> Array:
    """exp(at + place slope) for each of the places, (places, ...)."""
    made: Array = np.multiply.outer(places, slope)
    if at is not None:
        made += at
    np.exp(made, out=made)
    return made


def reach(plane_loss: PlaneLoss, xs: Array, ys: Array) -> tuple[float, float]:
    """The largest exponents of a table over the columns, and of one over the rows."""
    across, down = np.abs(xs).max(), np.abs(ys).max()
    z0, z1, z2 = (float(np.abs(z).max()) for z in plane_loss.entry)
    return 2 * float(across * z1), 2 * float(z0 + down * z2)
