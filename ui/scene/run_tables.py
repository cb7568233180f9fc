"""A racer's run as tables tell it: what is told of each point, and what of the whole."""

from collections.abc import Iterator
from typing import Any

from ui.scene.run_race import Raced

COLUMNS = ("x", "y", "fun", "grad_x", "grad_y", "nfev", "njev", "nhev")
"""Of each point, named as in `optim.Trajectory`: what was asked for is counted up to there."""


def points(one: Raced) -> Iterator[tuple[Any, ...]]:
    """The number of each step, and its columns."""
    columns = [getattr(one.trajectory, name).tolist() for name in COLUMNS]
    return ((step, *row) for step, row in enumerate(zip(*columns, strict=True)))


def facts(one: Raced) -> dict[str, Any]:
    """The same by column, with the settings and how it ended."""
    run, method = one.trajectory, one.optimizer
    return {
        "racer": one.label,
        "optimizer": method.slug,
        "knobs": {name: getattr(method, name) for name in method.knobs},
        "status": str(run.status),
        "message": run.message,
        **{name: getattr(run, name).tolist() for name in COLUMNS},
    }
