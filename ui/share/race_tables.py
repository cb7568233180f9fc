"""Every step of a race as a table: CSV and JSON, with the link that it came from."""

from ui.kit.table_files import csv_file, json_file
from ui.scene.run_tables import COLUMNS, facts, points
from ui.share.asked import Asked


def as_csv(asked: Asked) -> bytes:
    """A line a point; lines that begin with # say what it is and where it came from."""
    told = {one.label: one.trajectory.message for one in asked.raced}
    rows = ((one.label, *row) for one in asked.raced for row in points(one))
    return csv_file(_head(asked) | told, ("racer", "step", *COLUMNS), rows)


def as_json(asked: Asked) -> bytes:
    """The same and the settings; what is not a number is null."""
    runs = [facts(one) for one in asked.raced]
    return json_file({**_head(asked), "scene": asked.scene.to_query(), "runs": runs})


def _head(asked: Asked) -> dict[str, str]:
    return {"title": asked.title, "link": asked.link, "made by": "Thalweg"}
