"""A performance profile as tables: what each method needed for each problem."""

from collections.abc import Iterator
from typing import Any

from core.sentences import N_
from ui.kit.asked_page import AskedPage, NoSuchExportError
from ui.kit.table_files import csv_file, json_file
from ui.kit.takings import takings
from ui.profile.survey import Survey, is_quick, measured, surfaces

TAKEN = ("csv", "json")
LONG = N_("To measure this profile takes too long for a file; the usual one is there at once.")
NONE = N_("Pick one or more optimizers.")
Row = tuple[str, int, str, float]


def offered(survey: Survey) -> dict[str, Any]:
    """What the menu of the page offers."""
    return takings("profile", TAKEN if is_quick(survey) else (), "profile", survey.to_query())


def as_csv(asked: AskedPage[Survey]) -> bytes:
    """A line for each problem and method; what was not solved has infinite cost."""
    rows = ((s, k, m, repr(cost)) for s, k, m, cost in _rows(asked.shown))
    return csv_file(asked.head, ("surface", "start", "optimizer", "evaluations"), rows)


def as_json(asked: AskedPage[Survey]) -> bytes:
    """The same by surface and method; what was not solved is null."""
    costs: dict[str, dict[str, list[float]]] = {}
    for surface, _start, method, cost in _rows(asked.shown):
        costs.setdefault(surface, {}).setdefault(method, []).append(cost)
    return json_file({**asked.head, "profile": asked.shown.to_query(), "evaluations": costs})


def _rows(survey: Survey) -> Iterator[Row]:
    if not survey.methods:
        raise NoSuchExportError(NONE)
    if not is_quick(survey):
        raise NoSuchExportError(LONG)
    by_surface = [rows for _share, _title, rows in measured(survey) if rows]
    for surface, rows in zip(surfaces(), by_surface, strict=True):
        for method, costs in zip(survey.methods, rows, strict=True):
            yield from ((surface, k, method, cost) for k, cost in enumerate(costs))
