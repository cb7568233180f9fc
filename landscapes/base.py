"""What every landscape is: a loss surface with exact derivatives, and the facts about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple

import numpy as np

from core.knob import Knobbed

Interval = tuple[float, float]
Point = tuple[float, float]


class Kernels(NamedTuple):
    """`fun(x, y) -> f`, `grad(x, y) -> (gx, gy)`, `hess(x, y) -> (hxx, hxy, hyy)`; unchecked."""

    fun: Callable[..., Any]
    grad: Callable[..., Any]
    hess: Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Scatter:
    """Data in the plane of their two features: `u`, `v` and the class `label` of each, (n,)."""

    u: np.ndarray
    v: np.ndarray
    label: np.ndarray
    names: tuple[str, ...]
    """Of the classes, by label."""
    axes: tuple[str, str]


Affine = tuple[float, float, float]
"""(c, cx, cy) stands for c + cx x + cy y."""
Line = tuple[Affine, Affine, Affine]
"""Where a u + b v + c = 0 for a, b, c that are affine in the weights (x, y)."""


class Landscape(Knobbed):
    """A loss surface over the plane.

    `fun`, `grad` and `hess` broadcast: floats in, floats out; arrays in, float64 arrays out.
    They never warn and never raise: where the surface is undefined they give `nan`.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    order: ClassVar[float] = 100
    lesson: ClassVar[str] = ""
    """One plain sentence on what the surface teaches."""
    source: ClassVar[str] = ""
    bounds: ClassVar[tuple[Interval, Interval]]
    """The window one looks through, ((x_lo, x_hi), (y_lo, y_hi)); not a fence."""
    start: ClassVar[Point]
    minima: ClassVar[tuple[Point, ...]] = ()
    """Every global minimum known in closed form or published."""
    smooth: ClassVar[bool] = True
    """False where the gradient jumps somewhere."""
    race: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "gd": {},
        "momentum": {},
        "adam": {},
    }
    """The optimizers the surface opens with, by slug, and the knobs that differ from default."""
    steps: ClassVar[int] = 200
    samples: ClassVar[int] = 0
    """How many data points the loss is a mean over; 0 where it is no such mean."""
    effort: ClassVar[float] = 1.0
    """Roughly what one evaluation costs, that of a formula being 1."""
    by_point: ClassVar[bool] = False
    """Whether arrays are evaluated place by place, each at the cost of one alone."""
    scatter: ClassVar[Scatter | None] = None
    """The data, where they lie in a plane."""
    lines: ClassVar[tuple[Line, ...]] = ()
    """The classifier's decision lines in the plane of `scatter`."""

    floats: Kernels
    arrays: Kernels
    latex: str
    partial: bool

    def fun(self, x: Any, y: Any) -> Any:
        """The loss f at (x, y)."""
        return self._evaluate(0, x, y)

    def grad(self, x: Any, y: Any) -> Any:
        """The gradient (gx, gy) at (x, y); where it jumps, a subgradient."""
        return self._evaluate(1, x, y)

    def hess(self, x: Any, y: Any) -> Any:
        """The Hessian (hxx, hxy, hyy) at (x, y)."""
        return self._evaluate(2, x, y)

    def part(self, indices: Sequence[int] | np.ndarray) -> "Landscape":
        """The loss over only these of its samples, plus its whole penalty: a mini-batch's loss.

        Raises ValueError where there are no samples, or none with such an index.
        """
        raise ValueError(f"{self.title} is not a mean over samples.")

    def _evaluate(self, which: int, x: Any, y: Any) -> Any:
        with np.errstate(all="ignore"):
            if np.ndim(x) == 0 and np.ndim(y) == 0:
                return self.floats[which](float(x), float(y))
            x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
            return self.arrays[which](x, y)

    def __getstate__(self) -> dict[str, Any]:
        """Only the fields: compiled functions are made again where a copy lands."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]
