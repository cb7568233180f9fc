"""Coarse maps ahead of the app: what a map shows while a slider of its page still moves.

The browser asks for them by the link of the page, with the number that moves in it. They are
computed and drawn by what the page itself uses, so that the last of them is the page's own.
"""

from collections.abc import Callable
from typing import Any

from ui.browser import map as mapview
from ui.maps import basin_cells, basin_page, followed, sweep_cells, sweep_page
from ui.maps.basins import Basins
from ui.maps.finished import RECENT, Tell
from ui.maps.growth import Growth
from ui.maps.one_method import Asked
from ui.maps.sweep import Sweep

BRISK = 0.012
"""Seconds: where the coarsest map took no longer, the next one is shown."""


def basins(query: Asked) -> bytes | None:
    """The basin map of a link, as the browser takes it; None where that has to wait."""
    page, notes = Basins.from_query(query)
    if notes or not followed.quick(page):
        return None
    level, ends = _coarse(
        basin_page.growth_of(page), lambda n, tell: basin_cells.basin_ends(page, n, tell, RECENT)
    )
    run = basin_cells.job_of(page).run(page.scene.start)
    return mapview.sent(
        basin_page.KEY, basin_page.sides(page),
        basin_page.cells_of(page, level, ends, _words(ends)), basin_page.trip(page),
        basin_page.path(page, run),
    )  # fmt: skip


def sweep(query: Asked) -> bytes | None:
    """The sweep of a link, as the browser takes it; None where that has to wait."""
    page, notes = Sweep.from_query(query)
    if notes or not page.x or not followed.quick(page):
        return None
    level, ends = _coarse(
        sweep_page.growth_of(page), lambda n, tell: sweep_cells.swept(page, n, tell, RECENT)
    )
    shown = sweep_page.cells_of(page, level, ends, _words(ends))
    return mapview.sent(sweep_page.KEY, sweep_page.sides(page), shown)


def _coarse(growth: Growth, make: Callable[[int, Tell], Any]) -> tuple[int, Any]:
    """The first level of a map, or the second where that is there as soon."""
    level, *finer = growth.levels[:2]
    ends = make(level, _quiet)
    if finer and ends.seconds <= BRISK:
        return finer[0], make(finer[0], _quiet)
    return level, ends


def _words(ends: Any) -> str:
    rows, columns = ends.code.shape
    return f"{columns} × {rows} …"


def _quiet(share: float) -> None:
    """Nobody waits long enough to be told."""
