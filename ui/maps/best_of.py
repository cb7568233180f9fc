"""The best of several starts: how often it ends in the lowest minimum, from the cells of a map."""

import math

import numpy as np

from core.sentences import joined, sentence
from core.written import number
from ui.maps.basins import Basins
from ui.maps.basins_cells import minima_of
from ui.maps.runs import Ends

STARTS = (5, 20)
"""How many starts are told of."""
SURE = 0.99
AS_LOW = 1e-9
"""Minima whose losses differ by no more are equally low."""


def share_of(page: Basins, ends: Ends) -> float | None:
    """The share of starts that end in the lowest minimum; None where no poorer one is known."""
    losses = [minimum.fun for minimum in minima_of(page.scene.landscape(), ends)]
    poorer = [f for f in losses if f > losses[0] + AS_LOW]
    if not poorer:
        return None
    with np.errstate(invalid="ignore"):
        near = np.abs(ends.fun - losses[0]) < (poorer[0] - losses[0]) / 2
    return float(np.mean(near))


def best_of(share: float, starts: int) -> float:
    """How likely one of so many independent starts at least is among that share."""
    return 1 - (1 - share) ** starts


def in_words(page: Basins, ends: Ends) -> str:
    """What it takes to find the lowest minimum by starting again; "" where one start will do."""
    share = share_of(page, ends)
    if share is None or share in (0, 1):
        return ""
    told = (
        sentence("the best of {n} in {share}", n=k, share=_percent(best_of(share, k)))
        for k in STARTS
    )
    return sentence(
        "A start at random in this view ends in the lowest known minimum in {share} of "
        "cases, {best}; {n} starts are needed for {sure}. That it is the lowest of all, no "
        "gradient tells.",
        share=_percent(share),
        best=joined(told, ", "),
        n=math.ceil(math.log(1 - SURE) / math.log(1 - share)),
        sure=_percent(SURE),
    )


def _percent(share: float) -> str:
    return f"{number(100 * share, 2)} %"
