"""The page “Many dimensions” from top to bottom."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.sentences import N_
from ui.browser.chart import show as take_chart
from ui.dimensions import controls, cost, signs, taken
from ui.dimensions.dimensions import Dimensions
from ui.kit.headings import page_heading, part_heading

TITLE = N_("Signs in many dimensions")


def lay_out(asked: Dimensions) -> tuple[Dimensions, DeltaGenerator]:
    """Headings and controls, and between them the place of the first part."""
    page_heading(
        N_("Many dimensions"),
        N_(
            "A picture has two, a network thousands. What changes with their number: the signs of "
            "curvature, and its price."
        ),
    )
    part_heading(TITLE)
    asked = controls.of_signs(asked)
    place = st.container()
    part_heading(N_("The cost of curvature"))
    return controls.of_cost(asked), place


def body(asked: Dimensions, place: DeltaGenerator) -> None:
    """Both parts."""
    with place:
        signs.show(asked)
        offered = taken.offered(asked)
        take_chart("dimensions.signs", TITLE, "thalweg-dimensions", offered)
    cost.show(asked)
