"""“Where trainings end”: ten trainings at each of five widths, and where they end."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st

import optim
from core.sentences import N_, _, sentence
from core.written import number
from landscapes.networks import Mlp, digits
from ui.experiments.experiment import NUMBERS, Experiment
from ui.kit.cache import shared_cache
from ui.kit.charts import chart, is_dark
from ui.kit.tables import results_table
from ui.kit.widgets import integer_widget
from viz import figures

FILE = Path(__file__).parent / "usual_widths.json"
"""What seeds from 0 on give, shipped so that it appears at once: made by tools/make_widths.py."""
WIDTHS, SEEDS = (2, 4, 8, 16, 32), 10
COUNT, STEPS, RATE = 300, 800, 0.2
HEIGHT = 420
PAUSE = 0.6
"""Seconds between two pictures of what grows."""


class End(NamedTuple):
    """Where a training ended."""

    loss: float
    right: float
    """Share of test digits."""


Ends = dict[int, list[End]]
"""By width."""


def controls(asked: Experiment) -> Experiment:
    """Which seed is the first of the ten."""
    seed = integer_widget(NUMBERS["seed"], "widths.seed", asked.seed, width=160)
    return replace(asked, seed=seed)


def show(asked: Experiment) -> None:
    """The chart as it grows, then the sentence and the table."""
    words, bar, place = st.empty(), st.empty(), st.empty()
    ends: Ends = {width: [] for width in WIDTHS}
    drawn = time.monotonic()
    for width, end in measured(asked.seed):
        ends[width].append(end)
        done = sum(map(len, ends.values()))
        if time.monotonic() - drawn > PAUSE:
            drawn = time.monotonic()
            all_of_them = len(WIDTHS) * SEEDS
            said = _("{done} of {all} trainings", done=done, all=all_of_them)
            bar.progress(done / all_of_them, said)
            with place.container():
                _picture(ends, f"widths.{done}")
    bar.empty()
    words.markdown(f"**{_(in_words(ends))}**")
    with place.container():
        _picture(ends, "widths")
        results_table(table(ends))
    told = _(
        "A network of one hidden layer, trained {steps} steps on {n} digits by momentum with all "
        "digits in each step, from {seeds} random first weights. These are the losses where "
        "training stopped; that they are minima was not checked. A. Choromanska et al. (AISTATS "
        "2015) argue from a model of large networks that poor minima become rare.",
        steps=STEPS,
        n=COUNT,
        seeds=SEEDS,
    )
    st.caption(told)


def _picture(ends: Ends, key: str) -> None:
    losses = {width: [end.loss for end in found] for width, found in ends.items()}
    chart(figures.widths_figure(losses, is_dark()), key, HEIGHT)


def spread(found: list[End]) -> float:
    """From the lowest to the highest of the last losses."""
    losses = [end.loss for end in found]
    return max(losses) - min(losses)


def in_words(ends: Ends) -> str:
    """How far apart the ends are, at the first and the last width."""
    first, last = WIDTHS[0], WIDTHS[-1]
    return sentence(
        "With {first} units the last losses of {seeds} trainings lie {wide} apart, with {last} "
        "units {narrow}: the wider the network, the less the start decides.",
        first=first,
        last=last,
        seeds=SEEDS,
        wide=number(spread(ends[first]), 2),
        narrow=number(spread(ends[last]), 2),
    )


def table(ends: Ends) -> dict[str, list[str | float | None]]:
    """The ends by width."""
    rows = [sorted(found) for found in ends.values()]
    rights = [[end.right for end in row] for row in rows]
    return {
        N_("Units"): [str(width) for width in ends],
        N_("Lowest last loss"): [row[0].loss for row in rows],
        N_("Highest"): [row[-1].loss for row in rows],
        N_("Right in test, fewest"): [f"{min(row):.1%}" for row in rights],
        N_("Most"): [f"{max(row):.1%}" for row in rights],
    }


# -- measuring ------------------------------------------------------------------------------


def measured(first: int) -> Iterator[tuple[int, End]]:
    """One training after the other: its width, and where it ended."""
    known = shipped() if first == 0 else {}
    for k in range(SEEDS):
        for width in WIDTHS:
            yield width, known[width][k] if known else trained(width, first + k)


@shared_cache(maxsize=2_000, heavy=True)
def trained(width: int, seed: int) -> End:
    """Where one training ends."""
    mlp, data = Mlp((64, width, 10)), digits("train", COUNT)
    method = optim.get("momentum", learning_rate=RATE)
    run = optim.train(mlp.problem(data), method, mlp.initial(seed), STEPS, keep=STEPS)
    return End(mlp.loss(run.w, data), mlp.accuracy(run.w, digits("test")))


@cache
def shipped() -> Ends:
    """Those of the seeds from 0 on."""
    found = json.loads(FILE.read_text())
    return {int(width): [End(*end) for end in row] for width, row in found.items()}


def text(ends: Ends) -> str:
    """The file for these, a line a width."""
    rows = (f'"{width}": {json.dumps(row)}' for width, row in ends.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"
