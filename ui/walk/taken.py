"""A walk as tables: what was felt at each place; by day where that was, and the ways of others."""

from collections.abc import Iterator
from typing import Any

from ui.kit.asked_page import AskedPage
from ui.kit.table_files import csv_file, json_file
from ui.kit.takings import takings
from ui.walk.felt import felt
from ui.walk.rivals import rivals
from ui.walk.walk import Walk

FELT = ("across", "up", "loss", "slope_across", "slope_up", "slope")
"""Where one stood in shares of the window, the loss there, its slope in the same shares, and how
long the gradient is."""
TAKEN = ("csv", "json")


def offered(walk: Walk) -> dict[str, Any]:
    """What the menu of the page offers."""
    return takings("walk", TAKEN, "walk", walk.to_query())


def as_csv(asked: AskedPage[Walk]) -> bytes:
    """A line a place; in the dark the window itself is not known."""
    names = ("walker", "place", *_felt_by(asked.shown), *(("x", "y") if _day(asked.shown) else ()))
    rows = ([each[name] for name in names] for each in _rows(asked.shown))
    return csv_file(asked.head, names, rows)


def as_json(asked: AskedPage[Walk]) -> bytes:
    """The same as records, with the settings."""
    return json_file(
        {**asked.head, "walk": asked.shown.to_query(), "places": [*_rows(asked.shown)]}
    )


def _day(walk: Walk) -> bool:
    return walk.shown == "on"


def _felt_by(walk: Walk) -> tuple[str, ...]:
    return FELT if walk.feel == "slope" else FELT[:3]


def _rows(walk: Walk) -> Iterator[dict[str, Any]]:
    names = _felt_by(walk)
    for k, at in enumerate(walk.points()):
        row = {"walker": "You", "place": k + 1, **dict(zip(names, felt(walk, k), strict=False))}
        yield row | (dict(zip("xy", at, strict=True)) if _day(walk) else {})
    if _day(walk):
        yield from _ways(walk, names)


def _ways(walk: Walk, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The points of the others; what they felt there is their own affair."""
    (x_lo, x_hi), (y_lo, y_hi) = walk.landscape.bounds
    for way in rivals(walk):
        points = zip(way.x.tolist(), way.y.tolist(), way.fun.tolist(), strict=True)
        for k, (x, y, loss) in enumerate(points):
            shares = (x - x_lo) / (x_hi - x_lo), (y - y_lo) / (y_hi - y_lo)
            felt_there = dict.fromkeys(names) | dict(zip(FELT, (*shares, loss), strict=False))
            yield {"walker": way.name, "place": k + 1, **felt_there, "x": x, "y": y}
