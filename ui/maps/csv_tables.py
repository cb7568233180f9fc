"""The cells of a map as CSV: one row a cell, every number in full."""

import io
from collections.abc import Mapping

import numpy as np

import optim
from ui.maps import basins_cells
from ui.maps.basins import Basins
from ui.maps.runs import Ends
from ui.maps.sweep import Sweep
from ui.maps.sweep_cells import SweepMeans, knobs_at
from viz import browser, theme


def basins(page: Basins, level: int, ends: Ends, picture: browser.Picture) -> bytes:
    """All starts and where they end."""
    x, y = basins_cells.starts(page, level)
    x, y = np.broadcast_arrays(x[None, :], y[:, None])
    kinds = [kind.number for kind in picture.kinds]
    out = io.StringIO()
    out.write("x,y,status,minimum,steps,end_x,end_y,loss\n")
    columns = (x, y, ends.code, picture.label, ends.steps, ends.x, ends.y, ends.fun)
    rows = zip(*(column.ravel().tolist() for column in columns), strict=True)
    for a, b, code, label, steps, u, v, f in rows:
        status = theme.STATUS_WORDS[optim.STATUSES[code]]
        out.write(f"{a!r},{b!r},{status},{kinds[label]},{steps},{u!r},{v!r},{f!r}\n")
    return out.getvalue().encode()


def sweep(page: Sweep, level: int, ends: SweepMeans) -> bytes:
    """All cells and what came of them."""
    grid = knobs_at(page, level)
    out = io.StringIO()
    out.write(",".join([*grid, "status", "steps", "loss"]) + "\n")
    columns = np.broadcast_arrays(*grid.values(), ends.code, ends.steps, ends.fun)
    rows = zip(*(column.ravel().tolist() for column in columns), strict=True)
    for *values, code, steps, fun in rows:
        status = theme.STATUS_WORDS[optim.STATUSES[code]]
        out.write(",".join(repr(v) for v in values) + f",{status},{steps:g},{fun!r}\n")
    return out.getvalue().encode()


def headed(head: Mapping[str, str], table: bytes) -> bytes:
    """A table with lines above that say where it came from."""
    lines = "".join(f"# {name}: {' '.join(value.split())}\n" for name, value in head.items())
    return lines.encode() + table
