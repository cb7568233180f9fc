"""The page “Sweep” from top to bottom: a map over two knobs, the picked run, one knob's curves."""

import streamlit as st

import optim
from core.sentences import N_, Sentence, _, joined, sentence
from core.written import number
from ui.browser import map as cell_map
from ui.kit.headings import page_heading, part_heading
from ui.kit.text import plain
from ui.maps import (
    caveats,
    csv_tables,
    downloads,
    moving_sliders,
    sweep_cells,
    sweep_clicks,
    sweep_controls,
    sweep_run,
    sweep_sensitivity,
    sweep_theory,
    taken,
)
from ui.maps import sweep_picture as picture
from ui.maps.growing_cells import ABOVE_MAP, Drawing, growing_cells
from ui.maps.job import job_of
from ui.maps.one_method import swept_knobs
from ui.maps.refinement import callbacks
from ui.maps.sweep import Sweep
from ui.maps.sweep_sides import SIDES

CREASED = N_(
    "The gradient of this surface jumps at its creases and need not get small at its minimum. "
    "Colour by the last loss to see more."
)
BESIDE = (2.3, 1)
"""Widths of the map with its legend, and of the picked run beside it: both are seen at once, in a
window that is wide enough (ui/browser/page/streamlit.css)."""
MEASURED = {
    "steps": N_("how many steps it takes until the gradient is below the tolerance"),
    "loss": N_("the loss after its last step"),
}


def lay_out(page: Sweep) -> Sweep:
    """All controls."""
    with st.sidebar:
        return sweep_controls.sidebar(page)


def heading(page: Sweep) -> None:
    """What is seen."""
    page_heading(
        sentence(
            "Sweep: {method} on {surface}",
            method=N_(optim.CLASSES[page.scene.race[0].slug].title),
            surface=N_(page.scene.landscape().title),
        ),
        _(
            "Each point is a run from the same start, with its own {knobs}. Its colour tells "
            "{measured}. Click one to see its run.",
            knobs=plain(_(_varied(page))),
            measured=MEASURED[page.measure],
        ),
    )
    caveats.show(job_of(page), len(sweep_cells.seeds(page)))
    if page.measure == "steps" and not page.scene.landscape().smooth:
        st.caption(_(CREASED))


def _varied(page: Sweep) -> Sentence:
    """What differs from cell to cell."""
    names = [N_(knob.label) for side in SIDES if (knob := page.knob(side))]
    return sentence("{x} and {y}", x=names[0], y=names[1]) if len(names) > 1 else joined(names)


def body(page: Sweep) -> None:
    """The map, the run of the picked cell, and the curves over one knob."""
    heading(page)
    if not page.x:
        st.info(_("This optimizer has no knob to sweep."))
        return
    refinement, built = picture.refinement_of(page), page.scene.race[0].build()
    refinement.page_runs()
    view = cell_map.View(
        words=sentence(
            "Sweep over {knobs}. Arrow keys walk from cell to cell, Enter runs one.",
            knobs=_varied(page),
        ),
        file=f"sweep-{page.scene.surface}-{built.slug}",
        picked=(getattr(built, page.x), getattr(built, page.y) if page.y else 0.5),
        lines=sweep_theory.lines(page),
        spots=sweep_theory.spots(page),
        zoomed=page.x_range is not None or page.y_range is not None,
        pictures=refinement.ids(),
        title=taken.title_of(page),
        takes=taken.offered(page),
        previews=moving_sliders.previews(page, "live/sweep"),
    )
    above = st.container(key=ABOVE_MAP)
    acts = callbacks(refinement, sweep_clicks.pick, sweep_clicks.zoom)
    left, right = st.container(key="beside").columns(BESIDE)
    with left:
        cell_map.show_view(picture.SWEEP_MAP, picture.sides(page), view, *acts)
    run, knobs = job_of(page).run(page.scene.start), swept_knobs(page.scene.race[0])
    values = [
        joined((knobs[n].label, number(getattr(built, n))), " = ") for n in (page.x, page.y) if n
    ]
    with above:
        at = joined(values, ", ")
        said = sentence("With {knobs}: {result}", knobs=at, result=N_(run.message))
        growing_cells(page.scene, refinement, _drawing(page), said)
    with right:
        part_heading(N_("The run of the picked cell"))
        sweep_run.show(page.scene, run, sweep_clicks.start)
    sweep_sensitivity.show(page)


def _drawing(page: Sweep) -> Drawing:
    return Drawing(
        sides=picture.sides(page),
        cells=lambda level, ends, words: picture.cells_of(page, level, ends, words),
        address=lambda level: downloads.address("sweep", page, level),
        csv=lambda level, ends, shown: csv_tables.sweep(page, level, ends),
        name="sweep",
        csv_help=N_("Every cell of the map and what came of it."),
    )
