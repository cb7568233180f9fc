"""Whether trainings end in valleys of their own: Hessians at the ends, and the ways between."""

from itertools import combinations
from typing import NamedTuple

import numpy as np
import streamlit as st

from core.sentences import _, sentence
from core.written import number
from landscapes.networks import digits, spectrum
from ui.experiments.trainings import COUNT, SEEDS, network, weights
from ui.kit.cache import shared_cache

UNITS = 4
PLACES = 21
"""Losses along the straight line between two ends."""


class Valleys(NamedTuple):
    """Ten ends at one width."""

    highest: float
    """The highest loss at an end."""
    bottoms: int
    """At how many ends no direction is curved downwards: no eigenvalue clearly below 0."""
    ridges: tuple[float, ...]
    """Of each pair, the highest loss on the straight line between them."""


def show(seed: int) -> None:
    """The sentences."""
    with st.spinner(_("Training, and working out the Hessians …")):
        found = between(seed)
    st.markdown(_(in_words(found)))
    words = _(
        "Clearly: by more than a thousandth of the largest eigenvalue of the Hessian. Most "
        "eigenvalues are about 0: the floors of valleys are nearly flat, and a run may still move "
        "along them. A ridge on the straight line is none on every way: bent ways between good "
        "ends can stay low (T. Garipov et al., NeurIPS 2018)."
    )
    st.caption(words)


def in_words(found: Valleys) -> str:
    """How many ends are bottoms, and how high one climbs between two of them."""
    return sentence(
        "With {units} units, at {bottoms} of {all} ends no direction is clearly curved downwards. "
        "Their losses are at most {highest}; on the straight line between two of them the loss "
        "climbs to {low} at least and {high} at most.",
        units=UNITS,
        bottoms=found.bottoms,
        all=SEEDS,
        highest=number(found.highest, 2),
        low=number(min(found.ridges), 2),
        high=number(max(found.ridges), 2),
    )


@shared_cache(maxsize=32, heavy=True)
def between(first: int) -> Valleys:
    """Train, and look at the ends and between them."""
    mlp, data = network(UNITS), digits("train", COUNT)
    ends = [weights(UNITS, seed) for seed in range(first, first + SEEDS)]
    bottoms = sum(spectrum(mlp, w, data).signs[0] == 0 for w in ends)
    places = np.linspace(0, 1, PLACES)
    ridges = tuple(
        max(mlp.loss(one + t * (other - one), data) for t in places)
        for one, other in combinations(ends, 2)
    )
    return Valleys(max(mlp.loss(w, data) for w in ends), bottoms, ridges)
