"""The panel “Training against test” on the network's page: a sentence, numbers, the curves."""

import streamlit as st

from core.sentences import N_, Sentence, _, sentence
from core.written import number
from landscapes.networks import digits
from ui.kit.charts import chart, is_dark, metrics
from ui.kit.text import plain
from ui.network.learning import Learning, learning
from ui.network.study import Study
from ui.network.training import Runner
from viz import figures

HEIGHT = 420


def show(study: Study, trained: tuple[Runner, ...]) -> None:
    """For the run looked at."""
    runner = next(each for each in trained if each.label == study.focused())
    name = _(runner.name)
    if runner.trained.lost:
        st.markdown(
            f"**{_(sentence('{name} diverged: its curves say little.', name=plain(name)))}**"
        )
        return
    found = learning(runner, study.samples)
    st.markdown(f"**{_(verdict(found, name))}**")
    metrics(measured(found))
    figure = figures.learning_figure(found.steps, found.losses, found.shares, is_dark())
    chart(figure, "network.learning", HEIGHT)
    words = _(
        "For {name}; press another name above the map. Losses are without the penalty and with all "
        "units. The {n} test digits play no part in training; who stops where their loss is "
        "lowest has chosen by them, and needs others to tell how good the network is.",
        name=runner.name,
        n=len(digits("test")),
    )
    st.caption(words)
    st.page_link(
        "../pages/experiments.py",
        label=_("Regularisers side by side"),
        icon=":material/science:",
        query_params={"v": "1", "show": "regularisers"},
    )


def measured(found: Learning) -> dict[str, str]:
    """The numbers below the sentence."""
    k, (_train, test), shares = found.lowest, found.losses, found.shares
    return {
        N_("Lowest test loss"): sentence(
            "{loss} at step {n}", loss=number(test[k], 3), n=int(found.steps[k])
        ),
        N_("Test loss at the end"): number(test[-1], 3),
        N_("Right in test there"): f"{shares[1][k]:.1%}",
        N_("Right in test at the end"): f"{shares[1][-1]:.1%}",
        N_("Right in training at the end"): f"{shares[0][-1]:.1%}",
    }


def verdict(found: Learning, name: str) -> Sentence:
    """One sentence on whether it overfits."""
    k, (train, test) = found.lowest, found.losses
    known = {
        "name": plain(name),
        "n": int(found.steps[k]),
        "low": number(test[k], 3),
        "end": number(test[-1], 3),
    }
    if found.overfits:
        return sentence(
            "{name} overfits: its test loss is lowest after {n} steps, {low}; from there to the "
            "end it rises to {end}, while the training loss falls from {before} to {after}.",
            **known,
            before=number(train[k], 3),
            after=number(train[-1], 3),
        )
    return sentence(
        "{name} does not overfit so far: its test loss is lowest after {n} steps, {low}, and {end} "
        "at the end.",
        **known,
    )
