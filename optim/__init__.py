"""Optimizers: how to descend. See `names`, `get`, `minimize` and `minimize_many`."""

import sys
from typing import Any

import numpy as np

from core import registry
from optim import _profile as profiles
from optim import _theory as theory
from optim import differences, minibatch, noise, schedules
from optim._advice import advise
from optim._along import Along, along
from optim._base import Elementwise, Optimizer, Problem
from optim._batch import Endpoints, minimize_many
from optim._check import GradientCheck, check_gradient
from optim._crowd import STATUSES
from optim._profile import Profile
from optim._run import minimize
from optim._train import Training, train
from optim._trajectory import Trajectory
from optim._tune import Tuned, tune

CLASSES = registry.discover(sys.modules[__name__], Optimizer)


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
    "STATUSES",
    "Along",
    "Elementwise",
    "Endpoints",
    "GradientCheck",
    "Optimizer",
    "Problem",
    "Profile",
    "Training",
    "Trajectory",
    "Tuned",
    "advise",
    "along",
    "check_gradient",
    "differences",
    "get",
    "minibatch",
    "minimize",
    "minimize_many",
    "names",
    "noise",
    "profiles",
    "schedules",
    "theory",
    "train",
    "tune",
]
