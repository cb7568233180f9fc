"""The cells of either map as they grow finer; below them “Open in the playground” and “CSV”."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from core.sentences import _
from ui.browser import map as cell_map
from ui.kit.downloads import download_link
from ui.maps.refinement import Refinement
from ui.maps.shared_controls import playground_link
from ui.scene.scene import Scene
from viz import browser

ABOVE_MAP = "above-map"
"""The key of the container whose height the page keeps free (ui/browser/page/streamlit.css)."""


def nothing(ends: Any) -> str:
    """Nothing is said of the runs."""
    return ""


@dataclass(frozen=True)
class Drawing:
    """How one of the two maps is drawn and saved."""

    sides: cell_map.Sides
    cells: Callable[[int, Any, str], cell_map.Cells]
    """A level, its runs and words on them, as the browser draws it."""
    address: Callable[[int], str | None]
    """Where a level can be had as CSV; None where only this session can make it."""
    csv: Callable[[int, Any, browser.Picture], bytes]
    name: str
    """Of the page."""
    csv_help: str
    told: Callable[[Any], str] = nothing
    """What is said of the runs below the map; "" for nothing."""


@st.fragment
def growing_cells(scene: Scene, refinement: Refinement, drawing: Drawing, words: str) -> None:
    """The picture; it grows finer while the rest of the page stays as it is."""
    place = st.container(gap=None)
    level, ends, after = refinement.ready(place.empty())
    shown = drawing.cells(level, ends, refinement.size_words(level, after, ends.code.shape))
    picture = shown.picture
    with place:
        shown = replace(shown, more=refinement.more(after))
        cell_map.show_cells(refinement.key, drawing.sides, shown, refinement.asked)
    if told := drawing.told(ends):
        st.caption(_(told))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(_(words), width="stretch")
        playground_link(scene)
        _csv(drawing, level, lambda: drawing.csv(level, ends, picture))


def _csv(drawing: Drawing, level: int, made: Callable[[], bytes]) -> None:
    """The way to the numbers: by link, or out of this session where they are in no other."""
    address = drawing.address(level)
    if address is not None:
        download_link("CSV", address, drawing.csv_help)
        return
    st.download_button(
        "CSV",
        made,
        f"{drawing.name}-{level}.csv",
        "text/csv",
        key=f"{drawing.name}.csv",
        on_click="ignore",
        icon=":material/download:",
        help=_(drawing.csv_help),
    )
