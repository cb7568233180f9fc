"""The largest root of a cubic: where a quartic valley has its floor."""

import math


def largest_root(p: float, q: float) -> float:
    """The largest t with t^3 - p t = q, where q >= 0 and all three roots are real (Viete)."""
    return 2 * math.sqrt(p / 3) * math.cos(math.acos(1.5 * q / p * math.sqrt(3 / p)) / 3)
