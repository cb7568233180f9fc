"""The paths on the plane as the figures take them, and runs that never leave it."""

from dataclasses import replace

import numpy as np

import optim
from core.sentences import _
from landscapes import Point
from landscapes.networks import Mlp, NetworkSlice, Plane, digits
from ui.kit.cache import shared_cache
from ui.network.plane_view import PlaneView, plane_view
from ui.network.study import SLICE, Study
from ui.network.training import Runner, runners
from viz import FurtherRun, Run

INSIDE = 150
"""Steps inside the plane, at most."""


def runs(study: Study) -> list[Run]:
    """The paths as the figures take them: at their true losses, with the steps as their cost."""
    seen = plane_view(study)
    made = []
    for runner, path in zip(runners(study), seen.paths, strict=True):
        fan = [inside(study, runner)] if study.inside == "on" else []
        run = runner.trained.run
        made.append(
            Run(
                _(runner.name),
                runner.index,
                path.x,
                path.y,
                runner.trained.loss,
                run.at.astype(np.float64),
                run.status,
                distance=path.away,
                gradient=np.full(len(path.x), np.nan),
                fan=fan,
            )
        )
    return made


def inside(study: Study, runner: Runner) -> FurtherRun:
    """The same optimizer on the slice alone, from where the plane shows the first weights."""
    steps = int(np.clip(SLICE / 4 / (10 * study.point()), 5, min(INSIDE, runner.asked)))
    seen = plane_view(study)
    path = seen.paths[runner.index]
    run = _inside(
        seen,
        study.samples,
        study.mlp(),
        study.weight_decay,
        runner.optimizer,
        (float(path.x[0]), float(path.y[0])),
        steps,
        study.driven_by(),
        study.trained_size(),
    )
    return run.x, run.y, run.fun


@shared_cache(maxsize=64, heavy=True)
def _inside(
    seen: PlaneView,
    samples: int,
    mlp: Mlp,
    weight_decay: float,
    optimizer: optim.Optimizer,
    start: Point,
    steps: int,
    schedule: optim.schedules.Schedule | None,
    weights: int,
) -> optim.Trajectory:
    data = digits("train", samples)
    surface = NetworkSlice(mlp, seen.plane, data, weight_decay, seen.bounds, start)
    scaled = scaled_to(optimizer, seen.plane, weights)
    return optim.minimize(surface, scaled, start, steps, gtol=0.0, schedule=schedule)


def scaled_to(optimizer: optim.Optimizer, plane: Plane, weights: int) -> optim.Optimizer:
    """The optimizer with a learning rate for the plane's two coordinates instead of all weights.

    A step of gradient descent and its kin is then the projection of what it would be in all
    dimensions: where one unit on the plane has length L, its learning rate is divided by L^2. The
    others move each of n `weights` by about the learning rate, sqrt(n) of it in all; they keep that
    length: theirs is multiplied by sqrt(n/2)/L.
    """
    knob = optimizer.knobs.get("learning_rate")
    if knob is None:
        return optimizer
    unit = float(np.linalg.norm(plane.first))
    factor = 1 / unit**2 if optimizer.proportional else np.sqrt(weights / 2) / unit
    rate = float(getattr(optimizer, knob.name)) * float(factor)
    return replace(optimizer, **{knob.name: knob.clamp(rate)})
