"""Coarse maps, served by themselves: what a map shows while a slider of its page still moves.

The browser asks for them by the link of the page, with the number that moves in it. They are
computed and drawn by what the page itself uses, so that the last of them is the page's own.
"""

from collections.abc import Callable
from typing import Any

from ui.browser import map as cell_map
from ui.maps import basins_cells, basins_picture, moving_sliders, sweep_cells, sweep_picture
from ui.maps.basins import Basins
from ui.maps.job import job_of
from ui.maps.one_method import Asked
from ui.maps.refinement import Refinement
from ui.maps.store import PREVIEWS, Tell
from ui.maps.sweep import Sweep

BRISK = 0.012
"""Seconds: where the coarsest map took no longer, the next one is shown."""


def basins(query: Asked) -> bytes | None:
    """The basin map of a link, as the browser takes it; None where that has to wait."""
    page, notes = Basins.from_query(query)
    if notes or not moving_sliders.is_quick(page):
        return None
    level, ends = _coarse(
        basins_picture.refinement_of(page),
        lambda n, tell: basins_cells.basin_ends(page, n, tell, PREVIEWS),
    )
    run = job_of(page).run(page.scene.start)
    return cell_map.sent(
        basins_picture.BASINS_MAP,
        basins_picture.sides(page),
        basins_picture.cells_of(page, level, ends, _size_words(ends)),
        basins_picture.trip(page),
        basins_picture.path(page, run),
    )


def sweep(query: Asked) -> bytes | None:
    """The sweep of a link, as the browser takes it; None where that has to wait."""
    page, notes = Sweep.from_query(query)
    if notes or not page.x or not moving_sliders.is_quick(page):
        return None
    level, ends = _coarse(
        sweep_picture.refinement_of(page),
        lambda n, tell: sweep_cells.sweep_means(page, n, tell, PREVIEWS),
    )
    shown = sweep_picture.cells_of(page, level, ends, _size_words(ends))
    return cell_map.sent(sweep_picture.SWEEP_MAP, sweep_picture.sides(page), shown)


def _coarse(refinement: Refinement, make: Callable[[int, Tell], Any]) -> tuple[int, Any]:
    """The first level of a map, or the second where that is there as soon."""
    level, *finer = refinement.levels[:2]
    ends = make(level, _quiet)
    if finer and ends.seconds <= BRISK:
        return finer[0], make(finer[0], _quiet)
    return level, ends


def _size_words(ends: Any) -> str:
    rows, columns = ends.code.shape
    return f"{columns} × {rows} …"


def _quiet(share: float) -> None:
    """Nobody waits long enough to be told."""
