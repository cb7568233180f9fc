"""Two races as tables: every step of both, with the link that shows them side by side."""

from collections.abc import Iterator
from typing import Any

from core.sentences import _, joined
from ui.compare.comparison import SIDES, Comparison
from ui.kit.asked_page import AskedPage
from ui.kit.table_files import csv_file, json_file
from ui.kit.takings import takings
from ui.scene.run_race import Raced, run_race
from ui.scene.run_tables import COLUMNS, facts, points
from ui.scene.scene_title import ground_title, scene_title

TAKEN = ("mp4", "gif", "csv", "json")


def offered(compared: Comparison) -> dict[str, Any] | bool:
    """What the menu of both offers; nothing where a surface is a file that stays in its session."""
    if any(compared.on(side).grid is not None for side in SIDES):
        return False
    return takings("compare", TAKEN, "compare", compared.to_query())


def titles(compared: Comparison, short: bool = False) -> dict[str, str]:
    """What stands above each race; `short`: its surface alone."""
    title = ground_title if short else scene_title
    return {side: _(joined((name, title(compared.on(side))), ": ")) for side, name in SIDES.items()}


def as_csv(asked: AskedPage[Comparison]) -> bytes:
    """A line a point of each racer on each side."""
    raced = [*_raced(asked)]
    told = {f"{side.upper()}, {one.label}": one.trajectory.message for side, one in raced}
    rows = ((side, one.label, *row) for side, one in raced for row in points(one))
    return csv_file(asked.head | told, ("side", "racer", "step", *COLUMNS), rows)


def as_json(asked: AskedPage[Comparison]) -> bytes:
    """The same by side and racer, with the settings."""
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
    for side, one in _raced(asked):
        runs[side].append(facts(one))
    scenes = {side: asked.shown.on(side).to_query() for side in SIDES}
    return json_file({**asked.head, "scenes": scenes, "runs": runs})


def _raced(asked: AskedPage[Comparison]) -> Iterator[tuple[str, Raced]]:
    return ((side, one) for side in SIDES for one in run_race(asked.shown.on(side)))
