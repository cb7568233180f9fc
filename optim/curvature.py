"""What a critical point is, by the eigenvalues of its Hessian."""

NOTHING = 1e-9
"""An eigenvalue smaller than this share of the other counts as zero."""


def kind(low: float, high: float) -> str:
    """minimum, maximum, saddle point or flat point, for the eigenvalues low <= high.

    A flat point is one that second derivatives cannot decide (J. Nocedal and S. J. Wright,
    Numerical Optimization (2006), theorems 2.3 and 2.4).
    """
    small, large = sorted((abs(low), abs(high)))
    if not small > NOTHING * large:
        return "flat point"
    if low > 0:
        return "minimum"
    return "maximum" if high < 0 else "saddle point"
