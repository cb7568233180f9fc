"""Landscapes declared as text: the built-in ones, and what a person typed."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from landscapes.base import Bounds, Kernels, Landscape, Point, Shader
from landscapes.formula.compile import Compiled, compile_formula
from landscapes.formula.glsl import shader
from landscapes.formula.latex import latex
from landscapes.formula.python_code import python_code, torch_code
from landscapes.formula.tokens import FormulaError

DEFAULT_BOUNDS = ((-2.0, 2.0), (-2.0, 2.0))
WIDEST = 1e6


class FormulaLandscape(Landscape):
    """A landscape declared as text in x, y and the names of its knobs."""

    @cached_property
    def formula(self) -> str:
        """The text."""
        raise NotImplementedError

    @cached_property
    def _compiled(self) -> Compiled:
        return compile_formula(self.formula, tuple(self.knobs))

    @cached_property
    def floats(self) -> Kernels:
        """The kernels for Python floats."""
        return self._compiled.floats(*self._knob_values())

    @cached_property
    def arrays(self) -> Kernels:
        """The kernels for float64 arrays of one shape."""
        return self._compiled.arrays(*self._knob_values())

    @cached_property
    def latex(self) -> str:
        """The formula in LaTeX, knobs by name."""
        return latex(self.formula, tuple(self.knobs))

    @cached_property
    def shader(self) -> Shader | None:
        """The formula for graphics cards, knobs by their place; None where it is too large."""
        return shader(self.formula, tuple(self.knobs))

    @cached_property
    def python(self) -> str:
        """The formula and its derivatives, bit for bit as they are evaluated here."""
        return python_code(self.formula, {name: getattr(self, name) for name in self.knobs})

    @cached_property
    def torch(self) -> str:
        """The formula for PyTorch."""
        return torch_code(self.formula, {name: getattr(self, name) for name in self.knobs})

    @cached_property
    def partial(self) -> bool:
        """Whether the surface is undefined at some finite points."""
        return self._compiled.partial

    def _knob_values(self) -> tuple[float, ...]:
        return tuple(getattr(self, name) for name in self.knobs)

    @property
    def text(self) -> str:
        """The formula with the knobs' values written in: what "edit a copy" starts from."""
        return substitute(self.formula, {name: getattr(self, name) for name in self.knobs})


def substitute(formula: str, values: Mapping[str, float]) -> str:
    """A formula in which each named symbol is replaced by its value."""
    pattern = re.compile(r"[A-Za-z_]\w*")
    write = {name: f"({v:.12g})" if v < 0 else f"{v:.12g}" for name, v in values.items()}
    return pattern.sub(lambda match: write.get(match.group(), match.group()), formula)


@dataclass(frozen=True)
class UserFormula(FormulaLandscape):
    """A formula in x and y with a window of its own; its minima are not known."""

    slug: ClassVar[str] = "formula"
    title = "Own formula"
    lesson = "A surface of your own."

    formula: str = "x^2 + y^2"
    bounds: Bounds = DEFAULT_BOUNDS
    start: Point = (0.0, 0.0)


def from_formula(
    text: str,
    bounds: Bounds = DEFAULT_BOUNDS,
    start: Point | None = None,
) -> UserFormula:
    """The landscape of a formula in x and y, such as "(1 - x)^2 + 100*(y - x^2)^2".

    `bounds` is the window ((x_lo, x_hi), (y_lo, y_hi)); `start` defaults to a point near its upper
    left corner. Raises FormulaError (a ValueError) with one sentence, and the position of the
    character where there is one.
    """
    if not isinstance(text, str):
        raise FormulaError("The formula must be text")
    (x_lo, x_hi), (y_lo, y_hi) = bounds = check_bounds(bounds)
    if start is None:
        start = (x_lo + 0.2 * (x_hi - x_lo), y_lo + 0.85 * (y_hi - y_lo))
    made = UserFormula(text, bounds, start)
    made.arrays  # noqa: B018 - compiles, so a bad formula is refused here
    return made


def check_bounds(bounds: Any) -> Bounds:
    """The window as floats, or FormulaError where it is empty, endless or not four numbers."""
    try:
        (x_lo, x_hi), (y_lo, y_hi) = ((float(lo), float(hi)) for lo, hi in bounds)
    except (TypeError, ValueError):
        raise FormulaError("The window needs four numbers: x from, x to, y from, y to") from None
    if not all(math.isfinite(v) and abs(v) <= WIDEST for v in (x_lo, x_hi, y_lo, y_hi)):
        raise FormulaError("The window must lie within {lo:g} to {hi:g}", lo=-WIDEST, hi=WIDEST)
    if not (x_hi - x_lo > 1e-6 and y_hi - y_lo > 1e-6):
        raise FormulaError("The window must be wider and taller than 0.000001")
    return (x_lo, x_hi), (y_lo, y_hi)
