"""When it is day: the walk beside gradient descent, in a sentence, a table and a chart."""

import math
from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.sentences import N_, _, sentence
from core.written import number
from ui.kit.charts import chart, is_dark
from ui.kit.headings import part_heading
from ui.kit.tables import results_table
from ui.scene import cached
from ui.scene.bare_ground import bare_ground
from ui.walk.rivals import Descent, own, rivals
from ui.walk.walk import Walk
from viz import figures

HEIGHT = 340
OWN = 4
"""The line of the walk itself, after those of the others."""


def show(walk: Walk) -> None:
    """All of it."""
    mine, others = own(walk), rivals(walk)
    part_heading(N_("You and gradient descent"))
    st.markdown(f"**{_(verdict(mine, others))}**")
    results_table(table(walk, (mine, *others)))
    st.caption(_(fairness(walk, others)))
    floor, known = lowest(walk, (mine, *others))
    title = N_("lowest loss above the minimum") if known else N_("lowest loss above the best seen")
    ways = [
        figures.Way(_(way.name), OWN if k == 0 else k - 1, way.spent, way.lowest - floor)
        for k, way in enumerate((mine, *others))
    ]
    chart(figures.lowest_figure(ways, title, is_dark()), "walk.lowest", HEIGHT)
    _playground(walk)


def verdict(mine: Descent, others: Sequence[Descent]) -> str:
    """Who came lowest."""
    low = float(mine.lowest[-1])
    if not math.isfinite(low):
        return N_("Nowhere that you stood is the loss defined.")
    beaten = sum(not float(other.lowest[-1]) <= low for other in others)
    told = {"loss": number(low), "n": len(mine.fun)}
    if beaten == len(others):
        return sentence(
            "You won: the lowest of your {n} places has a loss of {loss}, and none of the others "
            "came so low.",
            **told,
        )
    if beaten:
        return sentence(
            "You are between the others: the lowest of your {n} places has a loss of {loss}.",
            **told,
        )
    return sentence(
        "The others came lower: the lowest of your {n} places has a loss of {loss}.", **told
    )


def table(walk: Walk, ways: Sequence[Descent]) -> dict[str, list[str | float | None]]:
    """A row for each way."""
    minima = walk.landscape.minima
    columns: dict[str, list[str | float | None]] = {
        N_("Way down"): [way.name for way in ways],
        N_("Evaluations"): [int(way.spent[-1]) for way in ways],
        N_("Lowest loss"): [float(way.lowest[-1]) for way in ways],
        N_("Found after"): [int(way.spent[way.best]) for way in ways],
    }
    if minima:
        columns[N_("From the marked minimum")] = [
            min(math.hypot(way.x[way.best] - x, way.y[way.best] - y) for x, y in minima)
            for way in ways
        ]
    return columns


def fairness(walk: Walk, others: Sequence[Descent]) -> str:
    """What was counted, and what was not."""
    tried = max(way.tried for way in others)
    if walk.feel == "slope":
        return sentence(
            "An evaluation is a loss with its slope, for you and for them. What counts is the "
            "lowest loss met. The best rate was found by {n:,} runs from this start, which are not "
            "counted: whoever has to find it pays for them too.",
            n=tried,
        )
    return sentence(
        "An evaluation is a loss. Gradient descent takes 3 for a step, as it feels for the slope "
        "with one more in each direction. What counts is the lowest loss met. The best rate was "
        "found by {n:,} runs from this start, which are not counted.",
        n=tried,
    )


def lowest(walk: Walk, ways: Sequence[Descent]) -> tuple[float, bool]:
    """The loss that the chart counts from, and whether it is that of a known minimum."""
    floor = cached.floor(walk.landscape, walk.landscape.minima)
    seen = float(np.fmin.reduce([way.lowest[-1] for way in ways]))
    return (seen, False) if floor is None or seen < floor else (floor, True)


def _playground(walk: Walk) -> None:
    """The same ground in the playground, from the same start."""
    scene = bare_ground(walk.ground, walk.points()[0])
    st.page_link(
        "../pages/playground.py",
        label=_("Race all methods on this ground"),
        icon=":material/landscape:",
        query_params=scene.to_query() or {"v": "1"},
    )
