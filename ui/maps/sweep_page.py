"""The page of the sweep: a map over two knobs, the run of one cell, and curves over one knob."""

from dataclasses import replace

import numpy as np
import streamlit as st

import optim
from ui.browser import map as mapview
from ui.kit.text import plain
from ui.maps import (
    basin_cells,
    controls,
    csv_tables,
    followed,
    notes,
    run_view,
    sensitivity,
    sweep_acts,
    sweep_cells,
    sweep_controls,
    theory,
)
from ui.maps import growth as stage
from ui.maps.one_method import swept_knobs
from ui.maps.sweep import Sweep
from ui.maps.sweep_cells import Swept
from ui.maps.sweep_sides import SIDES
from viz import browser

KEY = "sweep.map"
SWEEP, settings = sweep_controls.SWEEP, sweep_controls.settings
CREASED = (
    "The gradient of this surface jumps at its creases and need not get small at its minimum. "
    "Colour by the last loss to see more."
)
TOLD = {
    "steps": "how many steps it takes until the gradient is below the tolerance",
    "loss": "the loss after its last step",
}


def heading(page: Sweep) -> None:
    """What is seen."""
    title = optim.CLASSES[page.scene.race[0].slug].title
    what = " and ".join(knob.label for side in SIDES if (knob := page.knob(side)))
    st.markdown(
        f"#### Sweep: {title} on {plain(page.scene.landscape().title)}\n"
        f"Each point is a run from the same start, with its own {plain(what)}. Its colour tells "
        f"{TOLD[page.measure]}. Click one to see its run."
    )
    notes.show(basin_cells.job_of(page), len(sweep_cells.seeds(page)))
    if page.measure == "steps" and not page.scene.landscape().smooth:
        st.caption(CREASED)


def body(page: Sweep) -> None:
    """The map, the run of the picked cell, and the curves over one knob."""
    if not page.x:
        st.info("This optimizer has no knob to sweep.")
        return
    growth, built = growth_of(page), page.scene.race[0].build()
    growth.begin()
    view = mapview.View(
        words=f"Sweep over {page.x} and {page.y}. Arrow keys walk from cell to cell, Enter runs "
        "one.",
        file=f"sweep-{page.scene.surface}-{built.slug}",
        picked=(getattr(built, page.x), getattr(built, page.y) if page.y else 0.5),
        lines=theory.lines(page),
        spots=theory.spots(page),
        zoomed=page.x_range is not None or page.y_range is not None,
        pictures=growth.ids(),
        ahead=followed.followed(page, "live/sweep"),
    )
    above, acts = st.container(), stage.hear(growth, sweep_acts.pick, sweep_acts.zoom)
    mapview.show_view(KEY, sides(page), view, *acts)
    run = basin_cells.job_of(page).run(page.scene.start)
    knobs = swept_knobs(page.scene.race[0])
    at = ", ".join(f"{knobs[n].label} = {getattr(built, n):.4g}" for n in (page.x, page.y) if n)
    with above:
        _cells(page, growth, f"With {at}: {run.message}")
    left, right = st.columns([1, 1.25])
    with left:
        st.markdown("##### The run of the picked cell")
        run_view.show(page.scene, run, sweep_acts.start)
    with right:
        sensitivity.show(page)


@st.fragment
def _cells(page: Sweep, growth: stage.Growth, words: str) -> None:
    """The picture; it grows finer while the rest of the page stays as it is."""
    place = st.container(gap=None)
    level, ends, after = growth.ready(place.empty())
    shown = cells_of(page, level, ends, growth.words(level, after, ends.code.shape))
    with place:
        shown = replace(shown, more=growth.more(after))
        mapview.show_cells(KEY, sides(page), shown, growth.asked)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(words, width="stretch")
        controls.playground(page.scene)
        st.download_button(
            "CSV", lambda: csv_tables.sweep(page, level, ends), f"sweep-{level}.csv", "text/csv",
            key="sweep.csv", on_click="ignore", icon=":material/download:",
            help="Every cell of the map and what came of it.",
        )  # fmt: skip


def growth_of(page: Sweep) -> stage.Growth:
    """The levels of a map."""
    job = basin_cells.job_of(page)
    return stage.Growth(
        KEY, job.levels(int(page.cells)), lambda level: sweep_cells.sweep_key(page, level),
        lambda level, tell: sweep_cells.swept(page, level, tell), job.optimizer.takes_arrays,
        page.measure, job.slow,
    )  # fmt: skip


def cells_of(page: Sweep, level: int, ends: Swept, words: str = "") -> mapview.Cells:
    """A level as the browser draws it."""
    return mapview.Cells(
        growth_of(page).id(level), pictured(page, ends), words, ("What came of it", "Cells"),
        _best(page, level, ends),
    )  # fmt: skip


def pictured(page: Sweep, ends: Swept) -> browser.Picture:
    """What came of the cells as a picture."""
    status = np.array(optim.STATUSES)[ends.code]
    return browser.sweep_picture(
        ends.steps, ends.fun, status, page.measure, sweep_cells.floor(page.scene)
    )


def _best(page: Sweep, level: int, ends: Swept) -> list[mapview.Spot]:
    """Where the best cell is, and what is said of it."""
    found = browser.best_cell(
        ends.steps, ends.fun, np.array(optim.STATUSES)[ends.code], page.measure
    )
    if found is None:
        return []
    row, column = found
    values = sweep_cells.values_at(page, level, column, row) or {}
    knobs = swept_knobs(page.scene.race[0])
    at = ", ".join(f"{knobs[name].label} = {value:.4g}" for name, value in values.items())
    steps, fun = float(ends.steps[row, column]), float(ends.fun[row, column])
    came = f"{steps:g} steps" if page.measure == "steps" else f"loss {fun:.3g}"
    words = f"Best cell: {at}, {came}"
    return [mapview.Spot(values[page.x], values.get(page.y, 0.75), "star", words)]


def sides(page: Sweep) -> mapview.Sides:
    """The axes of the map."""
    made = []
    for side, axis in zip(SIDES, page.axes(), strict=True):
        knob = page.knob(side)
        if knob is None:
            made.append(mapview.Side(axis, "", "", (axis.lo, axis.hi)))
            continue
        symbol = knob.label.split()[-1] if len(knob.label.split()[-1]) == 1 else knob.label
        lo = knob.lo if not axis.log or knob.lo > 0 else axis.lo
        made.append(mapview.Side(axis, knob.label, symbol, (lo, knob.hi)))
    return made[0], made[1]
