"""“Many dimensions” as tables: how often all curvatures have one sign, by their number.

The spectrum of a network is what its chart shows, so its table is made of the chart.
"""

from dataclasses import replace
from typing import Any

import landscapes
from ui.dimensions.dimensions import Dimensions
from ui.dimensions.signs import LIVE, SIZES, found
from ui.kit.asked_page import AskedPage
from ui.kit.table_files import csv_file, json_file
from ui.kit.takings import takings

COLUMNS = ("dimensions", "exact", "drawn", "by_diagonal")
TAKEN = ("csv", "json")


def offered(asked: Dimensions) -> dict[str, Any]:
    """What the menu of the page offers."""
    return takings("dimensions", TAKEN, "dimensions", asked.to_query())


def of_network(asked: Dimensions) -> dict[str, Any]:
    """What the menu of the spectrum offers; its link opens that alone."""
    link = replace(asked, part="network").to_query()
    return takings("dimensions", ("csv",), "dimensions", link) | {"seen": True}


def as_csv(asked: AskedPage[Dimensions]) -> bytes:
    """A line for each number of dimensions; beyond some nothing is drawn by chance."""
    rows = ([n, repr(exact), "" if drawn is None else repr(drawn), repr(wrong)]
            for n, exact, drawn, wrong in _rows(asked.shown))  # fmt: skip
    return csv_file(asked.head, COLUMNS, rows)


def as_json(asked: AskedPage[Dimensions]) -> bytes:
    """The same as lists."""
    columns = zip(*_rows(asked.shown), strict=True)
    lists = {name: list(values) for name, values in zip(COLUMNS, columns, strict=True)}
    return json_file({**asked.head, "settings": asked.shown.to_query(), **lists})


def _rows(asked: Dimensions) -> list[tuple[int, float, float | None, float]]:
    signs = landscapes.signs
    return [
        (
            n,
            signs.alike(n),
            found(n, asked.count, asked.seed) / asked.count if n <= LIVE else None,
            signs.by_diagonal(n),
        )
        for n in SIZES
    ]
