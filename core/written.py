"""Numbers as people read them, in all words the app writes: 0.1235, −1200, 1.5·10⁻⁷, ∞."""

import math

SMALL, LARGE = 1e-3, 1e5
"""Below and from here a number is written with a power of ten."""
NOTHING = "–"
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float | None, digits: int = 4) -> str:
    """A number with so many significant digits, whole ones in full; “–” where there is none."""
    if value is None or math.isnan(value):
        return NOTHING
    minus, size = "−" if value < 0 else "", abs(value)
    if math.isinf(size):
        return f"{minus}∞"
    mantissa, power = f"{size:.{digits - 1}e}".split("e")
    rounded = float(f"{mantissa}e{power}")
    if rounded == 0:
        return "0"
    if SMALL <= rounded < max(LARGE, 10.0**digits):
        return minus + _trimmed(f"{size:.{max(0, digits - 1 - int(power))}f}")
    tens = f"10{str(int(power)).translate(_RAISED)}"
    return minus + (tens if float(mantissa) == 1 else f"{_trimmed(mantissa)}·{tens}")


def place(x: float, y: float, digits: int = 4) -> str:
    """A point: (0.5, −1)."""
    return f"({number(x, digits)}, {number(y, digits)})"


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
