"""A landscape from a table of values: a smooth spline between them."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from landscapes.base import Bounds, Kernels, Landscape, Point, Race, Value
from landscapes.files import grid_facts

DEGREE = 3
ORDERS = {"fun": ((0, 0),), "grad": ((1, 0), (0, 1)), "hess": ((2, 0), (1, 1), (0, 2))}


@dataclass(frozen=True)
class GridLandscape(Landscape):
    """Values `z[j, i]` at the places `(x[i], y[j])`; nan where a value is not known.

    Between them it is the bicubic interpolating spline of SciPy's RectBivariateSpline (Dierckx,
    Curve and Surface Fitting with Splines, 1993), with the exact derivatives of that spline. A cell
    of the table with an unknown corner does not belong to the surface, nor does anything beyond the
    border: there everything is nan, and a run that gets there has left the domain. The spline needs
    some value in the unknown places: the nearest known one, which nobody sees.

    Two are equal when they were made from the same file (`file`, a short name for its bytes) with
    the same options: the layer, the ranges asked for, and whether z is log10 of the file's values.
    """

    slug: ClassVar[str] = "upload"
    lesson = (
        "Measured values from a file, with a smooth spline between them: slopes and curvatures are "
        "the spline's. Runs stop at the border and at missing values."
    )
    source = "P. Dierckx, Curve and Surface Fitting with Splines (1993)"
    partial = True
    effort = 60.0

    file: str
    layer: str
    log: bool
    ranges: Bounds | None
    title: str = field(compare=False)
    name: str = field(compare=False)
    """Of the file, as text."""
    x: np.ndarray = field(compare=False, repr=False)
    y: np.ndarray = field(compare=False, repr=False)
    z: np.ndarray = field(compare=False, repr=False)

    @cached_property
    def bounds(self) -> Bounds:
        """The extent of the table."""
        return (float(self.x[0]), float(self.x[-1])), (float(self.y[0]), float(self.y[-1]))

    @cached_property
    def latex(self) -> str:
        """What it is, in place of a formula."""
        what = r"\log_{10} \text{ of } " if self.log else ""
        rows, columns = self.z.shape
        return rf"\text{{spline through }} {what}{columns} \times {rows} \text{{ values}}"

    @cached_property
    def floats(self) -> Kernels:
        """The kernels for Python floats."""

        def single(name: str) -> Callable[..., Value]:
            parts = [self._splines[order] for order in ORDERS[name]]

            def at(x: float, y: float) -> Value:
                if not self._is_defined(x, y):
                    return math.nan if len(parts) == 1 else (math.nan,) * len(parts)
                found = tuple(float(part(x, y, grid=False)) for part in parts)
                return found[0] if len(found) == 1 else found

            return at

        return Kernels(*map(single, ORDERS))

    @cached_property
    def arrays(self) -> Kernels:
        """The kernels for float64 arrays of one shape."""

        def many(name: str) -> Callable[..., Value]:
            parts = [self._splines[order] for order in ORDERS[name]]

            def at(x: Value, y: Value) -> Value:
                inside = self.defined(x, y)
                # SciPy itself would move a point beyond the border to the border.
                found = tuple(np.where(inside, p(x, y, grid=False), math.nan) for p in parts)
                return found[0] if len(found) == 1 else found

            return at

        return Kernels(*map(many, ORDERS))

    def defined(self, x: Value, y: Value) -> Value:
        """Whether points (arrays) lie on the surface: on a cell with four known corners.

        The edges of a cell belong to it, so that every corner of a known cell is on the surface.
        """
        known = self._padded
        right, above = (np.searchsorted(a, v, "right") for a, v in ((self.x, x), (self.y, y)))
        left, below = (np.searchsorted(a, v, "left") for a, v in ((self.x, x), (self.y, y)))
        return known[above, right] | known[above, left] | known[below, right] | known[below, left]

    def _is_defined(self, x: float, y: float) -> bool:
        """The same for one point, without NumPy's detours."""
        xs, ys, known = self._lists
        rows = {bisect_left(ys, y), bisect_right(ys, y)}
        columns = {bisect_left(xs, x), bisect_right(xs, x)}
        return any(known[row][column] for row in rows for column in columns)

    @cached_property
    def _lists(self) -> tuple[list[float], list[float], list[bytes]]:
        return self.x.tolist(), self.y.tolist(), [row.tobytes() for row in self._padded]

    @property
    def cells(self) -> np.ndarray:
        """Whether a cell of the table is known, (ny - 1, nx - 1)."""
        return self._padded[1:-1, 1:-1]

    @cached_property
    def _padded(self) -> np.ndarray:
        """Whether a cell is known, between two cells of nothing on every side."""
        seen = np.isfinite(self.z)
        corners = seen[:-1, :-1] & seen[:-1, 1:] & seen[1:, :-1] & seen[1:, 1:]
        return np.pad(corners, 1)

    @cached_property
    def _splines(self) -> Mapping[tuple[int, int], Any]:
        """The spline and its derivatives, by the order in x and in y."""
        from scipy.interpolate import RectBivariateSpline

        spline = RectBivariateSpline(self.x, self.y, _filled(self.z).T, kx=DEGREE, ky=DEGREE, s=0)
        orders = [order for name in ("grad", "hess") for order in ORDERS[name]]
        return {(0, 0): spline} | {order: spline.partial_derivative(*order) for order in orders}

    # -- facts, found in the table

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """The lowest minimum, where that is a smooth one; none where the border is lower."""
        return grid_facts.minima(self, self.x, self.y, self.z)

    @cached_property
    def start(self) -> Point:
        """A place of middling height, towards the upper left."""
        return grid_facts.start(self.x, self.y, self.z, self.cells)

    @cached_property
    def race(self) -> Race:
        """Learning rates that suit its slopes: no table of values has a usual one."""
        return grid_facts.race(self, self.x, self.y, self.cells)


def _filled(z: np.ndarray) -> np.ndarray:
    """The table with the nearest known value wherever there is none."""
    unknown = ~np.isfinite(z)
    if not unknown.any():
        return z
    from scipy import ndimage

    nearest = ndimage.distance_transform_edt(unknown, return_distances=False, return_indices=True)
    filled: np.ndarray = z[tuple(nearest)]
    return filled
