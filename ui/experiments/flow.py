"""“From scores to loss”: what is computed between the features of a flower and the loss."""

from dataclasses import replace
from typing import Any

import streamlit as st

import landscapes
from core.sentences import Sentence, _, sentence
from core.written import number
from landscapes import Flow, Landscape
from ui.experiments import flow_picture, taken
from ui.experiments.experiment import FLOWERS, NUMBERS, Experiment
from ui.kit.widgets import knob_widget
from ui.scene.scene import Scene

SOFTMAX = 2


def controls(asked: Experiment) -> Experiment:
    """Which flower, at which weights, and with which loss."""
    numbers: dict[str, Any] = {}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for name in ("flower", "weight_x", "weight_y", "reg"):
            with st.container(width=200):
                numbers[name] = knob_widget(NUMBERS[name], f"flow.{name}", getattr(asked, name))
        for name in ("loss", "data"):
            with st.container(width=200):
                numbers[name] = knob_widget(FLOWERS[name], f"flow.{name}", getattr(asked, name))
    return replace(asked, **numbers)


def show(asked: Experiment) -> None:
    """The sentence, the picture, and the way to the surface."""
    surface = surface_of(asked)
    found = landscapes.flow(surface, int(asked.flower) - 1, asked.weight_x, asked.weight_y)
    st.markdown(f"**{_(in_words(asked, found))}**")
    st.html(flow_picture.html(asked, found))
    taken.links(asked)
    st.page_link(
        "../pages/playground.py",
        label=_("The surface with these weights as the start"),
        icon=":material/landscape:",
        query_params=start_link(asked),
    )
    told = _(
        "Features are scaled to mean 0 and standard deviation 1. The first class always scores 0, "
        "as only the difference of the scores counts: so two numbers are all the weights. They "
        "are the place on the surface, and the loss is its height there. Numbers are rounded to "
        "four digits."
    )
    st.caption(told)


def surface_of(asked: Experiment) -> Landscape:
    """The loss surface that these numbers are the height of."""
    return landscapes.get("linear_classifier", data=asked.data, loss=asked.loss, reg=asked.reg)


def in_words(asked: Experiment, found: Flow) -> Sentence:
    """How the classifier reads the flower, and what that costs."""
    facts: dict[str, Any] = {
        "n": int(asked.flower),
        "one": number(found.of_sample),
        "mean": number(found.of_data),
    }
    if found.margin > 0:
        return sentence(
            "Flower {n} is read wrongly: its loss is {one}, the mean over all {mean}.", **facts
        )
    if found.margin == 0:
        return sentence(
            "Both classes score alike on flower {n}: its loss is {one}, the mean over all {mean}.",
            **facts,
        )
    if found.of_sample == 0:
        return sentence(
            "Flower {n} is read rightly, by a margin of at least 1: its loss is 0, the mean over "
            "all {mean}.",
            **facts,
        )
    if asked.loss == SOFTMAX:
        return sentence(
            "Flower {n} is read rightly; with softmax its loss is above 0 all the same: {one}, the "
            "mean over all {mean}.",
            **facts,
        )
    return sentence(
        "Flower {n} is read rightly, but by a margin below 1: its loss is {one}, the mean over "
        "all {mean}.",
        **facts,
    )


def start_link(asked: Experiment) -> dict[str, str]:
    """The playground with this surface, and a race that starts at these weights."""
    knobs = tuple((name, getattr(asked, name)) for name in ("data", "loss", "reg"))
    start = asked.weight_x, asked.weight_y
    return Scene.opening("linear_classifier", surface_knobs=knobs, start=start).to_query()
