"""The page of the basin map."""

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

import optim
from core.query import Bounds
from ui.browser import map as mapview
from ui.kit.address import Address, show
from ui.kit.text import plain
from ui.kit.widgets import choice_widget
from ui.maps import basin_cells, controls, csv_tables, followed, notes
from ui.maps import growth as stage
from ui.maps.basins import Basins
from ui.maps.one_method import CELLS
from ui.maps.runs import Ends
from viz import browser, hidden, inside

BASINS = Address("basins", Basins.from_query)
KEPT = controls.SceneOf(BASINS, {"view": None})
KEY = "basins.map"
OUT = 8.0
"""So many windows wide the view can get."""


def settings(page: Basins) -> Basins:
    """The sidebar."""
    scene = controls.surface(page.scene, KEPT)
    if scene.landscape() != page.scene.landscape():
        page = replace(page, view=None)
    scene = controls.optimizer(scene)
    scene, gtol = controls.length(scene, page.gtol)
    scene = controls.start(scene)
    with st.expander("Schedule and noise"):
        scene = controls.chance(scene, with_seeds=False)
    basin_cells = choice_widget("Cells a side", "cells", {n: n for n in CELLS}, page.cells)
    return replace(page, scene=scene, gtol=gtol, cells=basin_cells)


def heading(page: Basins) -> None:
    """What is seen."""
    name = optim.CLASSES[page.scene.race[0].slug].title
    st.markdown(
        f"#### Basins of attraction: {name} on {plain(page.scene.landscape().title)}\n"
        "Each point is a start. Its colour tells which minimum the run from there reaches, and "
        "it is darker the more steps that takes. Click one to see its run."
    )
    notes.show(basin_cells.job_of(page))


def body(page: Basins) -> None:
    """The map, and the run from the start that was picked."""
    growth, run = growth_of(page), basin_cells.job_of(page).run(page.scene.start)
    growth.begin()
    view = mapview.View(
        words="Basins of attraction. Arrow keys walk from start to start, Enter runs one.",
        file=f"basins-{page.scene.surface}-{page.scene.race[0].slug}",
        picked=page.scene.start,
        path=path(page, run),
        trip=trip(page),
        zoomed=page.view is not None,
        pictures=growth.ids(),
        ahead=followed.followed(page, "live/basins"),
    )
    above = st.container()
    mapview.show_view(KEY, sides(page), view, *stage.hear(growth, _pick, _zoom))
    x, y = page.scene.start
    with above:
        _cells(page, growth, f"From ({x:g}, {y:g}): {run.message}")


@st.fragment
def _cells(page: Basins, growth: stage.Growth, words: str) -> None:
    """The picture; it grows finer while the rest of the page stays as it is."""
    place = st.container(gap=None)
    level, ends, after = growth.ready(place.empty())
    shown = cells_of(page, level, ends, growth.words(level, after, ends.code.shape))
    picture = shown.picture
    with place:
        shown = replace(shown, more=growth.more(after))
        mapview.show_cells(KEY, sides(page), shown, growth.asked)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(words, width="stretch")
        controls.playground(page.scene)
        st.download_button(
            "CSV", lambda: csv_tables.basins(page, level, ends, picture), f"basins-{level}.csv",
            "text/csv", key="basins.csv", on_click="ignore", icon=":material/download:",
            help="Every start of the map and where it ends.",
        )  # fmt: skip


def growth_of(page: Basins) -> stage.Growth:
    """The levels of a map."""
    job = basin_cells.job_of(page)
    return stage.Growth(
        KEY, job.levels(int(page.cells)), lambda level: basin_cells.basin_key(page, level),
        lambda level, tell: basin_cells.basin_ends(page, level, tell), job.optimizer.takes_arrays,
        slow=job.slow,
    )  # fmt: skip


def cells_of(page: Basins, level: int, ends: Ends, words: str = "") -> mapview.Cells:
    """A level as the browser draws it."""
    columns = "Ends at", "Loss", "Starts"
    return mapview.Cells(growth_of(page).id(level), pictured(page, ends), words, columns)


def pictured(page: Basins, ends: Ends) -> browser.Picture:
    """The ends as a picture."""
    landscape = page.scene.landscape()
    status = np.array(optim.STATUSES)[ends.code]
    # With noise, and at a crease, the gradient never gets small.
    settled = basin_cells.job_of(page).noise > 0 or not landscape.smooth
    return browser.basin_picture(
        ends.x, ends.y, ends.fun, ends.steps, status, basin_cells.minima_of(landscape, ends),
        page.whole(), basin_cells.others_of(landscape), settled,
    )  # fmt: skip


def sides(page: Basins) -> mapview.Sides:
    """The axes of the map."""
    across, up = page.axes()
    limits = [_widest(*side) for side in page.whole()]
    return mapview.Side(across, "x", "x", limits[0]), mapview.Side(up, "y", "y", limits[1])


def _widest(lo: float, hi: float) -> tuple[float, float]:
    middle, half = (lo + hi) / 2, OUT * (hi - lo) / 2
    return max(-1e6, middle - half), min(1e6, middle + half)


def trip(page: Basins) -> str:
    """A name of the run that is looked at."""
    return repr((basin_cells.job_of(page), page.scene.start))


def path(page: Basins, run: optim.Trajectory) -> tuple[np.ndarray, np.ndarray]:
    """That run, as far as it is near."""
    (x, y) = page.axes()
    seen = inside(run.x, run.y, ((x.lo, x.hi), (y.lo, y.hi)), 20.0)
    return hidden(run.x, seen), hidden(run.y, seen)


def _pick(level: int, column: int, row: int) -> None:
    page: Basins = BASINS.current()
    x, y = basin_cells.starts(page, level)
    start = float(x[column]), float(y[row])
    BASINS.amend(scene=replace(page.scene, start=start))
    show("start.x", start[0])
    show("start.y", start[1])


def _zoom(sides: Any) -> None:
    page: Basins = BASINS.current()
    if sides is None:
        BASINS.amend(view=None)
        return
    view: Bounds = tuple(
        (max(float(lo), least), min(float(hi), most))
        for (lo, hi), (least, most) in zip(sides, (_widest(*s) for s in page.whole()), strict=True)
    )  # type: ignore[assignment]
    BASINS.amend(view=_rounded(view))


def _rounded(view: Bounds) -> Bounds:
    """To a thousandth of what is seen: finer would only make the link long."""

    def neat(lo: float, hi: float) -> tuple[float, float]:
        digits = int(np.ceil(-np.log10(hi - lo))) + 3
        return round(lo, digits) + 0.0, round(hi, digits) + 0.0

    across, up = view
    return neat(*across), neat(*up)
