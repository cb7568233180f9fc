"""The page “Basins” from top to bottom."""

import streamlit as st

import optim
from core.sentences import N_, sentence
from core.written import place
from ui.browser import map as cell_map
from ui.kit.headings import page_heading
from ui.maps import (
    basins_clicks,
    basins_controls,
    best_of,
    caveats,
    csv_tables,
    downloads,
    moving_sliders,
    taken,
)
from ui.maps import basins_picture as picture
from ui.maps.basins import Basins
from ui.maps.growing_cells import ABOVE_MAP, Drawing, growing_cells
from ui.maps.job import job_of
from ui.maps.refinement import callbacks


def lay_out(page: Basins) -> Basins:
    """All controls."""
    with st.sidebar:
        return basins_controls.sidebar(page)


def heading(page: Basins) -> None:
    """What is seen."""
    page_heading(
        sentence(
            "Basins of attraction: {method} on {surface}",
            method=N_(optim.CLASSES[page.scene.race[0].slug].title),
            surface=N_(page.scene.landscape().title),
        ),
        N_(
            "Each point is a start. Its colour tells which minimum the run from there reaches, and "
            "it is darker the more steps that takes. Click one to see its run."
        ),
    )
    caveats.show(job_of(page))


def body(page: Basins) -> None:
    """The map, and the run from the start that was picked."""
    heading(page)
    refinement, run = picture.refinement_of(page), job_of(page).run(page.scene.start)
    refinement.page_runs()
    view = cell_map.View(
        words=N_("Basins of attraction. Arrow keys walk from start to start, Enter runs one."),
        file=f"basins-{page.scene.surface}-{page.scene.race[0].slug}",
        picked=page.scene.start,
        path=picture.path(page, run),
        trip=picture.trip(page),
        zoomed=page.view is not None,
        pictures=refinement.ids(),
        title=taken.title_of(page),
        takes=taken.offered(page),
        previews=moving_sliders.previews(page, "live/basins"),
    )
    above = st.container(key=ABOVE_MAP)
    acts = callbacks(refinement, basins_clicks.pick, basins_clicks.zoom)
    cell_map.show_view(picture.BASINS_MAP, picture.sides(page), view, *acts)
    drawing = Drawing(
        sides=picture.sides(page),
        cells=lambda level, ends, words: picture.cells_of(page, level, ends, words),
        address=lambda level: downloads.address("basins", page, level),
        csv=lambda level, ends, shown: csv_tables.basins(page, level, ends, shown),
        name="basins",
        csv_help=N_("Every start of the map and where it ends."),
        told=lambda ends: best_of.in_words(page, ends),
    )
    x, y = page.scene.start
    with above:
        said = sentence("From {place}: {result}", place=place(x, y), result=N_(run.message))
        growing_cells(page.scene, refinement, drawing, said)
