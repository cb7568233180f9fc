"""Warnings that are sufficient: each is given only where it must come true."""

from collections.abc import Sequence

import numpy as np

from core.sentences import N_, sentence
from core.written import number
from optim.base import Optimizer
from optim.conditions.conditions import Conditions
from optim.conditions.differences import Differences
from optim.conditions.noise import Gaussian
from optim.conditions.schedules import Schedule
from optim.curvature import kind
from optim.problem import Differentiable, Point, as_problem
from optim.run.minimize import run_one
from optim.status import Status
from optim.study.stability import LocalModel, local_model, too_fast, too_sharp

_FLAT = 1e-8


def advise(
    problem: Differentiable,
    optimizer: Optimizer,
    start: Point,
    minima: Sequence[Point] = (),
    schedule: Schedule | str | None = None,
    noise: Gaussian | float | None = None,
    gradient: Differences | str | None = None,
) -> tuple[str, ...]:
    """What is bound to go wrong from this start: one plain sentence each, most often none.

    Every claim is about `minimize` with its default `gtol`; it is sufficient, not necessary:

    - The exact gradient at the start is 0, or below 1e-8: any run ends before its first step.
    - Constant Hessian, a learning rate above c / L (`Optimizer.stable_limit`; L the top eigenvalue)
      and a start that is off the minimum in that direction: the run diverges, given the steps.
    - The same at every known minimum of a smooth surface: none is a stable point of the method, so
      it is reached only from a set of starts of measure zero (stable manifold theorem; J. Lee et
      al., COLT 2016). Starts in line with a minimum's own stable direction are left out.
    - A start on a ridge that the run, by symmetry, never leaves: see `_ridge`.
    - What the method itself is bound to do wrong, by the curvature: see `Optimizer.hazard`.
    - Gradient noise or a schedule that does not reach the method.

    The second and third claim nothing without an exact gradient and a constant learning rate.
    """
    conditions = Conditions.of(schedule=schedule, noise=noise, gradient=gradient)
    exact = conditions.gradient is None
    found = []
    here = local_model(as_problem(problem), optimizer, start)
    if here is not None and here.size <= _FLAT:
        if exact:  # a difference quotient may be anything but flat there
            found.append(_flat(here))
    elif here is not None:
        if conditions.steady and exact and optimizer.stable_limit() is not None:
            found.append(too_fast(here) or too_sharp(here, tuple(minima)))
        if exact and not (conditions.noisy or optimizer.stochastic):
            found.append(_ridge(here, conditions))
        found.append(optimizer.hazard(*(float(v) for v in here.values)))
    found.append(_deaf(optimizer, conditions))
    return tuple(warning for warning in found if warning)


def _deaf(optimizer: Optimizer, conditions: Conditions) -> str:
    """What changes nothing, because the method never asks for it."""
    if conditions.noisy and optimizer.gradient_free:
        return N_("It asks for losses only, so the gradient noise changes nothing.")
    if not (conditions.steady or optimizer.has_rate):
        return N_("It uses no learning rate, so the schedule changes nothing.")
    return ""


def _flat(here: LocalModel) -> str:
    """The gradient at the start is zero or nearly so."""
    if here.size > 0:
        return sentence(
            "The ground is flat at the start (gradient {size}), so a run ends at once.",
            size=number(here.size, 3),
        )
    return sentence(
        "The start is a {what}: the gradient is 0 there, so a run ends at once.",
        what=kind(*here.values),
    )


def _ridge(here: LocalModel, conditions: Conditions) -> str:
    """The run keeps, to the last bit, to a line across which the ground falls away.

    Only lines along an axis or a diagonal: there the symmetry that holds a run is exact in floating
    point too, while from any other line rounding pushes it off sooner or later. The run is made,
    200 steps of it; it has to move, and the curvature across the line to be negative all the way.
    """
    gx, gy = (float(g) for g in here.grad)
    if not here.values[0] < 0 or not (gx == 0 or gy == 0 or abs(gx) == abs(gy)):
        return ""
    ux, uy = (1.0, 0.0) if gx == 0 else (0.0, 1.0) if gy == 0 else (1.0, -np.sign(gx) * np.sign(gy))
    run = run_one(here.problem, here.optimizer, here.start, conditions)
    off = ux * (run.x - run.x[0]) + uy * (run.y - run.y[0])
    with np.errstate(all="ignore"):
        hxx, hxy, hyy = here.problem.hess(run.x, run.y)
        bend = ux * ux * hxx + 2 * ux * uy * hxy + uy * uy * hyy
    if not (run.steps and (off == 0).all() and (bend < 0).all()):
        return ""
    if run.status == Status.SADDLE:
        return N_("The start lies on a saddle's ridge: nothing pushes the run off it.")
    return N_("The start lies on a ridge: nothing pushes the run off it.")
