"""“Signs in many dimensions”: random matrices, exactly and drawn, and a trained network's."""

import numpy as np
import streamlit as st

import landscapes
import optim
from core.written import number
from landscapes.networks import Mlp, Spectrum, digits, spectrum
from ui.dimensions.dimensions import Dimensions
from ui.kit.cache import shared_cache
from ui.kit.charts import chart, is_dark
from ui.kit.tables import results_table
from ui.kit.widgets import folded
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
    st.markdown(f"**{in_words(asked)}**")
    signs = landscapes.signs
    figure = figures.signs_figure(
        SIZES,
        [signs.alike(n) for n in SIZES],
        [signs.by_diagonal(n) for n in SIZES],
        {n: found(n, asked.count, asked.seed) / asked.count for n in range(2, LIVE + 1)},
        is_dark(),
    )
    chart(figure, "dimensions.signs", HEIGHT)
    st.caption(
        "Symmetric matrices of normal random numbers (the Gaussian orthogonal ensemble). That "
        "critical points of networks are therefore saddles is a rule of thumb, no theorem: their "
        "Hessians are not random, and how many directions fall depends on the loss; at a low loss "
        "few do (A. Bray and D. Dean, Phys. Rev. Lett. 98 (2007); Y. Dauphin et al., NeurIPS 2014)."
    )
    fold = folded("The Hessian of a small network, before and after training", "dimensions.net")
    if fold.open:
        with fold:
            _network()


def in_words(asked: Dimensions) -> str:
    """What was drawn, what is exact, and what the wrong rule says."""
    n, signs = asked.n, landscapes.signs
    drawn = f"{found(n, asked.count, asked.seed):,} of {asked.count:,} drawn, " if n <= LIVE else ""
    return (
        f"Random symmetric {n} × {n} matrices with eigenvalues of one sign: {drawn}exactly 1 in "
        f"{number(1 / signs.alike(n), 3)}; by the signs of the diagonal one would expect 1 in "
        f"{2 ** (n - 1)}."
    )


@shared_cache(maxsize=64)
def found(n: int, count: int, seed: int) -> int:
    """How many of those drawn have eigenvalues of one sign."""
    return landscapes.signs.drawn(n, count, seed)


# -- a network ------------------------------------------------------------------------------


@shared_cache(maxsize=1)
def before_and_after(steps: int = STEPS) -> dict[str, tuple[float, Spectrum]]:
    """Loss and spectrum with the first weights, and with those trained to read the digits."""
    data = digits("train", COUNT)
    w = SMALL.initial(0)
    trained = optim.train(
        SMALL.problem(data), optim.get("momentum", learning_rate=RATE), w, steps, keep=steps
    ).w
    ways = {"before training": w, "after training": trained}
    return {name: (SMALL.loss(v, data), spectrum(SMALL, v, data)) for name, v in ways.items()}


def _network() -> None:
    with st.spinner("Training, and working out the Hessians …"):
        known = before_and_after()
    results_table(
        {
            "610 weights": [name.capitalize() for name in known],
            "Loss": [loss for loss, _ in known.values()],
            "Negative": [each.signs[0] for _, each in known.values()],
            "About 0": [each.signs[1] for _, each in known.values()],
            "Positive": [each.signs[2] for _, each in known.values()],
            "Lowest": [float(each.values[0]) for _, each in known.values()],
            "Highest": [float(each.values[-1]) for _, each in known.values()],
        },
        digits=3,
    )
    level = min(each.level for _, each in known.values())
    drawn: dict[str, np.ndarray] = {name: each.values for name, (_, each) in known.items()}
    chart(figures.spectrum_figure(drawn, level, is_dark()), "dimensions.spectrum", HEIGHT)
    st.caption(
        "Of one hidden layer with 8 units, on 100 digits: the eigenvalues of the Hessian in all "
        "weights. About 0 is below a thousandth of the largest."
    )
