"""The page “Many dimensions” from top to bottom."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.sentences import N_, _
from ui.browser.chart import show as take_chart
from ui.dimensions import controls, cost, signs, taken
from ui.dimensions.dimensions import Dimensions
from ui.kit.headings import page_heading, part_heading
from ui.kit.widgets import folded

SIGNS, NETWORK, COST = (
    N_("Signs in many dimensions"),
    N_("The Hessian of a small network, before and after training"),
    N_("The cost of curvature"),
)


def lay_out(asked: Dimensions) -> tuple[Dimensions, DeltaGenerator]:
    """Headings and controls, and between them the place of the first part."""
    if asked.part == "all":
        page_heading(
            N_("Many dimensions"),
            N_(
                "A picture has two, a network thousands. What changes with their number: the signs "
                "of curvature, and its price."
            ),
        )
    heading = part_heading if asked.part == "all" else page_heading
    if asked.part == "network":
        heading(NETWORK)
    if asked.has("signs"):
        heading(SIGNS)
        asked = controls.of_signs(asked)
    place = st.container()
    if asked.has("cost"):
        heading(COST)
        asked = controls.of_cost(asked)
    return asked, place


def body(asked: Dimensions, place: DeltaGenerator) -> None:
    """The parts, and from one of them the way to all."""
    with place:
        if asked.has("signs"):
            signs.show(asked)
            offered = taken.offered(asked)
            take_chart("dimensions.signs", SIGNS, "thalweg-dimensions", offered)
        if asked.part == "all":
            fold = folded(NETWORK, "dimensions.net")
            if fold.open:
                with fold:
                    _network(asked)
        elif asked.part == "network":
            _network(asked)
    if asked.has("cost"):
        cost.show(asked)
    if asked.part != "all":
        st.page_link(
            "../pages/dimensions.py", label=_("All of “Many dimensions”"),
            icon=":material/unfold_more:", query_params={"v": "1"},
        )  # fmt: skip


def _network(asked: Dimensions) -> None:
    signs.show_network()
    take_chart("dimensions.spectrum", NETWORK, "thalweg-spectrum", taken.of_network(asked))
