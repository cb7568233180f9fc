"""Why a run ends: the statuses, and the one rule by which every loop of steps stops.

A point is *near* while |x|, |y| <= FAR, its loss *modest* while |f| <= FAR, and it is *good* while
it is near, its loss modest and its gradient defined. It is *steep* while its gradient is longer
than `gtol`. A run ends at the first point that is not good (diverged, or left the domain of a
surface that is undefined there), else at the first that is not steep (it came to rest), else where
it may go no further. A run that came to rest has converged, unless the Hessian there says that it
stands on no minimum: see `Status` and `optim.at_rest`.

Two write the comparisons out, for speed: the hot loop over floats (`run.walk.walk_rule`) and the
compiled steps (`native.ir`). Blocks of many steps (`many.workspace`) compare with a radius within
which every loss is modest. Everything else calls these functions.
"""

from enum import StrEnum

import numpy as np

from optim.elementary import Numeric

FAR = 1e12
"""Beyond this |x|, |y| or |f| a run counts as diverged."""
GOING_ON = -1
"""In place of a status's code: the run has not ended."""


class Status(StrEnum):
    """Why a run ended. The codes of `Endpoints` are the places in this order.

    Where the gradient is at most `gtol`, the eigenvalues low <= high of the Hessian decide. With
    `none` the size below which a curvature counts as none (`optim.curvature.no_curvature`):

    - low < -none and high > none: "saddle";
    - low < -none and high <= none: "maximum" (a hilltop, or the crest of a ridge); both only where
      the gradient vanishes nearby, as far as `low` tells (`optim.at_rest.NEARBY`);
    - else "converged": the second-order conditions that every local minimum meets hold (J. Nocedal
      and S. J. Wright, Numerical Optimization (2006), theorem 2.3). So it is also on level ground,
      on the floor of a trough, and where there is no Hessian.
    """

    MAX_STEPS = "max_steps"
    CONVERGED = "converged"
    DIVERGED = "diverged"
    LEFT_DOMAIN = "left_domain"
    MAX_EVALUATIONS = "max_evaluations"
    STALLED = "stalled"
    SADDLE = "saddle"
    MAXIMUM = "maximum"

    def __repr__(self) -> str:
        """As the plain text that it is."""
        return repr(self.value)

    @property
    def lost(self) -> bool:
        """Whether the run ended where its values say nothing: they may be of any size, or none."""
        return self in (Status.DIVERGED, Status.LEFT_DOMAIN)

    @property
    def code(self) -> int:
        """The status as a number, for arrays."""
        return STATUSES.index(self.value)

    @classmethod
    def at(cls, code: int) -> "Status":
        """The status with this code."""
        return cls(STATUSES[code])


STATUSES = tuple(status.value for status in Status)
LOST = tuple(status for status in Status if status.lost)


def flat_below(gtol: float) -> float:
    """The squared length of a gradient at which it is flat; with `gtol` 0 none ever is."""
    return gtol * gtol if gtol > 0 else -1.0


def is_near(x: Numeric, y: Numeric) -> Numeric:
    """Whether a point is near; a point that is `nan` is not."""
    return (abs(x) <= FAR) & (abs(y) <= FAR)


def is_modest(f: Numeric) -> Numeric:
    """Whether a loss is defined and not too large."""
    return abs(f) <= FAR


def is_steep(norm2: Numeric, flat: float) -> Numeric:
    """Whether the gradient is defined and longer than `gtol`: `flat` is what `flat_below` says."""
    return norm2 > flat


def is_good(x: Numeric, y: Numeric, f: Numeric, norm2: Numeric) -> Numeric:
    """Whether a run can go on from a point, where the squared length of the gradient is `norm2`."""
    return is_near(x, y) & is_modest(f) & ~np.isnan(norm2)


def within_limits(*values: Numeric) -> bool:
    """The same for numbers and vectors in any dimension: all defined, and none too large."""
    return all(np.abs(v).max() <= FAR for v in values)


def ending(
    x: Numeric,
    y: Numeric,
    f: Numeric,
    norm2: Numeric,
    flat: float,
    partial: bool,
    otherwise: int = GOING_ON,
) -> np.ndarray:
    """Why runs end at these points, as codes; `otherwise` where nothing about a point ends it.

    What came to rest is "converged" here, whatever it stands on; `optim.at_rest` tells.
    `flat` is what `flat_below` says; `partial`: whether the surface is undefined somewhere.
    """
    code = np.where(is_steep(norm2, flat), np.int8(otherwise), np.int8(Status.CONVERGED.code))
    code[~is_good(x, y, f, norm2)] = Status.DIVERGED.code
    if partial:
        code[is_near(x, y) & np.isnan(f)] = Status.LEFT_DOMAIN.code
    return code
