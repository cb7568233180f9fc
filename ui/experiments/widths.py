"""“Where trainings end”: ten trainings at each of five widths, and where they end."""

from dataclasses import replace

import streamlit as st

from core.sentences import N_, _, sentence
from core.written import number
from ui.experiments import taken, valleys
from ui.experiments.as_they_end import as_they_end
from ui.experiments.experiment import NUMBERS, Experiment
from ui.experiments.trainings import COUNT, SEEDS, STEPS, WIDTHS, End, Ends, measured
from ui.kit.charts import chart, is_dark
from ui.kit.tables import results_table
from ui.kit.widgets import folded, integer_widget
from viz import figures

HEIGHT = 420


def controls(asked: Experiment) -> Experiment:
    """Which seed is the first of the ten."""
    seed = integer_widget(NUMBERS["seed"], "widths.seed", asked.seed, width=160)
    return replace(asked, seed=seed)


def show(asked: Experiment) -> None:
    """The chart as it grows, then the sentence and the table."""
    words = st.empty()
    ends: Ends = {width: [] for width in WIDTHS}
    place = as_they_end(
        ends,
        measured(asked.seed),
        len(WIDTHS) * SEEDS,
        lambda done: _picture(ends, f"widths.{done}"),
    )
    words.markdown(f"**{_(in_words(ends))}**")
    with place.container():
        _picture(ends, "widths")
        taken.button(asked, "widths", N_("Where trainings end"))
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
    fold = folded(N_("Are the ends bottoms of separate valleys?"), "experiments.valleys")
    if fold.open:
        with fold:
            valleys.show(asked.seed)


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
    facts = {
        "first": first,
        "last": last,
        "seeds": SEEDS,
        "wide": number(spread(ends[first]), 2),
        "narrow": number(spread(ends[last]), 2),
    }
    spreads = [spread(ends[width]) for width in WIDTHS]
    if spreads == sorted(spreads, reverse=True):
        return sentence(
            "With {first} units the last losses of {seeds} trainings lie {wide} apart, with {last} "
            "units {narrow}: the wider the network, the less the start decides.",
            **facts,
        )
    return sentence(
        "With {first} units the last losses of {seeds} trainings lie {wide} apart, with {last} "
        "units {narrow}.",
        **facts,
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
