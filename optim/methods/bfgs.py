"""BFGS."""

import math
from dataclasses import dataclass
from typing import ClassVar

from optim.base import Optimizer, State
from optim.elementary import Numeric
from optim.line_search import FAILED, first_length, strong_wolfe
from optim.problem import Problem


@dataclass(frozen=True)
class BFGS(Optimizer):
    """Newton's method without a Hessian: it is learned from how the gradient changes."""

    slug = "bfgs"
    title = "BFGS"
    order = 21
    teaches = "Curvature"
    parents = ("newton",)
    adds = "guesses the curvature from gradients"
    lesson = (
        "Learns the curvature from the gradients it meets, and so soon steps like Newton, "
        "but only ever downhill."
    )
    latex: ClassVar[tuple[str, ...]] = (
        r"x_{t+1} = x_t - \alpha_t B_t\,g_t \qquad \alpha_t\ \text{by the strong Wolfe conditions}",
        r"s_t = x_{t+1} - x_t \qquad y_t = g_{t+1} - g_t \qquad \rho_t = 1/(y_t^\top s_t)",
        r"B_{t+1} = (I - \rho_t s_t y_t^\top)\,B_t\,(I - \rho_t y_t s_t^\top)"
        r" + \rho_t s_t s_t^\top",
    )
    worked: ClassVar[tuple[str, ...]] = (
        "direction_x = -where(fresh, g_x, inverse_xx'*g_x + inverse_xy'*g_y)",
        "direction_y = -where(fresh, g_y, inverse_xy'*g_x + inverse_yy'*g_y)",
        "lengths tried: {trials}; taken: {step_length}",
        "step = step_length*direction",
        "x = x' + step",
        "now learned: Bxx = {inverse_xx}, Bxy = {inverse_xy}, Byy = {inverse_yy}",
    )
    source = "J. Nocedal and S. J. Wright, Numerical Optimization (2006), algorithms 6.1, 3.5, 3.6"
    convention = (
        "As the book: c₁ = 1e-4, c₂ = 0.9, and the first matrix is scaled by eq. 6.20. The first "
        "step tries the length min(1, 1/|g|₁), later ones try 1. Where yᵀs is not positive, the "
        "matrix stays as it is; where a search fails, it starts again from the identity. SciPy "
        "does not scale the first matrix and gives up where a search fails."
    )
    takes_arrays = False
    tuned = ()
    state_names: ClassVar[tuple[str, ...]] = (
        "inverse_xx",
        "inverse_xy",
        "inverse_yy",
        "direction_x",
        "direction_y",
        "fresh",
        "step_length",
        "trials",
    )

    def initial(self) -> State:
        """The identity, unscaled; no direction, no search made; still the identity; not failed."""
        return 1.0, 0.0, 1.0, 0.0, 0.0, True, 0.0, 0, True, False

    def step(
        self, x: Numeric, y: Numeric, gx: Numeric, gy: Numeric, state: State, problem: Problem
    ) -> tuple[Numeric, Numeric, State]:
        """Search along the quasi-Newton direction, then learn from the two gradients."""
        (bxx, bxy, byy), fresh = state[:3], state[-2]
        px, py = -(bxx * gx + bxy * gy), -(bxy * gx + byy * gy)
        first = first_length(gx, gy) if fresh else 1.0
        found = strong_wolfe(problem, (x, y, gx, gy), (px, py), first)
        if found is None and not fresh:  # the matrix misleads: once more without it
            return self.step(x, y, gx, gy, self.initial(), problem)
        if found is None:
            return x, y, (bxx, bxy, byy, px, py, fresh, 0.0, 0, fresh, True)
        pair = found.x - x, found.y - y, found.gx - gx, found.gy - gy
        matrix, still = _updated((bxx, bxy, byy), fresh, *pair)
        search = px, py, fresh, found.step_length, found.trials
        return found.x, found.y, (*matrix, *search, still, False)

    def ended(self, state: State) -> str:
        """Whether the last search failed."""
        return FAILED if state[-1] else ""


def _updated(
    matrix: tuple[float, float, float], fresh: bool, sx: float, sy: float, yx: float, yy: float
) -> tuple[tuple[float, float, float], bool]:
    """The inverse Hessian (xx, xy, yy) after a step s that changed the gradient by y (eq. 6.17).

    It is not touched where the curvature yᵀs is not positive beyond rounding.
    """
    curvature = sx * yx + sy * yy
    if not curvature > 1e-14 * math.hypot(sx, sy) * math.hypot(yx, yy):
        return matrix, fresh
    bxx, bxy, byy = matrix
    if fresh:  # eq. 6.20: the size of the true inverse along the first step
        bxx, bxy, byy = curvature / (yx * yx + yy * yy), 0.0, 0.0
        byy = bxx
    # (I - s yᵀ/c) B (I - y sᵀ/c) + s sᵀ/c, multiplied out for B y = u
    ux, uy = bxx * yx + bxy * yy, bxy * yx + byy * yy
    grow = (1 + (yx * ux + yy * uy) / curvature) / curvature
    bxx = bxx + grow * sx * sx - 2 * ux * sx / curvature
    bxy = bxy + grow * sx * sy - (ux * sy + uy * sx) / curvature
    byy = byy + grow * sy * sy - 2 * uy * sy / curvature
    return (bxx, bxy, byy), False
