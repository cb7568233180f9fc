"""“Ensembles”: snapshots of one training against as many networks of their own, averaged."""

from dataclasses import replace
from typing import Any

import streamlit as st

import optim
from core.sentences import N_, _, sentence
from core.written import number
from landscapes.networks import Ensemble, Mlp, digits, ensemble
from ui.experiments import taken
from ui.experiments.experiment import NUMBERS, Experiment
from ui.kit.cache import shared_cache
from ui.kit.charts import chart, is_dark
from ui.kit.tables import results_table
from ui.kit.widgets import integer_widget
from viz import figures

UNITS, BATCH, RATE = 32, 32, 0.2
HEIGHT = 300
KINDS = (N_("Snapshots of one training"), N_("Networks of their own"))
Pair = tuple[Ensemble, Ensemble]


def controls(asked: Experiment) -> Experiment:
    """How many, how long each is trained, and on what."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        numbers: dict[str, Any] = {
            name: integer_widget(NUMBERS[name], f"ens.{name}", getattr(asked, name), width=170)
            for name in ("members", "cycle", "samples", "seed")
        }
    return replace(asked, **numbers)


def show(asked: Experiment) -> None:
    """The sentence, the chart, the table."""
    with st.spinner(_("Training …")):
        pair = both(asked.members, asked.cycle, asked.samples, asked.seed)
    st.markdown(f"**{_(in_words(pair))}**")
    alone = [[each.loss for each in one.alone] for one in pair]
    together = [one.together.loss for one in pair]
    names = [_(kind) for kind in KINDS]
    chart(figures.ensembles_figure(alone, together, names, is_dark()), "ensembles", HEIGHT)
    taken.button(asked, "ensembles", N_("Ensembles"))
    results_table(table(pair))
    words = _(
        "Averaged are the probabilities, over {test} test digits. Both cost the same: {n} times "
        "{steps} steps with batches of {batch}. Warm restarts raise the learning rate again after "
        "each snapshot. With 300 steps each on 100 digits they hardly lead anywhere new in a "
        "network this small: snapshots answer alike, and gain little together. The loss of the "
        "mean is never above the mean of the losses, as −log is convex; it may be above the best "
        "one's.",
        test=len(digits("test")),
        n=asked.members,
        steps=asked.cycle,
        batch=BATCH,
    )
    st.caption(words)


def gain(one: Ensemble) -> float:
    """By how much the loss together is lower than the mean of the losses alone."""
    return sum(each.loss for each in one.alone) / len(one.alone) - one.together.loss


def in_words(pair: Pair) -> str:
    """What averaging gains for each."""
    snapshots, own = (number(gain(one), 2) for one in pair)
    return sentence(
        "Averaging {n} snapshots lowers the test loss by {snapshots} against their mean, averaging "
        "{n} networks of their own by {own}.",
        n=len(pair[0].alone),
        snapshots=snapshots,
        own=own,
    )


def table(pair: Pair) -> dict[str, list[Any]]:
    """Each one's own and those together."""
    losses = [[each.loss for each in one.alone] for one in pair]
    rights = [[each.right for each in one.alone] for one in pair]
    return {
        N_("Ensemble"): list(KINDS),
        N_("Test loss alone"): [_span(number(min(v), 3), number(max(v), 3)) for v in losses],
        N_("Mean of these"): [sum(v) / len(v) for v in losses],
        N_("Test loss together"): [one.together.loss for one in pair],
        N_("Right alone"): [_span(f"{min(v):.1%}", f"{max(v):.1%}") for v in rights],
        N_("Two of them disagree on"): [f"{one.apart:.1%}" for one in pair],
        N_("Right together"): [f"{one.together.right:.1%}" for one in pair],
    }


def _span(low: str, high: str) -> str:
    return sentence("{low} to {high}", low=low, high=high)


@shared_cache(maxsize=64, heavy=True)
def both(members: int, cycle: int, samples: int, seed: int) -> Pair:
    """Snapshots at the end of each cycle of one training, and the ends of as many trainings."""
    mlp, data, test = Mlp((64, UNITS, 10)), digits("train", samples), digits("test")
    method, problem = optim.get("momentum", learning_rate=RATE), mlp.problem(data)

    def train(first: int, steps: int, schedule: Any) -> Any:
        w = mlp.initial(first)
        return optim.train(problem, method, w, steps, samples, BATCH, schedule, first, cycle).ws[1:]

    restarts = optim.schedules.get("restarts", period=cycle)
    snapshots = train(seed, members * cycle, restarts)
    own = [train(seed + k, cycle, "cosine")[-1] for k in range(members)]
    return ensemble(mlp, snapshots, test), ensemble(mlp, own, test)
