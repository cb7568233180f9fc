"""“Dropout is many networks”: four masks worked out, then thousands of them in a network."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

import optim
from core.sentences import N_, _, counted, sentence
from core.written import number
from landscapes.networks import Average, Mask, Mlp, averaged, digits, four_masks, mean_of, thinned
from ui.experiments.experiment import NUMBERS, Experiment
from ui.kit.cache import shared_cache
from ui.kit.charts import chart, is_dark
from ui.kit.headings import entry_heading
from ui.kit.tables import results_table
from ui.kit.widgets import choice_widget, integer_widget, knob_widget
from viz import figures

COUNT, STEPS, BATCH, RATE, UNITS = 300, 300, 32, 0.1, 32
DEPTHS = (1, 2, 3)
COUNTS = (1, 3, 10, 30, 100, 300, 1000, 3000)
"""After so many masks the mean is compared."""
SHOWN = 50
"""Test digits on which that is done."""
TRIES = 20
"""Masks with which networks read the test digits."""
HEIGHT = 340
SCALING = {
    "inverted": N_("In training (inverted)"),
    "test": N_("In testing"),
}
INPUTS = ("w1", "w2", "x", "y")


class Thinned(NamedTuple):
    """A trained network, seen by its masks."""

    average: Average
    without: float
    """Share of test digits that a network trained without dropout reads with units missing."""
    with_it: float
    """That of one trained with dropout."""


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
    entry_heading(N_("The mean over thousands of masks of a network"))
    with st.spinner(_("Training, and drawing masks …")):
        found = {n: network(n, asked.dropout, asked.seed) for n in DEPTHS}
    st.markdown(f"**{_(network_words(found))}**")
    means = [each.average for each in found.values()]
    names = [_(counted("{n} hidden layer", "{n} hidden layers", n)) for n in found]
    chart(figures.averages_figure(means, names, is_dark()), "dropout.means", HEIGHT)
    results_table(table(found))
    words = _(
        "Networks of {units} units a layer, which makes {masks} masks a layer, trained on {n} "
        "digits with this dropout; {shown} test digits, a mask of its own for each. Off: how far "
        "the mean of the scores before the softmax is, as a share of the whole network's. With "
        "one hidden layer these are linear in the units, so the whole network is the mean and what "
        "is left is chance; a second layer of tanh, or a softmax, after the mask breaks that. "
        "Units missing: this dropout also while testing, {tries} masks for each of {test} digits.",
        units=UNITS,
        masks=number(2.0**UNITS, 2),
        n=COUNT,
        shown=SHOWN,
        tries=TRIES,
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


def network_words(found: dict[int, Thinned]) -> str:
    """How far the mean is off after all masks, by depth."""
    off = {f"off{n}": f"{each.average.scores[-1]:.1%}" for n, each in found.items()}
    return sentence(
        "After {count:,} masks the mean scores are {off1} off the whole network with one hidden "
        "layer, {off2} with two, {off3} with three.",
        count=COUNTS[-1],
        **off,
    )


def table(found: dict[int, Thinned]) -> dict[str, list[str]]:
    """The ends, and who reads with units missing."""
    rows = list(found.values())
    return {
        N_("Network"): [counted("{n} hidden layer", "{n} hidden layers", n) for n in found],
        N_("Scores off"): [f"{each.average.scores[-1]:.1%}" for each in rows],
        N_("Probabilities off, on average"): [number(each.average.shares[-1], 2) for each in rows],
        N_("Units missing, trained without dropout: right"): [f"{v.without:.1%}" for v in rows],
        N_("Units missing, trained with it: right"): [f"{v.with_it:.1%}" for v in rows],
    }


@shared_cache(maxsize=64, heavy=True)
def network(depth: int, dropout: float, seed: int) -> Thinned:
    """Train with and without dropout, and look at the masks."""
    mlp, data, test = Mlp((64, *(UNITS,) * depth, 10)), digits("train", COUNT), digits("test")
    method = optim.get("momentum", learning_rate=RATE)
    ends = [
        optim.train(
            mlp.problem(data, 0.0, p), method, mlp.initial(seed), STEPS, COUNT, BATCH, None, seed,
            STEPS,
        ).w
        for p in (0.0, dropout)
    ]  # fmt: skip
    inputs = np.tile(test.inputs, (TRIES, 1))
    rights = [
        np.argmax(thinned(mlp, w, inputs, dropout, np.random.default_rng((seed, 12))), axis=0)
        == np.tile(test.labels, TRIES)
        for w in ends
    ]
    average = averaged(mlp, ends[1], test.inputs[:SHOWN], dropout, COUNTS, seed)
    return Thinned(average, *(float(np.mean(right)) for right in rights))
