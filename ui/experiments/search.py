"""“Search in 650 dimensions”: the lecture's three ways down, on a classifier of digits."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

import optim
from core.sentences import N_, _, sentence
from landscapes.networks import Mlp, digits
from ui.experiments import taken
from ui.experiments.experiment import NUMBERS, Experiment
from ui.kit.cache import shared_cache
from ui.kit.charts import chart, is_dark
from ui.kit.tables import results_table
from ui.kit.widgets import integer_widget, knob_widget
from viz import figures

CLASSIFIER = Mlp((64, 10))
"""A score for each of 10 digits, linear in 64 pixels: 640 weights and 10 biases."""
COUNT = 500
HEIGHT = 460
LECTURE = {"random_search": 0.155, "local_search": 0.214}
"""The shares right in test that the notes tell, of 10 classes of pictures (CIFAR-10)."""
SETTINGS = {"random_search": "scale", "local_search": "step_size", "gd": "learning_rate"}
"""The knob of each way down."""


class Course(NamedTuple):
    """How one way down went, by its cost in losses: all are (k,)."""

    cost: np.ndarray
    losses: np.ndarray
    train: np.ndarray
    """Shares of right answers."""
    test: np.ndarray


def controls(asked: Experiment) -> Experiment:
    """How much each may spend, and its own setting."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        whole: dict[str, Any] = {
            name: integer_widget(NUMBERS[name], f"search.{name}", getattr(asked, name), width=160)
            for name in ("budget", "seed")
        }
        knobs: dict[str, Any] = {}
        for name in SETTINGS.values():
            with st.container(width=220):
                knobs[name] = knob_widget(NUMBERS[name], f"search.{name}", getattr(asked, name))
    return replace(asked, **whole, **knobs)


def show(asked: Experiment) -> None:
    """The sentence, the chart, the table, and what the lecture's numbers are of."""
    with st.spinner(_("Searching …")):
        found = {slug: course(slug, *_facts(asked, slug)) for slug in SETTINGS}
    st.markdown(f"**{_(in_words(asked, found))}**")
    names = [_(optim.CLASSES[slug].title) for slug in found]
    chart(figures.search_figure(list(found.values()), names, is_dark()), "search", HEIGHT)
    taken.button(asked, "search", N_("Search in 650 dimensions"))
    results_table(table(found))
    words = _(
        "A linear softmax classifier, trained on {n} digits and tested on {test} others; all start "
        "from weights 0. A gradient counts as {price} losses. The lecture's numbers are of "
        "CIFAR-10: coloured pictures of 10 classes, and 30,730 weights. That task is harder, so "
        "only the order can be compared. Blind guesses get about 10 % of 10 classes.",
        n=COUNT,
        test=len(digits("test")),
        price=optim.searches.PRICE,
    )
    st.caption(words)


def in_words(asked: Experiment, found: dict[str, Course]) -> str:
    """What each way reads at the end."""
    shares = {slug: f"{each.test[-1]:.1%}" for slug, each in found.items()}
    return sentence(
        "For the cost of {budget:,} losses each, in {size} dimensions, random search reads "
        "{random} of the test digits, local search {local}, gradient descent {gd}.",
        budget=asked.budget,
        size=CLASSIFIER.size,
        random=shares["random_search"],
        local=shares["local_search"],
        gd=shares["gd"],
    )


def table(found: dict[str, Course]) -> dict[str, list[str | float | None]]:
    """The ends, beside what the lecture tells."""
    ends = list(found.values())
    told = (LECTURE.get(slug) for slug in found)
    return {
        N_("Method"): [N_(optim.CLASSES[slug].title) for slug in found],
        N_("Cost, in losses"): [int(each.cost[-1]) for each in ends],
        N_("Training loss"): [float(each.losses[-1]) for each in ends],
        N_("Right in training"): [f"{each.train[-1]:.1%}" for each in ends],
        N_("Right in test"): [f"{each.test[-1]:.1%}" for each in ends],
        N_("In the lecture (CIFAR-10)"): ["–" if v is None else f"{v:.1%}" for v in told],
    }


def _facts(asked: Experiment, slug: str) -> tuple[float, int, int]:
    return getattr(asked, SETTINGS[slug]), asked.budget, asked.seed


@shared_cache(maxsize=64, heavy=True)
def course(slug: str, setting: float, budget: int, seed: int) -> Course:
    """How one way down goes with its setting."""
    data, test = digits("train", COUNT), digits("test")
    start, normals = np.zeros(CLASSIFIER.size), _normals(budget - 1, seed)

    def loss(w: np.ndarray) -> float:
        return CLASSIFIER.loss(w, data)

    if slug == "random_search":
        found = optim.searches.random_search(loss, start, normals, setting)
    elif slug == "local_search":
        found = optim.searches.local_search(loss, start, normals, setting)
    else:
        found = optim.searches.descend(
            lambda w: CLASSIFIER.loss_and_grad(w, data), start, budget, setting
        )
    train, right = (np.array([CLASSIFIER.accuracy(w, d) for w in found.ws]) for d in (data, test))
    return Course(found.cost, found.losses, train, right)


def _normals(count: int, seed: int) -> Iterator[np.ndarray]:
    rng = np.random.default_rng((seed, 5))
    return (rng.standard_normal(CLASSIFIER.size) for _ in range(count))
