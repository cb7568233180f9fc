"""What every landscape is: a loss surface with exact derivatives, and the facts about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Literal, NamedTuple, cast, get_args

import numpy as np

from core.knob import Knobbed

Array = np.ndarray
Value = Any
"""A float or a float64 array. What comes out is what went in, which no type says for both."""
Interval = tuple[float, float]
Point = tuple[float, float]
Bounds = tuple[Interval, Interval]
Race = Mapping[str, Mapping[str, float]]
"""Slugs of optimizers, and the knobs of each that differ from its default."""
Group = Literal[
    "First steps",
    "Valleys and steep walls",
    "Plateaus and saddles",
    "A few minima",
    "Many minima",
    "Kinks",
    "Data and networks",
]
GROUPS: tuple[Group, ...] = get_args(Group)
"""What surfaces teach, in the order one meets them."""


class Kernels(NamedTuple):
    """`fun(x, y) -> f`, `grad(x, y) -> (gx, gy)`, `hess(x, y) -> (hxx, hxy, hyy)`; unchecked."""

    fun: Callable[..., Value]
    grad: Callable[..., tuple[Value, Value]]
    hess: Callable[..., tuple[Value, Value, Value]]


Operation = tuple[str | float | int, ...]
"""`(op, places of its arguments...)`, ("const", number), or ("symbol", name of x, y or a knob)."""


@dataclass(frozen=True)
class Shader:
    """A surface as others than Python work it out: graphics cards, and JavaScript."""

    glsl: str
    """The function `float loss(float x, float y)` in GLSL ES 3.00. Its uniform array `k` has the
    values of the knobs, in their order, and then those of `settled`."""
    program: tuple[Operation, ...]
    """The same as a list in which every operation follows its arguments; the last is the loss."""
    settled: tuple[int, ...]
    """The places of operations that hang on knobs alone."""


@dataclass(frozen=True, eq=False)
class Scatter:
    """Data in the plane of their two features: `u`, `v` and the class `label` of each, (n,)."""

    u: np.ndarray
    v: np.ndarray
    label: np.ndarray
    names: tuple[str, ...]
    """Of the classes, by label."""
    axes: tuple[str, str]
    loss: str = ""
    """Of one sample by its margin: "hinge", "squared hinge" or "softmax"; else ""."""


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
    order: ClassVar[float] = 100
    teaches: ClassVar[Group]
    """Which of `GROUPS` a built-in surface is shown in."""
    source: ClassVar[str] = ""
    changed: ClassVar[str] = ""
    """One sentence on what is not as in links of version 1; "" where all is."""
    steps: ClassVar[int] = 200
    by_point: ClassVar[bool] = False
    """Whether arrays are evaluated place by place, each at the cost of one alone."""
    lines: ClassVar[tuple[Line, ...]] = ()
    """The classifier's decision lines in the plane of `scatter`."""

    # What follows is a plain attribute of most classes; of some it hangs on the knobs.

    @cached_property
    def lesson(self) -> str:
        """One plain sentence on what the surface teaches."""
        return ""

    @cached_property
    def latex(self) -> str:
        """The formula in LaTeX, or what stands in its place."""
        raise NotImplementedError

    @cached_property
    def bounds(self) -> Bounds:
        """The window one looks through, ((x_lo, x_hi), (y_lo, y_hi)); not a fence."""
        raise NotImplementedError

    @cached_property
    def start(self) -> Point:
        """Where runs begin unless told."""
        raise NotImplementedError

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        """Every global minimum known in closed form or published."""
        return ()

    @cached_property
    def smooth(self) -> bool:
        """False where the gradient jumps somewhere."""
        return True

    @cached_property
    def partial(self) -> bool:
        """Whether it is undefined at some finite points."""
        return False

    @cached_property
    def race(self) -> Race:
        """The optimizers it opens with, by slug, and the knobs that differ from default."""
        return {"gd": {}, "momentum": {}, "adam": {}}

    @cached_property
    def samples(self) -> int:
        """How many data points the loss is a mean over; 0 where it is no such mean."""
        return 0

    @cached_property
    def effort(self) -> float:
        """Roughly what one evaluation costs, that of a formula being 1."""
        return 1.0

    @cached_property
    def held_out_scatter(self) -> Scatter | None:
        """Samples that are not in the loss, in the same plane; None where there are none."""
        return None

    @cached_property
    def scatter(self) -> Scatter | None:
        """The data, where they lie in a plane."""
        return None

    @cached_property
    def shader(self) -> Shader | None:
        """The surface for graphics cards; None where it is no formula, or one too large."""
        return None

    @cached_property
    def python(self) -> str:
        """The surface as Python that needs NumPy alone: `fun`, `grad` and `hess` of two numbers.

        Where it has samples also `part(indices)`, these three over some of them. Empty where the
        surface is too large to be written out.
        """
        return ""

    @cached_property
    def torch(self) -> str:
        """The surface as `fun` of two PyTorch tensors; empty where it is no formula."""
        return ""

    @cached_property
    def floats(self) -> Kernels:
        """The kernels for Python floats."""
        raise NotImplementedError

    @cached_property
    def arrays(self) -> Kernels:
        """The kernels for float64 arrays of one shape."""
        raise NotImplementedError

    def fun(self, x: Value, y: Value) -> Value:
        """The loss f at (x, y)."""
        return self._evaluate(0, x, y)

    def grad(self, x: Value, y: Value) -> tuple[Value, Value]:
        """The gradient (gx, gy) at (x, y); where it jumps, a subgradient."""
        found: tuple[Value, Value] = self._evaluate(1, x, y)
        return found

    def hess(self, x: Value, y: Value) -> tuple[Value, Value, Value]:
        """The Hessian (hxx, hxy, hyy) at (x, y)."""
        found: tuple[Value, Value, Value] = self._evaluate(2, x, y)
        return found

    def part(self, indices: Sequence[int] | np.ndarray) -> "Landscape":
        """The loss over only these of its samples, plus its whole penalty: a mini-batch's loss.

        Raises ValueError where there are no samples, or none with such an index.
        """
        raise ValueError(f"{self.title} is not a mean over samples.")

    def _evaluate(self, which: int, x: Value, y: Value) -> Value:
        with np.errstate(all="ignore"):
            if np.ndim(x) == 0 and np.ndim(y) == 0:
                return self.floats[which](float(x), float(y))
            x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
            return self.arrays[which](x, y)

    def __getstate__(self) -> dict[str, Any]:
        """Only the fields: compiled functions are made again where a copy lands."""
        return {f.name: getattr(self, f.name) for f in fields(cast(Any, self))}
