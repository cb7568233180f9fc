"""The panel “Batch normalisation” on the network's page: rates it bears, and its slice."""

import numpy as np
import streamlit as st

from core.sentences import N_, Sentence, _, sentence
from core.written import number
from landscapes.networks import RAYS
from ui.kit.charts import chart, is_dark
from ui.kit.tables import results_table
from ui.network import normalised
from ui.network.normalised import RATES, Borne
from ui.network.sharpness import AROUND
from ui.network.study import Study
from ui.network.training import Runner
from viz import figures

HEIGHT = 360
NAMES = (N_("without"), N_("batch normalisation"))


def show(study: Study, trained: tuple[Runner, ...]) -> None:
    """The sentence, the table, and both charts."""
    with st.spinner(_("Training …")):
        found, around = normalised.borne(study), normalised.slices(study)
    st.markdown(f"**{_(verdict(found))}**")
    results_table(table(found))
    left, right = st.columns(2)
    with left:
        _rates(study, found)
    with right:
        _slice(around)


def verdict(found: tuple[Borne, Borne]) -> Sentence:
    """One sentence on the largest rates."""
    return sentence(
        "Gradient descent learns up to a learning rate of {plain} without normalisation, and with "
        "it up to {normed}.",
        plain=_largest(found[0]),
        normed=_largest(found[1]),
    )


def _largest(one: Borne) -> Sentence:
    if not one.largest:
        return sentence("less than {rate}", rate=number(float(RATES[0])))
    if one.largest == RATES[-1]:
        return sentence("{rate} or more", rate=number(one.largest))
    return sentence("{rate}", rate=number(one.largest))


def table(found: tuple[Borne, Borne]) -> dict[str, list[str]]:
    """What is known of both."""
    return {
        N_("Network"): list(NAMES),
        N_("First loss"): [number(one.first, 3) for one in found],
        N_("Largest curvature L there"): [number(one.curvature, 3) for one in found],
        N_("2/L"): [number(one.limit, 3) for one in found],
        N_("Largest rate that learned"): [_largest(one) for one in found],
        N_("Lowest last loss"): [number(float(np.min(one.losses)), 3) for one in found],
    }


def _rates(study: Study, found: tuple[Borne, Borne]) -> None:
    named = {_(name): one.losses for name, one in zip(NAMES, found, strict=True)}
    figure = figures.rates_figure(RATES, named, found[0].first, is_dark())
    chart(figure, "network.rates", HEIGHT)
    words = _(
        "{n} steps over all digits, with each of {rates} rates; a rate learned where the loss ends "
        "below half the first one. 2/L holds for the parabola at the first weights only. "
        "Normalised, the loss without its penalty hangs on the direction of a hidden unit's "
        "weights and not on their length; a step that is too long makes them longer and so the "
        "next steps smaller (S. Santurkar et al., NeurIPS 2018; S. Arora et al., ICLR 2019).",
        n=normalised.steps_of(study),
        rates=len(RATES),
    )
    st.caption(words)


def _slice(around: tuple[np.ndarray, np.ndarray] | None) -> None:
    if around is None:
        st.info(_("One of the two diverged with this optimizer: there are no slices to compare."))
        return
    figure = figures.around_figure(AROUND, around, [_(name) for name in NAMES], is_dark())
    chart(figure, "network.normed", HEIGHT)
    words = _(
        "Around the ends of the run looked at, trained without and with normalisation: the mean "
        "over {n} random directions, filter-normalised, and from the lowest to the highest.",
        n=RAYS,
    )
    st.caption(words)
