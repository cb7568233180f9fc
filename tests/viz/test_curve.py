"""Curves: what is drawn, against what, and within which limits."""

import itertools
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
from figure_facts import check, further_runs, made, named

import landscapes
from viz import Run, theme
from viz.chart import SMALLEST
from viz.figures import curve_figure

ROSENBROCK = landscapes.get("rosenbrock")
CURVES, SPENT, SCALES = (
    ("loss", "distance", "gradient"),
    ("steps", "evaluations", "cost"),
    ("log", "linear"),
)


def drawn(
    runs: list[Run],
    curve: str = "loss",
    by: str = "steps",
    scale: str = "log",
    floor: float = 0.0,
    known: bool = True,
) -> go.Figure:
    figure = curve_figure(runs, curve, by, scale, floor, known, "r")
    check(figure)
    return figure


def limits(figure: go.Figure) -> list[float]:
    return list(figure.layout.yaxis.range)


@pytest.mark.parametrize(("curve", "by", "scale"), list(itertools.product(CURVES, SPENT, SCALES)))
def test_every_curve_is_drawn_against_what_was_spent(curve: str, by: str, scale: str) -> None:
    run = made(ROSENBROCK, "newton", steps=20)
    run = replace(run, cost=run.cost * 2.5)
    figure = drawn([run], curve, by, scale)
    line, end = figure.data
    values = {"loss": run.fun, "distance": run.distance, "gradient": run.gradient}[curve]
    assert np.asarray(line.y) == pytest.approx(np.maximum(values, SMALLEST), rel=1e-6)
    spent = np.arange(len(run.x)) if by == "steps" else run.cost
    assert np.asarray(line.x) == pytest.approx(spent)
    assert (end.x[0], end.y[0]) == (line.x[-1], line.y[-1])
    assert end.marker.symbol == theme.END_MARKS[run.outcome]
    assert (figure.layout.yaxis.type == "log") == (scale == "log")


def test_axes_say_what_they_show() -> None:
    run = [made(ROSENBROCK)]
    words = {
        "steps": "steps",
        "evaluations": "evaluations (loss, gradient, Hessian)",
        "cost": "cost (in losses)",
    }
    for by, title in words.items():
        assert drawn(run, by=by).layout.xaxis.title.text == title
    assert drawn(run).layout.yaxis.title.text == "loss above the minimum"
    assert drawn(run, known=False).layout.yaxis.title.text == "loss above the lowest seen"
    assert drawn(run, scale="linear").layout.yaxis.title.text == "loss"
    assert "minimum" in drawn(run, "distance").layout.yaxis.title.text
    assert "gradient" in drawn(run, "gradient").layout.yaxis.title.text


def test_zoom_stays_only_while_the_same_thing_is_shown() -> None:
    run = [made(ROSENBROCK, steps=3)]
    kept = {drawn(run, c, b, s).layout.uirevision for c in CURVES for b in SPENT for s in SCALES}
    assert len(kept) == 18


@pytest.mark.parametrize(("curve", "scale"), list(itertools.product(CURVES, SCALES)))
def test_a_diverging_run_stretches_no_axis(curve: str, scale: str) -> None:
    wild = made(ROSENBROCK, learning_rate=10.0, index=1)
    assert wild.outcome == "diverged"
    calm = made(ROSENBROCK, "adam")
    bottom, top = limits(drawn([calm], curve, "steps", scale))
    low, high = limits(drawn([calm, wild], curve, "steps", scale))
    if scale == "log":
        assert bottom - 3 < low < high < top + 1.5
    else:
        assert bottom - top < low < high < 5 * top


@pytest.mark.parametrize("formula", ["x^3 - 3*x*y^2", "x^2 - exp(3*y)"])
def test_a_run_that_falls_for_ever_does_not_flatten_the_others(formula: str) -> None:
    falling = landscapes.from_formula(formula, bounds=((-2, 2), (-2, 2)))
    runs = [made(falling, s, i, start=(0.1, 0.5), steps=200) for i, s in enumerate(("gd", "adam"))]
    assert min(np.nanmin(run.fun) for run in runs) < -50
    low, high = limits(drawn(runs, floor=-8.0, known=False))
    assert high < 4
    assert high - low < 10


def test_a_gradient_that_grows_from_a_saddle_is_shown_whole() -> None:
    run = made(ROSENBROCK, "adam", steps=50)
    climb = np.concatenate([np.geomspace(1e-9, 100, 31), np.geomspace(100, 1e-4, len(run.x) - 31)])
    run = replace(run, gradient=climb, fun=np.linspace(5, 1, len(run.x)), outcome="max_steps")
    low, high = limits(drawn([run], "gradient"))
    assert len(run.x) == 51
    assert low < -9
    assert high > 2


def test_the_gradient_of_a_run_that_fell_away_stretches_nothing() -> None:
    falling = landscapes.from_formula("x^2 - exp(3*y)", bounds=((-2, 2), (-2, 2)))
    run = made(falling, start=(0.1, 0.5), steps=200)
    assert run.outcome == "diverged"
    assert np.nanmax(run.gradient) > 1e4 * run.gradient[0]
    assert limits(drawn([run], "gradient"))[1] < np.log10(run.gradient[0]) + 1.5


def test_a_lowest_loss_that_is_only_the_lowest_seen_is_no_goal() -> None:
    """Its gap is zero by definition: ten empty decades below it would say nothing."""
    run = made(ROSENBROCK, "adam")
    floor = float(run.fun.min())
    first = run.fun[0] - floor
    low = limits(drawn([run], floor=floor, known=False))[0]
    assert low == pytest.approx(np.log10(first) - 6.3, abs=0.01)
    assert limits(drawn([run], floor=floor, known=True))[0] == pytest.approx(-16.3, abs=0.01)


def test_an_exact_hit_ends_at_the_smallest_number() -> None:
    run = made(ROSENBROCK, steps=4)
    hit = replace(run, distance=np.array([1, 0.1, 0, np.nan, np.inf]))
    figure = drawn([hit], "distance")
    values = np.asarray(figure.data[0].y)
    assert values[:3] == pytest.approx([1, 0.1, SMALLEST])
    assert np.isnan(values[3:]).all()
    assert limits(figure)[0] == pytest.approx(-16.3, abs=0.01)
    below = replace(run, fun=np.array([1, 0.1, -1, 0.2, 0.3]))
    assert np.isnan(drawn([below]).data[0].y[2])


def test_without_a_known_minimum_there_is_no_distance() -> None:
    run = made(landscapes.from_formula("x*y", bounds=((-2, 2), (-2, 2))), start=(1.0, 0.5))
    for scale in SCALES:
        figure = drawn([run], "distance", "steps", scale)
        assert ["No minimum" in note.text for note in figure.layout.annotations] == [True]
    assert not drawn([run], "gradient").layout.annotations
    assert not drawn([made(ROSENBROCK)], "distance").layout.annotations


def test_fans_are_drawn_below_losses_by_steps_only() -> None:
    run = replace(made(ROSENBROCK, learning_rate=1e-3), fan=further_runs(ROSENBROCK, 3, 5))
    for curve, by in itertools.product(CURVES, SPENT):
        names = [trace.name for trace in drawn([run], curve, by).data]
        assert ("gd fan" in names) == (curve == "loss" and by == "steps")
    figure = drawn([run], scale="linear")
    fan = named(figure, "gd fan")
    assert figure.data[0] is fan
    assert fan.legendgroup == run.name
    assert np.isnan(fan.y).sum() == 2
    lengths = [len(loss) for _, _, loss in run.fan]
    assert np.flatnonzero(np.asarray(fan.x) == 0).tolist() == [
        0, lengths[0] + 1, lengths[0] + lengths[1] + 2,
    ]  # fmt: skip
    assert fan.y[0] == pytest.approx(run.fan[0][2][0])


def test_a_fan_from_higher_up_is_seen_from_its_start() -> None:
    run = made(ROSENBROCK, learning_rate=1e-3)
    high = np.geomspace(9e4, 1, 6)
    fan = replace(run, fan=((high, high, high),))
    assert limits(drawn([fan]))[1] > np.log10(9e4)
    assert limits(drawn([fan], scale="linear"))[1] > 9e4
    lost = replace(run, fan=((high, high, high[::-1] ** 4),))
    assert limits(drawn([lost]))[1] < 3


def test_a_race_without_racers_is_an_empty_chart() -> None:
    for curve, scale in itertools.product(CURVES, SCALES):
        assert limits(drawn([], curve, "steps", scale)) == [0, 1]
