"""The basin map as the browser draws it: its cells, its axes, and the run that was picked."""

import numpy as np

import optim
from core.sentences import N_
from ui.browser import map as cell_map
from ui.maps import basins_cells
from ui.maps.basins import Basins
from ui.maps.job import job_of
from ui.maps.refinement import Refinement
from ui.maps.runs import Ends
from viz import browser, hidden, inside

BASINS_MAP = "basins.map"
OUT = 8.0
"""So many windows wide the view can get."""


def refinement_of(page: Basins) -> Refinement:
    """The levels of a map."""
    job = job_of(page)
    return Refinement(
        BASINS_MAP,
        job.levels(int(page.cells)),
        lambda level: basins_cells.basin_key(page, level),
        lambda level, tell: basins_cells.basin_ends(page, level, tell),
        job.optimizer.takes_arrays,
        slow=job.slow,
    )


def cells_of(page: Basins, level: int, ends: Ends, words: str = "") -> cell_map.Cells:
    """A level as the browser draws it."""
    columns = N_("Ends at"), N_("Loss"), N_("Starts", "share of them")
    return cell_map.Cells(refinement_of(page).id(level), picture_of(page, ends), words, columns)


def picture_of(page: Basins, ends: Ends) -> browser.Picture:
    """The ends as a picture."""
    landscape = page.scene.landscape()
    status = np.array(optim.STATUSES)[ends.code]
    # With noise, and at a crease, the gradient never gets small.
    settled = job_of(page).noise > 0 or not landscape.smooth
    return browser.basin_picture(
        ends.x,
        ends.y,
        ends.fun,
        ends.steps,
        status,
        basins_cells.minima_of(landscape, ends),
        page.whole(),
        basins_cells.others_of(landscape, "saddle"),
        basins_cells.others_of(landscape, "maximum"),
        settled,
    )


def sides(page: Basins) -> cell_map.Sides:
    """The axes of the map."""
    across, up = page.axes()
    limits = [widest(*side) for side in page.whole()]
    return cell_map.Side(across, "x", "x", limits[0]), cell_map.Side(up, "y", "y", limits[1])


def widest(lo: float, hi: float) -> tuple[float, float]:
    """How far out a side of the view may go, for a window from `lo` to `hi`."""
    middle, half = (lo + hi) / 2, OUT * (hi - lo) / 2
    return max(-1e6, middle - half), min(1e6, middle + half)


def trip(page: Basins) -> str:
    """A name of the run that is looked at."""
    return repr((job_of(page), page.scene.start))


def path(page: Basins, run: optim.Trajectory) -> tuple[np.ndarray, np.ndarray]:
    """That run, as far as it is near."""
    (x, y) = page.axes()
    seen = inside(run.x, run.y, ((x.lo, x.hi), (y.lo, y.hi)), 20.0)
    return hidden(run.x, seen), hidden(run.y, seen)
