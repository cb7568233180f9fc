"""The sweep as the browser draws it: its cells, its axes, and the best cell."""

import numpy as np

import optim
from core.sentences import N_, joined, sentence
from core.written import number
from ui.browser import map as cell_map
from ui.maps import sweep_cells
from ui.maps.job import job_of
from ui.maps.one_method import swept_knobs
from ui.maps.refinement import Refinement
from ui.maps.sweep import Sweep
from ui.maps.sweep_cells import SweepMeans
from ui.maps.sweep_sides import SIDES
from viz import browser

SWEEP_MAP = "sweep.map"


def refinement_of(page: Sweep) -> Refinement:
    """The levels of a map."""
    job = job_of(page)
    return Refinement(
        SWEEP_MAP,
        job.levels(int(page.cells)),
        lambda level: sweep_cells.sweep_key(page, level),
        lambda level, tell: sweep_cells.sweep_means(page, level, tell),
        job.optimizer.takes_arrays,
        page.measure,
        job.slow,
    )


def cells_of(page: Sweep, level: int, ends: SweepMeans, words: str = "") -> cell_map.Cells:
    """A level as the browser draws it."""
    return cell_map.Cells(
        refinement_of(page).id(level),
        picture_of(page, ends),
        words,
        (N_("What came of it"), N_("Cells")),
        _best(page, level, ends),
    )


def picture_of(page: Sweep, ends: SweepMeans) -> browser.Picture:
    """What came of the cells as a picture."""
    status = np.array(optim.STATUSES)[ends.code]
    return browser.sweep_picture(
        ends.steps, ends.fun, status, page.measure, sweep_cells.floor(page.scene)
    )


def _best(page: Sweep, level: int, ends: SweepMeans) -> list[cell_map.Spot]:
    """Where the best cell is, and what is said of it."""
    found = browser.best_cell(
        ends.steps, ends.fun, np.array(optim.STATUSES)[ends.code], page.measure
    )
    if found is None:
        return []
    row, column = found
    values = sweep_cells.values_at(page, level, column, row) or {}
    knobs = swept_knobs(page.scene.race[0])
    each = (joined((knobs[name].label, number(v)), " = ") for name, v in values.items())
    at, steps, fun = (
        joined(each, ", "),
        float(ends.steps[row, column]),
        float(ends.fun[row, column]),
    )
    if page.measure == "steps":
        words = sentence("Best cell: {knobs}, {n} steps", knobs=at, n=number(steps, 6))
    else:
        words = sentence("Best cell: {knobs}, loss {loss}", knobs=at, loss=number(fun, 3))
    return [cell_map.Spot(values[page.x], values.get(page.y, 0.75), "star", words)]


def sides(page: Sweep) -> cell_map.Sides:
    """The axes of the map."""
    made = []
    for side, axis in zip(SIDES, page.axes(), strict=True):
        knob = page.knob(side)
        if knob is None:
            made.append(cell_map.Side(axis, "", "", (axis.lo, axis.hi)))
            continue
        symbol = knob.label.split()[-1] if len(knob.label.split()[-1]) == 1 else knob.label
        lo = knob.lo if not axis.log or knob.lo > 0 else axis.lo
        made.append(cell_map.Side(axis, knob.label, symbol, (lo, knob.hi)))
    return made[0], made[1]
