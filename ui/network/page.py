"""The page “Neural network” from top to bottom."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.sentences import N_, _, sentence
from ui.kit.headings import page_heading
from ui.network import closer_look, controls, learned, player, presets, results
from ui.network.plane_view import plane_view
from ui.network.study import Study
from ui.network.training import runners

PLANES = {
    "paths": N_(
        "the plane that shows most of their paths (its directions are the first two principal "
        "components)"
    ),
    "random": N_(
        "a random plane through the end of the run looked at (filter-normalised: one unit "
        "moves the weights of each unit by their own length)"
    ),
    "last": N_(
        "a random plane through the end of the run looked at that moves the last layer alone "
        "(filter-normalised: one unit moves the weights of each of its units by their own length)"
    ),
    "three": N_("the plane through the first weights and the ends of the first two runs"),
}


class Places(NamedTuple):
    """Where pictures and results go, between the controls."""

    plots: DeltaGenerator
    results: DeltaGenerator
    closer: DeltaGenerator


def heading(study: Study) -> None:
    """What is seen."""
    plane = "last" if study.plane == "random" and study.layers == "last" else study.plane
    page_heading(
        N_("Neural network"),
        sentence(
            "A small network learns to read handwritten digits, now. Each point of the map stands "
            "for a whole network of {n:,} weights, and its height is the loss; the paths "
            "show how each optimizer changes the weights, on {plane}.",
            n=study.mlp().size,
            plane=PLANES[plane],
        ),
    )


def lay_out(study: Study) -> tuple[Study, Places]:
    """All controls, and the places between them."""
    with st.sidebar:
        study = controls.sidebar(study)
    heading(study)
    presets.show(study)
    plots = st.container(key="pictures")
    study = controls.view(study)
    below = st.container()
    study = controls.panel(study)
    return study, Places(plots, below, st.container())


def body(study: Study, places: Places) -> None:
    """Train, draw, and say what became of it."""
    if not study.race:
        places.plots.info(_("No optimizer is training. Pick one or more on the left."))
        return
    with places.plots, st.spinner(_("Training …")):
        trained = runners(study)
        plane_view(study)
    with places.results:
        results.show(study, trained)
        learned.show(study, trained)
    with places.closer:
        closer_look.show(study, trained)
    with places.plots:  # last, because a coarse picture asks for another run
        player.show(study)
