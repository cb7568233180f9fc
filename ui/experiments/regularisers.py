"""“Regularisers side by side”: what each does to the test loss, over several seeds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

import optim
from core.sentences import N_, Sentence, _, joined, sentence
from core.written import number
from landscapes.networks import Mlp, RandomMask, Regularisation, digits
from ui.experiments import taken
from ui.experiments.as_they_end import as_they_end
from ui.experiments.experiment import NUMBERS, Experiment
from ui.kit.cache import shared_cache
from ui.kit.charts import chart, is_dark
from ui.kit.tables import results_table
from ui.kit.widgets import integer_widget, knob_widget
from viz import figures

UNITS, BATCH, RATE = 32, 32, 0.01
LOOKS = 20
"""How often a training is tested on its way."""
HEIGHT = 420
PLAIN = N_("Nothing added")


@dataclass(frozen=True, eq=False)
class Curve:
    """One training: the test loss at its looks (k,), and at the end what is right and the loss."""

    steps: np.ndarray
    losses: np.ndarray
    right: float
    train: float


Found = dict[str, list[Curve]]
"""By regulariser, a seed after the other."""


def kinds(asked: Experiment) -> Mapping[str, Regularisation]:
    """What is compared, by name; the first adds nothing."""
    return {
        PLAIN: Regularisation(),
        N_("L2 penalty"): Regularisation(asked.weight_decay),
        N_("Dropout"): Regularisation(mask=RandomMask(asked.dropout)),
        N_("DropConnect"): Regularisation(mask=RandomMask(asked.dropout, "weights")),
        N_("Shifted digits"): Regularisation(shifts=True),
    }


def controls(asked: Experiment) -> Experiment:
    """On what, how long, how often, and how strongly."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        numbers: dict[str, Any] = {
            name: integer_widget(NUMBERS[name], f"reg.{name}", getattr(asked, name), width=150)
            for name in ("samples", "steps", "seeds", "seed")
        }
        for name in ("weight_decay", "dropout"):
            with st.container(width=220):
                numbers[name] = knob_widget(NUMBERS[name], f"reg.{name}", getattr(asked, name))
    return replace(asked, **numbers)


def show(asked: Experiment) -> None:
    """The curves as they grow, then the sentence and the table."""
    words = st.empty()
    found: Found = {name: [] for name in kinds(asked)}
    place = as_they_end(
        found,
        measured(asked),
        len(found) * asked.seeds,
        lambda done: _picture(found, f"regularisers.{done}"),
    )
    words.markdown(f"**{_(in_words(found))}**")
    with place.container():
        _picture(found, "regularisers")
        taken.button(asked, "regularisers", N_("Regularisers side by side"))
        results_table(table(found))
    told = _(
        "A network of one hidden layer with {units} tanh units, trained by Adam with batches of "
        "{batch}; each seed has the same first weights and batches for all. Lines: the mean over "
        "the seeds; bands: from the lowest to the highest. Whether a regulariser helps hangs on "
        "its strength and on the task: digits stand in the middle of their frame in training and "
        "in test, so that moved ones teach what is not asked.",
        units=UNITS,
        batch=BATCH,
    )
    st.caption(told)


def _picture(found: Found, key: str) -> None:
    curves = {_(name): np.array([t.losses for t in row]) for name, row in found.items() if row}
    steps = next(row[0].steps for row in found.values() if row)
    chart(figures.spread_figure(steps, curves, is_dark()), key, HEIGHT)


# -- in words -------------------------------------------------------------------------------


def differences(found: Found) -> dict[str, np.ndarray]:
    """By how much the last test loss lies above that of the plain training, for each seed."""
    ends = {name: np.array([t.losses[-1] for t in row]) for name, row in found.items()}
    plain = ends.pop(PLAIN)
    return {name: each - plain for name, each in ends.items()}


def in_words(found: Found) -> Sentence:
    """Which of them lower the last test loss for every seed, and which raise it."""
    apart = differences(found)
    lower = [name for name, each in apart.items() if np.all(each < 0)]
    higher = [name for name, each in apart.items() if np.all(each > 0)]
    return sentence(
        "The last test loss, against nothing added, is lower for every seed with: {lower}; higher "
        "for every seed with: {higher}.",
        lower=_listed(lower),
        higher=_listed(higher),
    )


def _listed(names: list[str]) -> str:
    return joined([N_(name) for name in names], ", ") if names else N_("none")


def table(found: Found) -> dict[str, list[Any]]:
    """Means over the seeds, and from where to where they reach."""
    ends = [[t.losses[-1] for t in row] for row in found.values()]
    lows = [[float(t.losses.min()) for t in row] for row in found.values()]
    rights = [[t.right for t in row] for row in found.values()]
    trains = [[t.train for t in row] for row in found.values()]
    return {
        N_("Regulariser"): list(found),
        N_("Test loss at the end"): [_spread([number(v, 3) for v in _three(e)]) for e in ends],
        N_("Lowest test loss"): [_spread([number(v, 3) for v in _three(e)]) for e in lows],
        N_("Right in test"): [_spread([f"{v:.1%}" for v in _three(e)]) for e in rights],
        N_("Training loss"): [_spread([number(v, 2) for v in _three(e)]) for e in trains],
    }


def _three(values: list[float]) -> tuple[float, float, float]:
    return float(np.mean(values)), min(values), max(values)


def _spread(three: list[str]) -> Sentence:
    mean, low, high = three
    return sentence("{mean} ({low} to {high})", mean=mean, low=low, high=high)


# -- measuring ------------------------------------------------------------------------------


def measured(asked: Experiment) -> Iterator[tuple[str, Curve]]:
    """One training after the other."""
    for seed in range(asked.seed, asked.seed + asked.seeds):
        for name, added in kinds(asked).items():
            yield name, trained(added, asked.samples, asked.steps, seed)


@shared_cache(maxsize=400, heavy=True)
def trained(added: Regularisation, samples: int, steps: int, seed: int) -> Curve:
    """Train one network and test it on the way."""
    mlp, data, test = Mlp((64, UNITS, 10)), digits("train", samples), digits("test")
    run = optim.train(
        added.problem(mlp, data), optim.get("adam", learning_rate=RATE), mlp.initial(seed), steps,
        samples, BATCH, seed=seed, keep=-(-steps // LOOKS),
    )  # fmt: skip
    losses = np.array([mlp.loss(w, test) for w in run.ws])
    return Curve(run.at, losses, mlp.accuracy(run.w, test), mlp.loss(run.w, data))
