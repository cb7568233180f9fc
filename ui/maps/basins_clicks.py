"""What a click or a zoom on the basin map does."""

from dataclasses import replace
from typing import Any

import numpy as np

from core.query import Bounds
from ui.kit.address import set_to
from ui.maps import basins_cells
from ui.maps.basins_controls import BASINS
from ui.maps.basins_picture import widest


def pick(level: int, column: int, row: int) -> None:
    """Look at the run from this start."""
    page = BASINS.current()
    x, y = basins_cells.starts(page, level)
    start = float(x[column]), float(y[row])
    BASINS.amend(scene=replace(page.scene, start=start))
    set_to("start.x", start[0])
    set_to("start.y", start[1])


def zoom(sides: Any) -> None:
    """Look at another part of the plane; None: at the surface's own window."""
    page = BASINS.current()
    if sides is None:
        BASINS.amend(view=None)
        return
    across, up = (
        (max(float(lo), least), min(float(hi), most))
        for (lo, hi), (least, most) in zip(sides, (widest(*s) for s in page.whole()), strict=True)
    )
    BASINS.amend(view=_rounded((across, up)))


def _rounded(view: Bounds) -> Bounds:
    """To a thousandth of what is seen: finer would only make the link long."""

    def neat(lo: float, hi: float) -> tuple[float, float]:
        digits = int(np.ceil(-np.log10(hi - lo))) + 3
        return round(lo, digits) + 0.0, round(hi, digits) + 0.0

    across, up = view
    return neat(*across), neat(*up)
