"""A landscape from a formula that a person typed."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from landscapes._base import FormulaLandscape, Interval, Point
from landscapes._parse import FormulaError

DEFAULT_BOUNDS = ((-2.0, 2.0), (-2.0, 2.0))
WIDEST = 1e6


@dataclass(frozen=True)
class UserFormula(FormulaLandscape):
    """A formula in x and y with a window of its own; its minima are not known."""

    slug: ClassVar[str] = "formula"
    title: ClassVar[str] = "Own formula"
    lesson: ClassVar[str] = "A surface of your own."

    formula: str = "x^2 + y^2"  # type: ignore[misc]
    bounds: tuple[Interval, Interval] = DEFAULT_BOUNDS  # type: ignore[misc]
    start: Point = (0.0, 0.0)  # type: ignore[misc]


def from_formula(
    text: str,
    bounds: tuple[Interval, Interval] = DEFAULT_BOUNDS,
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


def check_bounds(bounds: Any) -> tuple[Interval, Interval]:
    """The window as floats, or FormulaError where it is empty, endless or not four numbers."""
    try:
        (x_lo, x_hi), (y_lo, y_hi) = ((float(lo), float(hi)) for lo, hi in bounds)
    except (TypeError, ValueError):
        raise FormulaError("The window needs four numbers: x from, x to, y from, y to") from None
    if not all(math.isfinite(v) and abs(v) <= WIDEST for v in (x_lo, x_hi, y_lo, y_hi)):
        raise FormulaError(f"The window must lie within {-WIDEST:g} to {WIDEST:g}")
    if not (x_hi - x_lo > 1e-6 and y_hi - y_lo > 1e-6):
        raise FormulaError("The window must be wider and taller than 0.000001")
    return (x_lo, x_hi), (y_lo, y_hi)
