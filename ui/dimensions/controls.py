"""The controls of “Many dimensions”: those of the signs, and how many weights there are."""

from dataclasses import replace

import streamlit as st

from core.sentences import sentence
from ui.dimensions.dimensions import NUMBERS, Dimensions
from ui.kit.address import Address
from ui.kit.widgets import integer_widget, knob_widget

DIMENSIONS = Address(
    "dimensions",
    Dimensions.from_query,
    lambda asked: sentence("{n} dimensions: signs of curvature", n=asked.n),
)


def of_signs(asked: Dimensions) -> Dimensions:
    """How large the matrices are, and how many are drawn."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=260):
            n = int(knob_widget(NUMBERS["n"], "dims.n", asked.n))
        numbers = {
            name: integer_widget(NUMBERS[name], f"dims.{name}", getattr(asked, name), width=180)
            for name in ("count", "seed")
        }
    return replace(asked, n=n, count=numbers["count"], seed=numbers["seed"])


def of_cost(asked: Dimensions) -> Dimensions:
    """How many weights."""
    with st.container(width=420):
        weights = knob_widget(NUMBERS["weights"], "dims.weights", asked.weights)
    return replace(asked, weights=int(weights))
