"""Optimizers: how to descend. See `names`, `get`, `minimize` and `minimize_many`."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core import registry
from optim import explain, methods
from optim.base import GROUPS, Elementwise, Optimizer
from optim.conditions import differences, minibatch, noise, schedules
from optim.conditions.conditions import Conditions
from optim.many.minimize_many import Endpoints, minimize_many, run_many
from optim.problem import Differentiable, Problem, as_problem
from optim.run.minimize import minimize, run_one
from optim.run.outcome import LEVEL, OUTCOMES, POORER
from optim.run.training import Training, train
from optim.run.trajectory import Trajectory
from optim.status import LOST, STATUSES, Status
from optim.study import curvature_cost, profiles, rounding, searches, theory
from optim.study.advice import advise
from optim.study.along import Along, along, curvatures
from optim.study.fair_race import Tuned, tune
from optim.study.gradient_check import GradientCheck, check_gradient
from optim.study.mistakes import MISTAKES, Mistaken
from optim.study.profiles import Profile

CLASSES: Mapping[str, type[Optimizer]] = registry.discover(methods, Optimizer)


def names() -> tuple[str, ...]:
    """The slugs of the optimizers, in menu order."""
    return tuple(CLASSES)


def get(slug: str, **knobs: Any) -> Optimizer:
    """An optimizer, such as `get("adam", learning_rate=0.05, beta1=0.9)`.

    A knob may be an array for `minimize_many`. An unknown slug, an unknown knob or a value out of
    range is a ValueError in one sentence.
    """
    knobs = {n: np.asarray(v) if isinstance(v, list | tuple) else v for n, v in knobs.items()}
    made: Optimizer = registry.make("optimizer", CLASSES, slug, knobs)
    return made


__all__ = [
    "CLASSES",
    "GROUPS",
    "LEVEL",
    "LOST",
    "MISTAKES",
    "OUTCOMES",
    "POORER",
    "STATUSES",
    "Along",
    "Conditions",
    "Differentiable",
    "Elementwise",
    "Endpoints",
    "GradientCheck",
    "Mistaken",
    "Optimizer",
    "Problem",
    "Profile",
    "Status",
    "Training",
    "Trajectory",
    "Tuned",
    "advise",
    "along",
    "as_problem",
    "check_gradient",
    "curvature_cost",
    "curvatures",
    "differences",
    "explain",
    "get",
    "minibatch",
    "minimize",
    "minimize_many",
    "names",
    "noise",
    "profiles",
    "rounding",
    "run_many",
    "run_one",
    "schedules",
    "searches",
    "theory",
    "train",
    "tune",
]
