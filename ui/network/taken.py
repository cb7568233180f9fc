"""A training as tables: each kept step of each learner, with its place on the plane."""

from collections.abc import Iterator
from typing import Any

from core.sentences import N_
from ui.kit.asked_page import AskedPage, NoSuchExportError
from ui.kit.table_files import csv_file, json_file
from ui.kit.takings import takings
from ui.network.plane_view import plane_view
from ui.network.study import Study
from ui.network.training import Runner, runners

COLUMNS = ("learner", "step", "x", "y", "away", "loss")
"""`away`: how far the weights are from the plane."""
TAKEN = ("mp4", "csv", "json")


def offered(study: Study) -> dict[str, Any]:
    """What the menu of the page offers."""
    return takings("network", TAKEN, "network", study.to_query())


def as_csv(asked: AskedPage[Study]) -> bytes:
    """A line for each kept step."""
    told = {f"{each.label}, right in test": repr(each.trained.test[1]) for each in _trained(asked)}
    return csv_file(asked.head | told, COLUMNS, _rows(asked.shown))


def as_json(asked: AskedPage[Study]) -> bytes:
    """The same by learner, with the settings and how each does in the end."""
    trained, rows = _trained(asked), [*_rows(asked.shown)]
    learners = [_learner(each, rows) for each in trained]
    return json_file({**asked.head, "network": asked.shown.to_query(), "learners": learners})


def _trained(asked: AskedPage[Study]) -> tuple[Runner, ...]:
    if not asked.shown.race:
        raise NoSuchExportError(N_("No optimizer is training. Pick one or more on the left."))
    return runners(asked.shown)


def _learner(each: Runner, rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    mine = zip(*(row[1:] for row in rows if row[0] == each.label), strict=True)
    columns = {name: list(values) for name, values in zip(COLUMNS[1:], mine, strict=True)}
    return {
        "learner": each.label,
        "optimizer": each.optimizer.slug,
        "knobs": {name: getattr(each.optimizer, name) for name in each.optimizer.knobs},
        "train": {"loss": each.trained.train[0], "right": each.trained.train[1]},
        "test": {"loss": each.trained.test[0], "right": each.trained.test[1]},
        **columns,
    }


def _rows(study: Study) -> Iterator[tuple[Any, ...]]:
    for each, path in zip(runners(study), plane_view(study).paths, strict=True):
        steps = each.trained.run.at.tolist()
        columns = (path.x, path.y, path.away, each.trained.loss)
        yield from (
            (each.label, step, *row)
            for step, *row in zip(steps, *(c.tolist() for c in columns), strict=True)
        )
