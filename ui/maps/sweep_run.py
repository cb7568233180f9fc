"""“The run of the picked cell”, below the sweep: on its surface, where a click sets the start."""

from collections.abc import Callable

import streamlit as st

import optim
from core.sentences import N_, _
from landscapes import Landscape, Point
from ui.browser import map as cell_map
from ui.browser.map import Cells, Side, Sides, Spot, View
from ui.kit.cache import shared_cache
from ui.maps import refinement
from ui.maps.axis import Axis
from ui.scene import cached
from ui.scene.scene import Scene
from viz import browser, hidden, inside

RUN_MAP = "run.map"
DRAWN_WITHIN = 20.0
"""So many windows away a path is still drawn."""
MOST = 12
"""Minima that are marked."""


def show(scene: Scene, run: optim.Trajectory, pick: Callable[[Point], None]) -> None:
    """The run, and the surface in bands of height."""
    landscape = scene.landscape()
    picture, name = _picture(landscape), f"relief {hash(landscape)}"
    bounds = landscape.bounds
    seen = inside(run.x, run.y, bounds, DRAWN_WITHIN)
    view = View(
        words=N_("The run on its surface. Arrow keys walk, Enter sets the start."),
        file="run",
        picked=scene.start,
        path=(hidden(run.x, seen), hidden(run.y, seen)),
        trip=repr((scene.to_query(), run.steps)),
        spots=[Spot(*at, "star", N_("Minimum")) for at in landscape.minima[:MOST]],
        small=True,
    )
    axes = _axes(landscape)

    def on_pick() -> None:
        cell = refinement.picked_cell(
            RUN_MAP, lambda id: len(picture.label) if id == name else None
        )
        if cell is not None:
            size, column, row = cell
            x, y = (axis.centres(size) for axis in axes)
            pick((float(x[column]), float(y[row])))

    sides = _sides(axes)
    cell_map.show_view(RUN_MAP, sides, view, on_pick, _nothing)
    cell_map.show_cells(RUN_MAP, sides, Cells(name, picture, "", ("", "")), _nothing)
    st.caption(_("A click sets the start."))


@shared_cache(maxsize=32)
def _picture(landscape: Landscape) -> browser.Picture:
    return browser.relief_picture(cached.ground(landscape, "auto"))


def _axes(landscape: Landscape) -> tuple[Axis, Axis]:
    x, y = (Axis(float(lo), float(hi)) for lo, hi in landscape.bounds)
    return x, y


def _sides(axes: tuple[Axis, Axis]) -> Sides:
    x, y = (
        Side(axis, name, name, (axis.lo, axis.hi), fixed=True)
        for name, axis in zip("xy", axes, strict=True)
    )
    return x, y


def _nothing() -> None:
    """There is nothing finer, and nothing to zoom."""
