"""The page “Experiments with networks” from top to bottom: only the chosen one is computed."""

from collections.abc import Mapping
from typing import Protocol

import streamlit as st

from core.sentences import N_, _
from ui.experiments import controls, dropout, ensembles, flow, regularisers, search, widths
from ui.experiments.experiment import Experiment
from ui.kit.headings import page_heading, part_heading


class Part(Protocol):
    """What a module of this folder offers for its experiment."""

    def controls(self, asked: Experiment) -> Experiment:
        """Its widgets."""

    def show(self, asked: Experiment) -> None:
        """Its results."""


PARTS: Mapping[str, Part] = {
    "search": search,
    "dropout": dropout,
    "widths": widths,
    "ensembles": ensembles,
    "regularisers": regularisers,
    "flow": flow,
}
SAYS = {
    "search": N_(
        "The lecture's first two ideas are to guess. With two weights that nearly does as well as "
        "the gradient; here are 650."
    ),
    "dropout": N_(
        "A unit a = w₁x + w₂y, and each input left out with probability p: four masks, four "
        "networks. What one wants when testing is their mean."
    ),
    "widths": N_(
        "Trainings that differ in their first weights end in different places. Are some of these "
        "bad? That depends on how large the network is."
    ),
    "ensembles": N_(
        "Several networks vote: the mean of their probabilities. They can be snapshots of a "
        "single training with warm restarts, or networks trained each on its own."
    ),
    "regularisers": N_(
        "A penalty on large weights, units left out at random, digits moved by a pixel: all are to "
        "make the test loss lower than training alone does. Do they?"
    ),
    "flow": N_(
        "How a place on the surface of the linear classifier gets its height: from the features "
        "of a flower to its scores and its loss, from there to the mean over all flowers, and "
        "with a penalty on the weights to the loss that is descended."
    ),
}


def lay_out(asked: Experiment) -> Experiment:
    """Heading, choice, and the controls of what is chosen."""
    page_heading(N_("Experiments with networks"))
    asked = controls.which(asked)
    part_heading(controls.TITLES[asked.show])
    st.write(_(SAYS[asked.show]))
    return PARTS[asked.show].controls(asked)


def body(asked: Experiment) -> None:
    """The chosen one."""
    PARTS[asked.show].show(asked)
