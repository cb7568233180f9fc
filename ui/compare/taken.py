"""Two races as tables: every step of both, with the link that shows them side by side."""

from collections.abc import Iterator
from typing import Any

from ui.compare.comparison import SIDES, Comparison
from ui.kit.asked_page import AskedPage
from ui.kit.table_files import csv_file, json_file
from ui.kit.takings import takings
from ui.scene.run_race import Raced, run_race

COLUMNS = ("x", "y", "fun", "grad_x", "grad_y", "nfev", "njev", "nhev")
"""Of each point, named as in `optim.Trajectory`."""
TAKEN = ("mp4", "csv", "json")


def offered(compared: Comparison) -> dict[str, Any] | bool:
    """What the menu of both offers; nothing where a surface is a file that stays in its session."""
    if any(compared.on(side).grid is not None for side in SIDES):
        return False
    return takings("compare", TAKEN, "compare", compared.to_query())


def as_csv(asked: AskedPage[Comparison]) -> bytes:
    """A line a point of each racer on each side."""
    told = {f"{side.upper()}, {one.label}": one.trajectory.message for side, one in _raced(asked)}
    rows = ((side, one.label, *row) for side, one in _raced(asked) for row in _points(one))
    return csv_file(asked.head | told, ("side", "racer", "step", *COLUMNS), rows)


def as_json(asked: AskedPage[Comparison]) -> bytes:
    """The same by side and racer, with the settings."""
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
    for side, one in _raced(asked):
        runs[side].append(_run(one))
    scenes = {side: asked.shown.on(side).to_query() for side in SIDES}
    return json_file({**asked.head, "scenes": scenes, "runs": runs})


def _raced(asked: AskedPage[Comparison]) -> Iterator[tuple[str, Raced]]:
    return ((side, one) for side in SIDES for one in run_race(asked.shown.on(side)))


def _points(one: Raced) -> Iterator[tuple[Any, ...]]:
    columns = [getattr(one.trajectory, name).tolist() for name in COLUMNS]
    return ((step, *row) for step, row in enumerate(zip(*columns, strict=True)))


def _run(one: Raced) -> dict[str, Any]:
    run, method = one.trajectory, one.optimizer
    return {
        "racer": one.label,
        "optimizer": method.slug,
        "knobs": {name: getattr(method, name) for name in method.knobs},
        "status": str(run.status),
        "message": run.message,
        **{name: getattr(run, name).tolist() for name in COLUMNS},
    }
