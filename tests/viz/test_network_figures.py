"""The charts of the network's page."""

import numpy as np
import plotly.graph_objects as go
import pytest
from figure_facts import check, named

from viz import Run, chart_axes, sample, theme, training_chart
from viz.browser.play import play_bytes
from viz.figures import (
    around_figure,
    between_figure,
    honesty_figure,
    learning_figure,
    rates_figure,
    spread_figure,
)

STEPS = np.arange(0, 300, 3)
TRUE = 2.3 * np.exp(-STEPS / 60)
T = np.linspace(-0.5, 1.5, 61)
NAMES = ("Gradient descent, batch 5", "Adam")


RAYS = [np.outer([0.8, 1.1, 1.4], steep * T**2) + 0.1 for steep in (1, 2)]


def honesty(dark: bool = False, true: np.ndarray = TRUE) -> go.Figure:
    return honesty_figure(STEPS, true, 1.1 * TRUE, np.sqrt(TRUE) / 5, dark)


def between(dark: bool = False) -> go.Figure:
    loss = 0.01 + (T - 0.5) ** 2
    return between_figure(T, (loss, 2 * loss), (1 - loss / 10, 0.9 - loss / 10), NAMES, dark)


def around(dark: bool = False) -> go.Figure:
    return around_figure(T, RAYS, NAMES, dark)


TEST = TRUE + 0.002 * STEPS


def learning(dark: bool = False) -> go.Figure:
    return learning_figure(STEPS, (TRUE, TEST), (1 - TRUE / 4, 0.9 - TRUE / 4), dark)


RATES = 10.0 * 2.0 ** np.arange(-4, 1)
LAST = {
    "without": np.array([1.0, 0.5, 0.9, 3.0, np.inf]),
    "with": np.array([0.9, 0.4, 0.2, 0.1, 0.05]),
}


def rates(dark: bool = False) -> go.Figure:
    return rates_figure(RATES, LAST, 2.4, dark)


SEEDS = {"plain": np.outer([0.9, 1.1, 1.0], TRUE), "L2": np.outer([0.5, 0.6, 0.4], TRUE) + 0.1}


def spread(dark: bool = False) -> go.Figure:
    return spread_figure(STEPS, SEEDS, dark)


@pytest.mark.parametrize("draw", [honesty, between, around, learning, rates, spread])
@pytest.mark.parametrize("dark", [False, True])
def test_browsers_can_read_it_in_both_themes(draw, dark):
    check(draw(dark), dark)


@pytest.mark.parametrize("draw", [honesty, between, around, learning, rates])
def test_lines_in_one_plot_differ_in_dash_as_well_as_colour(draw):
    plots = {}
    for trace in draw().data:
        if trace.mode == "markers":
            continue
        plot = trace.yaxis if draw in (between, learning) else "y"
        plots.setdefault(plot, []).append(trace.line)
    for lines in plots.values():
        assert len({line.dash for line in lines}) == len({line.color for line in lines}) > 1


def test_honesty_has_both_losses_and_the_distance_on_an_axis_of_its_own():
    figure = honesty()
    assert named(figure, "true loss").y == pytest.approx(TRUE, rel=1e-6)
    assert named(figure, "slice beneath").y == pytest.approx(1.1 * TRUE, rel=1e-6)
    away = named(figure, "distance from the plane")
    assert away.yaxis == "y2"
    assert figure.layout.yaxis2.tickformat == ".0%"
    low, high = figure.layout.yaxis2.range
    assert low <= min(away.y) <= max(away.y) <= high


def test_a_loss_that_is_not_finite_is_a_gap():
    wild = TRUE.copy()
    wild[-2:] = np.inf, np.nan
    figure = honesty(true=wild)
    check(figure)
    assert np.isnan(named(figure, "true loss").y[-2:]).all()


def test_between_names_both_ends_where_they_are():
    axis = between().layout.xaxis
    assert list(axis.tickvals) == [0, 1]
    assert list(axis.ticktext) == ["Gradient descent<br>batch 5", "Adam"]
    shares = [trace for trace in between().data if trace.yaxis == "y2"]
    low, high = between().layout.yaxis2.range
    assert all(low < y < high for trace in shares for y in trace.y)


def run(index: int, every: int) -> Run:
    at = np.arange(0, 301, every).astype(float)
    loss = 2.3 * np.exp(-at / 60)
    return Run(f"run {index}", index, np.cos(at), np.sin(at), loss, at, "97 % right",
               np.zeros_like(at), np.full_like(at, np.nan))  # fmt: skip


def test_the_loss_chart_is_by_steps_though_a_run_has_an_entry_a_snapshot():
    runs, chart = [run(0, 3), run(1, 10)], training_chart()
    axes = chart_axes(runs, chart)
    assert axes["x"]["title"] == "steps"
    assert axes["y"]["title"] == "training loss"
    assert axes["x"]["hi"] == pytest.approx(300, rel=0.05)
    assert chart.at(runs[1]).tolist() == runs[1].cost.tolist()
    assert chart.values(runs[0]) == pytest.approx(runs[0].fun, rel=1e-6)


def test_the_player_gets_the_step_of_each_snapshot_and_words_of_its_own():
    ground = sample(lambda x, y: x * x + y * y, ((-2, 2), (-2, 2)), "auto", 17)
    sent = play_bytes(ground, [run(0, 3)], ["gd"], (1.0, 0.0), training_chart())
    assert b'"by":"snapshots"' in sent
    assert b'"0.at"' in sent
    assert b"97 % right" in sent
    assert theme.line(0)["color"].encode() in sent


def test_around_each_network_are_the_mean_and_all_between_lowest_and_highest():
    bands, lines = around().data[:2], around().data[2:]
    for band, line, rays, name in zip(bands, lines, RAYS, NAMES, strict=True):
        assert line.name == name
        assert line.y == pytest.approx(rays.mean(axis=0), rel=1e-6)
        n = len(T)
        assert band.y[:n] == pytest.approx(rays.max(axis=0), rel=1e-6)
        assert band.y[n:][::-1] == pytest.approx(rays.min(axis=0), rel=1e-6)
        assert band.fillcolor == line.line.color
        assert band.line.width == 0


def test_learning_has_losses_and_shares_and_a_mark_where_the_test_loss_is_lowest():
    figure = learning()
    losses = [trace for trace in figure.data if trace.yaxis is None and trace.mode == "lines"]
    assert [trace.name for trace in losses] == ["training", "test"]
    for trace, values in zip(losses, (TRUE, TEST), strict=True):
        assert trace.y == pytest.approx(values, rel=1e-6)
    shares = [trace for trace in figure.data if trace.yaxis == "y2"]
    assert shares[1].y == pytest.approx(0.9 - TRUE / 4, rel=1e-6)
    mark = named(figure, "lowest test loss")
    k = int(np.argmin(TEST))
    assert 0 < k < len(STEPS) - 1
    assert (mark.x[0], mark.y[0]) == (STEPS[k], np.float32(TEST[k]))


def test_rates_have_a_gap_where_a_run_diverged_and_a_line_for_the_first_loss():
    figure = rates()
    without = named(figure, "without")
    assert without.x == pytest.approx(RATES)
    assert without.y[:4] == pytest.approx(LAST["without"][:4])
    assert np.isnan(without.y[4])
    assert figure.layout.shapes[0].y0 == figure.layout.shapes[0].y1 == 2.4
    assert {trace.marker.symbol for trace in figure.data} == {"circle", "square"}


def test_the_spread_over_seeds_is_a_mean_with_a_band():
    bands, lines = spread().data[:2], spread().data[2:]
    for each, line, (name, losses) in zip(bands, lines, SEEDS.items(), strict=True):
        assert line.name == name
        assert line.y == pytest.approx(losses.mean(axis=0), rel=1e-6)
        assert each.y[: len(STEPS)] == pytest.approx(losses.max(axis=0), rel=1e-6)
        assert each.y[len(STEPS) :][::-1] == pytest.approx(losses.min(axis=0), rel=1e-6)
        assert list(each.meta["edges"]) == [f"{name}, highest", f"{name}, lowest"]
    low, high = spread().layout.yaxis.range
    assert low == 0
    assert high > max(losses[:, -1].max() for losses in SEEDS.values())
    assert len({line.line.dash for line in lines}) == 2
