"""What a click or a zoom on the basin map does."""

from dataclasses import replace
from typing import Any

import numpy as np

from ui.kit.address import show
from ui.maps import basins_cells
from ui.maps.basins import Basins
from ui.maps.basins_controls import BASINS
from ui.maps.basins_picture import widest
from ui.scene.scene import Bounds


def pick(level: int, column: int, row: int) -> None:
    """Look at the run from this start."""
    page: Basins = BASINS.current()
    x, y = basins_cells.starts(page, level)
    start = float(x[column]), float(y[row])
    BASINS.amend(scene=replace(page.scene, start=start))
    show("start.x", start[0])
    show("start.y", start[1])


def zoom(sides: Any) -> None:
    """Look at another part of the plane; None: at the surface's own window."""
    page: Basins = BASINS.current()
    if sides is None:
        BASINS.amend(view=None)
        return
    view: Bounds = tuple(
        (max(float(lo), least), min(float(hi), most))
        for (lo, hi), (least, most) in zip(sides, (widest(*s) for s in page.whole()), strict=True)
    )  # type: ignore[assignment]
    BASINS.amend(view=_rounded(view))


def _rounded(view: Bounds) -> Bounds:
    """To a thousandth of what is seen: finer would only make the link long."""

    def neat(lo: float, hi: float) -> tuple[float, float]:
        digits = int(np.ceil(-np.log10(hi - lo))) + 3
        return round(lo, digits) + 0.0, round(hi, digits) + 0.0

    across, up = view
    return neat(*across), neat(*up)
