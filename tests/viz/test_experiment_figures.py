"""The charts of the experiments with networks."""

from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
import pytest
from figure_facts import check, named

from landscapes.networks import Average, four_masks
from viz import figures


class Read(NamedTuple):
    cost: np.ndarray
    train: np.ndarray
    test: np.ndarray


FOUND = [
    Read(np.array([1, 5, 90]), np.array([0.1, 0.2, 0.3]), np.array([0.1, 0.15, 0.2])),
    Read(np.array([0, 2, 100]), np.array([0.1, 0.6, 0.9]), np.array([0.1, 0.5, 0.8])),
]
MASKS = four_masks((1.0, -0.5), (1.0, 2.0), 0.5, True)
MEANS = [Average(np.array([1, 10, 100]), np.array([0.5, 0.2, 0.1]), np.zeros(3))] * 2
LOSSES = {2: [0.6, 0.5], 4: [0.05, 0.01], 8: []}


def search(dark: bool = False) -> go.Figure:
    return figures.search_figure(FOUND, ["Random search", "Gradient descent"], dark)


def masks(dark: bool = False) -> go.Figure:
    return figures.masks_figure(MASKS, ["both", "x", "y", "none"], 0.0, 0.0, dark)


def averages(dark: bool = False) -> go.Figure:
    return figures.averages_figure(MEANS, ["one", "two"], dark)


def widths(dark: bool = False) -> go.Figure:
    return figures.widths_figure(LOSSES, dark)


def ensembles(dark: bool = False) -> go.Figure:
    return figures.ensembles_figure([[0.3, 0.2], [0.4, 0.1]], [0.22, 0.15], ["a b", "c d"], dark)


@pytest.mark.parametrize("draw", [search, masks, averages, widths, ensembles])
@pytest.mark.parametrize("dark", [False, True])
def test_browsers_can_read_it_in_both_themes(draw, dark):
    check(draw(dark), dark)


def test_each_search_is_drawn_in_training_and_in_test_from_a_cost_of_1_on():
    lines = search().data
    assert [line.name for line in lines] == ["Random search", "Gradient descent"] * 2
    assert [line.yaxis for line in lines] == [None, None, "y2", "y2"]
    assert list(lines[1].x) == [1, 2, 100]
    assert [list(line.y) for line in lines] == [
        pytest.approx(values) for values in (*(f.test for f in FOUND), *(f.train for f in FOUND))
    ]
    assert lines[0].line.dash != lines[1].line.dash


def test_the_bars_are_the_masks_and_the_lines_mean_and_whole():
    figure = masks()
    assert list(figure.data[0].y) == [mask.value for mask in MASKS]
    assert list(figure.data[0].text) == ["0", "2", "−2", "0"]
    assert figure.layout.xaxis.ticktext[0] == "both<br>0.25"
    low, high = figure.layout.yaxis.range
    assert low < -2 < 2 < high


def test_a_width_without_an_end_has_its_place_but_no_mark():
    figure = widths()
    assert list(named(figure, "last loss").y) == [0.6, 0.5, 0.05, 0.01]
    assert list(named(figure, "last loss").customdata) == [2, 2, 4, 4]
    assert list(named(figure, "median").y) == pytest.approx([0.55, 0.03])
    assert list(figure.layout.xaxis.tickvals) == [2, 4, 8]


def test_networks_alone_and_together_stand_in_a_row():
    figure = ensembles()
    assert list(named(figure, "alone").y) == [0, 0, 1, 1]
    assert list(named(figure, "together").x) == [0.22, 0.15]
    assert named(figure, "alone").marker.symbol != named(figure, "together").marker.symbol


def test_a_table_is_told_what_places_stand_for():
    alone, together = (named(ensembles(), name) for name in ("alone", "together"))
    assert list(alone.customdata) == ["a b", "a b", "c d", "c d"]
    assert list(together.customdata) == ["a b", "c d"]
    assert alone.meta == together.meta == {"meant": "y", "column": "networks"}
    bars, mean, _whole = masks().data
    assert list(bars.customdata) == ["both, 0.25", "x, 0.25", "y, 0.25", "none, 0.25"]
    assert list(mean.customdata) == ["both, 0.25", "none, 0.25"]
    assert {curve.meta["meant"] for curve in masks().data} == {"x"}
    assert named(widths(), "last loss").meta["meant"] == "x"
