"""Optimizers: how to descend. See `names`, `get`, `minimize` and `minimize_many`."""

import sys
from typing import Any

import numpy as np

from core import registry
from optim import differences, noise, schedules
from optim._base import Elementwise, Optimizer, Problem
from optim._batch import Endpoints, minimize_many
from optim._run import minimize
from optim._trajectory import Trajectory

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
    "Elementwise",
    "Endpoints",
    "Optimizer",
    "Problem",
    "Trajectory",
    "differences",
    "get",
    "minimize",
    "minimize_many",
    "names",
    "noise",
    "schedules",
]
