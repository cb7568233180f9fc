"""Text: a list of points or a table, separated by commas, semicolons, tabs or spaces."""

import csv
import math
from array import array
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.sentences import N_
from landscapes.files.scattered_points import places
from landscapes.files.source import (
    MAX_LAYERS,
    MIN_SIDE,
    X_NAMES,
    Y_NAMES,
    Source,
    SurfaceFileError,
    quoted,
    some,
)

MAX_CELLS = 8_000_000
EMPTY = {"", "nan", "na", "n/a", "null", "none", "-", "--", "#n/a"}
# xxxnell/how-do-vits-work writes these columns without a header.
VITS = (
    "x", "y", "l1", "l2", "NLL", "Cutoff1", "Cutoff2", "Acc", "Acc-90", "Unc", "Unc-90", "IoU",
    "IoU-90", "Freq", "Freq-90", "Top-5", "Brier", "ECE", "ECSE",
)  # fmt: skip
NEEDED = N_("a list of points with columns x, y and a loss, or a table of numbers, is needed")


@dataclass(frozen=True)
class Table:
    """The numbers (rows, columns) of a text, nan where a cell was empty, and the header if any."""

    header: tuple[str, ...]
    cells: np.ndarray


def read(data: bytes) -> Source:
    """A list of points, in any order, or a table of values with or without coordinates."""
    table = _table(_decoded(data))
    rows, columns = table.cells.shape
    if min(rows, columns) == 1:
        raise SurfaceFileError(
            "This is one line of numbers, not a surface: a table of values over x and y is needed."
        )
    if columns == 2:
        raise SurfaceFileError(
            "This is a table with two columns, a curve and not a surface: x, y and a loss are"
            " needed in each row."
        )
    return _points(table) or _framed(table) or _plain(table)


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or text.lstrip()[:1] == "<":
        raise SurfaceFileError(
            "This is not a kind of file that can be read: CSV, .npy, .npz, .h5 or .vtp is needed."
        )
    if text.lstrip()[:1] in ("{", "["):
        raise SurfaceFileError(
            "This looks like JSON, which is not read: {needed}, as CSV.", needed=NEEDED
        )
    return text


# -- from text to numbers


def _table(text: str) -> Table:
    lines = text.splitlines()
    comments = [line.lstrip("# ") for line in lines[:50] if line.startswith("#")]
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    if not lines:
        raise SurfaceFileError("The file has no line with values: {needed}.", needed=NEEDED)
    mark = _separator(lines[min(1, len(lines) - 1)])
    rows = _split(lines, mark)
    header: tuple[str, ...] = ()
    if not _numeric(lines[0], mark):
        header = tuple(next(rows))
    elif comments and len(names := next(_split(comments[-1:], mark))) == _width(lines[0], mark):
        header = tuple(names)
    return _filled(header, rows, mark == ";")


def _separator(line: str) -> str:
    """What stands between values: before a comma, which may be a decimal one, the others count."""
    return next((mark for mark in "\t;," if mark in line), " ")


def _split(lines: list[str], mark: str) -> Any:
    if mark == " ":
        return (line.split() for line in lines)
    return csv.reader(lines, delimiter=mark, skipinitialspace=True)


def _width(line: str, mark: str) -> int:
    return len(next(_split([line], mark)))


def _numeric(line: str, mark: str) -> bool:
    """Whether a first line holds values already (an empty corner counts)."""
    cells = [cell.strip() for cell in next(_split([line], mark))]
    return all(cell.lower() in EMPTY or _number(cell, mark == ";") is not None for cell in cells)


def _number(cell: str, comma: bool) -> float | None:
    """A cell as a number; `comma` tells that a decimal comma may stand in it."""
    try:
        return float(cell.replace(",", ".") if comma else cell)
    except ValueError:
        return math.nan if cell.strip().lower() in EMPTY else None


def _filled(header: tuple[str, ...], rows: Any, comma: bool) -> Table:
    cells, width, count = array("d"), 0, 0
    for count, row in enumerate(rows, 1):
        numbers = [_number(cell, comma) for cell in row]
        if None in numbers:
            raise SurfaceFileError(
                "Row {row} has {cell} where a number should be: {needed}.",
                row=count,
                cell=quoted(row[numbers.index(None)]),
                needed=NEEDED,
            )
        width = width or len(numbers)
        if len(numbers) != width:
            raise SurfaceFileError(
                "Row {row} has {count} values where the others have {width}: the file is cut off or"
                " no table.",
                row=count,
                count=len(numbers),
                width=width,
            )
        cells.extend(number for number in numbers if number is not None)
        if len(cells) > MAX_CELLS:
            raise SurfaceFileError(
                "The file has more than {most:,} values: leave out some.", most=MAX_CELLS
            )
    if not count:
        raise SurfaceFileError("The file has a header and no values: {needed}.", needed=NEEDED)
    names = tuple(name.strip() for name in header) if len(header) == width else ()
    return Table(names, np.frombuffer(cells, np.float64).reshape(count, width))


# -- from numbers to a surface


def _points(table: Table) -> Source | None:
    """One point a row; None where the rows are something else."""
    names = table.header or (VITS if table.cells.shape[1] == len(VITS) else ())
    lower = [name.lower() for name in names]
    known = [i for words in (X_NAMES, Y_NAMES) for i, n in enumerate(lower) if n in words][:2]
    both = len(known) == 2 and bool(table.header)
    first, second = known if both else (0, 1)
    found = places(table.cells[:, first], table.cells[:, second])
    if found is None:
        if table.header and both:
            raise SurfaceFileError(
                "The file has {count} points that form no grid, as a trajectory does: a loss at"
                " every pair of x and y is needed.",
                count=len(table.cells),
            )
        return None
    if found.prefix:
        raise SurfaceFileError(
            "The list of points ends after {count} of {all}: it is cut off, so copy it again,"
            " whole.",
            count=len(table.cells),
            all=len(found.x) * len(found.y),
        )
    others = [i for i in range(table.cells.shape[1]) if i not in (first, second)][:MAX_LAYERS]
    layers: dict[str, Any] = {}
    for i in others:
        title = names[i] if names else "loss" if len(others) == 1 else f"column {i + 1}"
        values = table.cells[:, i]
        layers.setdefault(title or f"column {i + 1}", lambda v=values: found.table(v))
    shape = (len(found.y), len(found.x))
    return Source(N_("a CSV list of points"), shape, layers, found.x, found.y)


def _framed(table: Table) -> Source | None:
    """A table whose first row and first column are coordinates, with nothing in the corner."""
    corner, x, y = table.cells[0, 0], table.cells[0, 1:], table.cells[1:, 0]
    if table.header or not math.isnan(corner) or min(len(x), len(y)) < 2:
        return None
    if not all(np.isfinite(v).all() and (np.diff(v) > 0).all() for v in (x, y)):
        return None
    values = table.cells[1:, 1:]
    kind = N_("a CSV table with coordinates")
    return Source(kind, values.shape, {"loss": lambda: values}, x, y)


def _plain(table: Table) -> Source:
    """A table of values and nothing else."""
    rows, columns = table.cells.shape
    if table.header:
        raise SurfaceFileError(
            "This is a table with columns {columns}: {needed}.",
            columns=some(table.header),
            needed=NEEDED,
        )
    if columns == 3 and rows >= MIN_SIDE:
        raise SurfaceFileError(
            "This is a list of {count} points that form no grid, as a trajectory does: a loss at"
            " every pair of x and y is needed.",
            count=rows,
        )
    return Source(N_("a CSV table of values"), (rows, columns), {"loss": lambda: table.cells})
