"""“Signs in many dimensions”: random matrices, exactly and drawn, and a trained network's."""

import numpy as np
import streamlit as st

import landscapes
import optim
from core.sentences import N_, _, sentence
from core.written import number
from landscapes.networks import Mlp, Spectrum, digits, spectrum
from ui.dimensions.dimensions import Dimensions
from ui.kit.cache import shared_cache
from ui.kit.charts import chart, is_dark
from ui.kit.tables import results_table
from viz import figures

HEIGHT = 380
LIVE = 6
"""Up to so many dimensions matrices are drawn; beyond, none of them would be seen."""
SIZES = range(2, landscapes.signs.MOST + 1)
SMALL = Mlp((64, 8, 10), "tanh")
"""The network whose Hessian is shown: 610 weights."""
STEPS, RATE, COUNT = 800, 0.2, 100


def show(asked: Dimensions) -> None:
    """The sentence, the chart, and what it means for networks."""
    st.markdown(f"**{_(in_words(asked))}**")
    signs = landscapes.signs
    figure = figures.signs_figure(
        SIZES,
        [signs.alike(n) for n in SIZES],
        [signs.by_diagonal(n) for n in SIZES],
        shares(asked),
        is_dark(),
    )
    chart(figure, "dimensions.signs", HEIGHT)
    words = _(
        "Symmetric matrices of normal random numbers (the Gaussian orthogonal ensemble). That "
        "critical points of networks are therefore saddles is a rule of thumb, no theorem: their "
        "Hessians are not random, and how many directions fall depends on the loss; at a low loss "
        "few do (A. Bray and D. Dean, Phys. Rev. Lett. 98 (2007); Y. Dauphin et al., NeurIPS 2014)."
    )
    st.caption(words)


def in_words(asked: Dimensions) -> str:
    """What was drawn, what is exact, and what the wrong rule says."""
    n, signs = asked.n, landscapes.signs
    known = {"n": n, "exact": number(1 / signs.alike(n), 3), "wrong": 2 ** (n - 1)}
    if n > LIVE:
        return sentence(
            "Random symmetric {n} × {n} matrices with eigenvalues of one sign: exactly 1 in "
            "{exact}; by the signs of the diagonal one would expect 1 in {wrong}.",
            **known,
        )
    return sentence(
        "Random symmetric {n} × {n} matrices with eigenvalues of one sign: {drawn:,} of {all:,} "
        "drawn, exactly 1 in {exact}; by the signs of the diagonal one would expect 1 in {wrong}.",
        drawn=found(n, asked.count, asked.seed),
        all=asked.count,
        **known,
    )


def shares(asked: Dimensions) -> dict[int, float]:
    """By size: which share of those drawn has eigenvalues of one sign."""
    return {n: found(n, asked.count, asked.seed) / asked.count for n in range(2, LIVE + 1)}


@shared_cache(maxsize=64)
def found(n: int, count: int, seed: int) -> int:
    """How many of those drawn have eigenvalues of one sign."""
    return landscapes.signs.drawn(n, count, seed)


# -- a network ------------------------------------------------------------------------------


@shared_cache(maxsize=1)
def before_and_after(steps: int = STEPS) -> tuple[tuple[float, Spectrum], tuple[float, Spectrum]]:
    """Loss and spectrum with the first weights, and with those trained to read the digits."""
    data = digits("train", COUNT)
    w = SMALL.initial(0)
    trained = optim.train(
        SMALL.problem(data), optim.get("momentum", learning_rate=RATE), w, steps, keep=steps
    ).w
    before, after = ((SMALL.loss(v, data), spectrum(SMALL, v, data)) for v in (w, trained))
    return before, after


def show_network() -> None:
    """Table and spectrum of a network's Hessian, before and after training."""
    with st.spinner(_("Training, and working out the Hessians …")):
        known = before_and_after()
    spectra = [each for loss, each in known]
    results_table(
        {
            N_("610 weights"): [N_("Before training"), N_("After training")],
            N_("Loss"): [loss for loss, each in known],
            N_("Negative"): [each.signs[0] for each in spectra],
            N_("About 0"): [each.signs[1] for each in spectra],
            N_("Positive"): [each.signs[2] for each in spectra],
            N_("Lowest"): [float(each.values[0]) for each in spectra],
            N_("Highest"): [float(each.values[-1]) for each in spectra],
        },
        digits=3,
    )
    level = min(each.level for each in spectra)
    names = _("before training"), _("after training")
    drawn: dict[str, np.ndarray] = {
        name: each.values for name, each in zip(names, spectra, strict=True)
    }
    chart(figures.spectrum_figure(drawn, level, is_dark()), "dimensions.spectrum", HEIGHT)
    words = _(
        "Of one hidden layer with 8 units, on 100 digits: the eigenvalues of the Hessian in all "
        "weights. About 0 is below a thousandth of the largest."
    )
    st.caption(words)
