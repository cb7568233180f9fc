"""The best of several starts: against counts and draws."""

import numpy as np
import pytest

from ui.maps import best_of
from ui.maps.basins import Basins
from ui.maps.basins_cells import basin_ends, minima_of
from ui.maps.runs import Ends

TWO = {"surface": "two_wells", "race": "gd", "gd.learning_rate": "0.05", "steps": "2000"}


def mapped(**query: str) -> tuple[Basins, Ends]:
    page, notes = Basins.from_query({"v": "1", "cells": "64", **query})
    assert notes == ()
    return page, basin_ends(page, 64, lambda share: None)


def test_the_share_is_that_of_the_cells_that_end_at_the_lowest_place() -> None:
    page, ends = mapped(**TWO)
    lowest, poorer = minima_of(page.scene.landscape())[:2]
    assert lowest.fun < poorer.fun
    near = np.hypot(ends.x - lowest.x, ends.y - lowest.y) < 0.05
    share = best_of.share_of(page, ends)
    assert share == pytest.approx(float(near.mean()), abs=2e-3)
    assert 0.05 < share < 0.5  # type: ignore[operator]  # which a None would not be
    said = best_of.in_words(page, ends)
    assert said.startswith("A start at random in this view ends in the lowest known minimum in")


@pytest.mark.parametrize("k", [1, 5, 20])
def test_the_best_of_several_is_what_draws_give(k: int) -> None:
    rng = np.random.default_rng(0)
    won = (rng.random((20_000, k)) < 0.2).any(axis=1).mean()
    assert best_of.best_of(0.2, k) == pytest.approx(won, abs=0.012)


def test_the_starts_needed_are_enough_and_one_less_is_not() -> None:
    page, ends = mapped(**TWO)
    share = best_of.share_of(page, ends)
    assert share is not None
    needed = int(best_of.in_words(page, ends).split(" starts are needed")[0].split("; ")[-1])
    assert best_of.best_of(share, needed) >= best_of.SURE > best_of.best_of(share, needed - 1)


@pytest.mark.parametrize("surface", ["bowl", "himmelblau"])
def test_nothing_is_said_where_no_minimum_is_poorer(surface: str) -> None:
    page, ends = mapped(surface=surface, race="gd", **{"gd.learning_rate": "0.01"})
    assert best_of.share_of(page, ends) is None
    assert best_of.in_words(page, ends) == ""
