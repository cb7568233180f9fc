"""“Dropout is many networks”: four masks worked out, then thousands of them in a network."""

from dataclasses import replace
from typing import Any

import streamlit as st

from core.sentences import N_, _, counted, sentence
from core.written import number
from landscapes.networks import (
    Mask,
    digits,
    four_masks,
    mean_of,
    variance_of,
)
from ui.experiments import taken, thinned_networks
from ui.experiments.experiment import NUMBERS, Experiment
from ui.kit.charts import chart, is_dark
from ui.kit.headings import entry_heading
from ui.kit.tables import results_table
from ui.kit.widgets import choice_widget, integer_widget, knob_widget
from viz import figures

HEIGHT = 340
SCALING = {
    "inverted": N_("In training (inverted)"),
    "test": N_("In testing"),
}
INPUTS = ("w1", "w2", "x", "y")


def controls(asked: Experiment) -> Experiment:
    """The two products, the dropout, and where it is scaled."""
    with st.container(horizontal=True, gap="medium"):
        values: dict[str, Any] = {}
        for name in (*INPUTS, "dropout"):
            with st.container(width=200):
                values[name] = knob_widget(NUMBERS[name], f"drop.{name}", getattr(asked, name))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        scaled = choice_widget(N_("Where it is scaled"), "drop.scaled", SCALING, asked.scaled)
        seed = integer_widget(NUMBERS["seed"], "drop.seed", asked.seed, width=160)
    return replace(asked, scaled=scaled, seed=seed, **values)


def show(asked: Experiment) -> None:
    """The four masks, then the networks."""
    masks = masks_of(asked)
    st.markdown(f"**{_(in_words(asked, masks))}**")
    st.latex(worked(masks))
    whole = asked.w1 * asked.x + asked.w2 * asked.y
    names = [_(left(mask)) for mask in masks]
    figure = figures.masks_figure(masks, names, mean_of(masks), whole, is_dark())
    chart(figure, "dropout.masks", HEIGHT)
    taken.button(asked, "dropout.masks", N_("Dropout is many networks"))
    st.markdown(_(reliance_words(asked, masks)))
    entry_heading(N_("The mean over thousands of masks of a network"))
    _networks(asked)


def _networks(asked: Experiment) -> None:
    """Means over thousands of masks."""
    with st.spinner(_("Training, and drawing masks …")):
        found = thinned_networks.by_depth(asked.dropout, asked.seed)
    st.markdown(f"**{_(thinned_networks.in_words(found))}**")
    means = [each.average for each in found.values()]
    names = [_(counted("{n} hidden layer", "{n} hidden layers", n)) for n in found]
    chart(figures.averages_figure(means, names, is_dark()), "dropout.means", HEIGHT)
    taken.button(asked, "dropout.means", N_("The mean over thousands of masks of a network"))
    results_table(thinned_networks.table(found))
    words = _(
        "Networks of {units} units a layer, which makes {masks} masks a layer, trained on {n} "
        "digits with this dropout; {shown} test digits, a mask of its own for each. Off: how far "
        "the mean of the scores before the softmax is, as a share of the whole network's. With "
        "one hidden layer these are linear in the units, so the whole network is the mean and what "
        "is left is chance; a second layer of tanh, or a softmax, after the mask breaks that. "
        "Units missing: this dropout also while testing, {tries} masks for each of {test} digits.",
        units=thinned_networks.UNITS,
        masks=number(2.0**thinned_networks.UNITS, 2),
        n=thinned_networks.COUNT,
        shown=thinned_networks.SHOWN,
        tries=thinned_networks.TRIES,
        test=len(digits("test")),
    )
    st.caption(words)


def masks_of(asked: Experiment) -> tuple[Mask, ...]:
    """The four masks."""
    weights, inputs = (asked.w1, asked.w2), (asked.x, asked.y)
    return four_masks(weights, inputs, asked.dropout, asked.scaled == "inverted")


def in_words(asked: Experiment, masks: tuple[Mask, ...]) -> str:
    """What the mean is, and what the whole network gives."""
    whole = asked.w1 * asked.x + asked.w2 * asked.y
    facts = {"mean": number(mean_of(masks), 3), "whole": number(whole, 3)}
    stays = number(1 - asked.dropout, 3)
    if asked.scaled == "inverted":
        return sentence(
            "What stays is divided by 1 − p = {stays}. Then the mean over the masks is {mean}, and "
            "the whole network, as it is, gives w₁x + w₂y = {whole}.",
            stays=stays,
            **facts,
        )
    return sentence(
        "The mean over the masks is {mean}. The whole network gives w₁x + w₂y = {whole}, and times "
        "1 − p = {stays} that is the mean.",
        stays=stays,
        **facts,
    )


def reliance_words(asked: Experiment, masks: tuple[Mask, ...]) -> str:
    """What it costs to rely on one of the inputs: the spread over the masks, beside the least."""
    half, inverted = (asked.w1 * asked.x + asked.w2 * asked.y) / 2, asked.scaled == "inverted"
    even = four_masks((half, half), (1.0, 1.0), asked.dropout, inverted)
    return sentence(
        "Over the masks a spreads about its mean with a variance of {now}. The same sum from two "
        "equal products would spread by {least}, the least there is: under dropout it is costly to "
        "rely on one input alone.",
        now=number(variance_of(masks), 3),
        least=number(variance_of(even), 3),
    )


def worked(masks: tuple[Mask, ...]) -> str:
    """The mean as a sum over the masks, in LaTeX."""
    terms = (rf"{_exact(mask.chance)} \cdot {_exact(mask.value)}" for mask in masks)
    return rf"E[a] = {' + '.join(terms)} = {_exact(mean_of(masks))}"


def _exact(value: float) -> str:
    """With as many digits as it has, and in brackets if it is negative."""
    written = number(value, 6)
    return f"({written})" if value < 0 else written


def left(mask: Mask) -> str:
    """Which inputs a mask leaves."""
    if mask.x:
        return N_("x and y stay") if mask.y else N_("only x stays")
    return N_("only y stays") if mask.y else N_("none stays")
