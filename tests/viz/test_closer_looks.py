"""The figures below the plots: along a run, gradient check, chord, performance profile."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from figure_facts import as_sent, check, named

import landscapes
import optim
from viz import theme
from viz.figures import along_figure, check_figure, chord_figure, profile_figure

ROSENBROCK, HIMMELBLAU = landscapes.get("rosenbrock"), landscapes.get("himmelblau")
BOWL = landscapes.get("bowl")
A, B = (-4.0, 4.0), (4.0, -4.0)
SOLVERS = ("one", "two", "three")


def along(surface: Any = HIMMELBLAU, steps: int = 100, **knobs: float) -> tuple[Any, str]:
    run = optim.minimize(surface, optim.get("gd", **knobs), surface.start, steps)
    return optim.along(surface, run, surface.minima), run.outcome


def profile() -> optim.Profile:
    costs = np.array([[10, 20, 30, 1000], [20, 20, np.inf, 1000], [80, 10, np.inf, np.inf]])
    return optim.profiles.performance(costs)


def drawn(dark: bool = False) -> list[go.Figure]:
    return [
        along_figure(*reversed_name(along()), dark=dark),
        check_figure(optim.check_gradient(ROSENBROCK, -1.2, 1.0), 1e-5, "forward", dark=dark),
        chord_figure(landscapes.chord(HIMMELBLAU, A, B), dark=dark),
        profile_figure(profile(), SOLVERS, dark=dark),
    ]


def reversed_name(found: tuple[Any, str]) -> tuple[Any, str, str]:
    return found[0], "Adam", found[1]


def test_each_is_drawn_in_both_themes() -> None:
    for light, dark in zip(drawn(), drawn(dark=True), strict=True):
        check(light)
        check(dark, dark=True)
        assert len(as_sent(light)) < 12_000
        for one, other in zip(light.data, dark.data, strict=True):
            assert other.line.color == theme.DARK.get(one.line.color)
            assert np.array_equal(one.y, other.y, equal_nan=True)


def test_along_a_run_three_panels_share_the_steps() -> None:
    found, status = along()
    figure = along_figure(found, "Adam", status)
    panels = {trace.name: (trace.yaxis, trace.y) for trace in figure.data}
    for name, axis, values in (
        ("highest", "y", found.high),
        ("lowest", "y", found.low),
        ("largest / smallest", "y2", found.condition),
        ("to steepest descent", "y3", found.to_gradient),
        ("to the minimum", "y3", found.to_minimum),
    ):
        assert panels[name][0] == axis
        assert np.asarray(panels[name][1]) == pytest.approx(values, rel=1e-6, nan_ok=True)
    assert figure.layout.yaxis2.type == "log"
    assert list(figure.layout.yaxis3.range) == [0, 180]
    (reference,) = figure.layout.shapes
    assert (reference.y0, reference.y1, reference.yref) == (90, 90, "y3")
    assert figure.layout.xaxis.matches == figure.layout.xaxis2.matches == "x3"
    for panel in ("y", "y3"):
        dashes = [trace.line.dash for trace in figure.data if trace.yaxis == panel]
        assert len(set(dashes)) == 2
    assert "Adam" in figure.layout.annotations[0].text
    assert theme.STATUS_WORDS[status] in figure.layout.annotations[0].text


def test_outliers_do_not_stretch_the_eigenvalues() -> None:
    found, _ = along(ROSENBROCK, learning_rate=1e-3)
    low, high = along_figure(found, "a", "max_steps").layout.yaxis.range
    assert low < min(0.0, found.low.min())
    assert high > found.high.max()
    found.high[50] = 1e9
    assert along_figure(found, "a", "max_steps").layout.yaxis.range[1] < 2 * high + 1000
    lost, status = along(ROSENBROCK, learning_rate=10.0)
    assert status == "diverged"
    assert along_figure(lost, "a", status).layout.yaxis.range[1] < 4000
    assert np.nanmax(lost.high) > 1e6


def test_along_a_run_of_no_step_and_where_nothing_is_defined() -> None:
    check(along_figure(*reversed_name(along(steps=0))))
    nowhere = landscapes.from_formula("log(-1 - x^2) + y", bounds=((-2, 2), (-2, 2)))
    figure = along_figure(*reversed_name(along(nowhere)))
    check(figure)
    assert "not defined" in figure.layout.annotations[-1].text
    assert not any(trace.showlegend for trace in figure.data)


def test_the_check_marks_the_step_length_in_use() -> None:
    errors = optim.check_gradient(ROSENBROCK, -1.2, 1.0)
    exact = check_figure(errors, 1e-5, "exact")
    assert not exact.layout.shapes
    figure = check_figure(errors, 1e-5, "central")
    (mark,) = figure.layout.shapes
    assert mark.x0 == mark.x1 == 1e-5
    assert [note.text for note in figure.layout.annotations][-1] == "h = 10⁻⁵"
    assert named(figure, "central").line.width > named(figure, "forward").line.width
    assert named(figure, "central").line.dash != named(figure, "forward").line.dash
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"
    rounding, truncation = figure.layout.annotations[:2]
    assert ("rounding" in rounding.text, "truncation" in truncation.text) == (True, True)
    assert rounding.x < 0.5 < truncation.x


def test_no_error_at_all_lies_on_the_floor_of_the_check() -> None:
    h = np.array([1e-8, 1e-4, 1.0])
    errors = optim.GradientCheck(h, np.array([0.0, np.nan, 1e-3]), np.array([0.0, 0.0, np.inf]))
    figure = check_figure(errors, 1e-5, "exact")
    check(figure)
    low, high = figure.layout.yaxis.range
    for trace in figure.data:
        logs = np.log10(np.asarray(trace.y, float))
        assert ((logs > low) & (logs < high))[np.isfinite(logs)].all()
        assert np.isfinite(logs[0])
    assert np.isnan(named(figure, "forward").y).tolist() == [False, True, False]


def test_the_chord_is_shaded_where_the_surface_is_above() -> None:
    chord = landscapes.chord(HIMMELBLAU, A, B)
    assert 10 < chord.above.sum() < 190
    figure = chord_figure(chord)
    shade = named(figure, "surface above")
    n = len(chord.t)
    height = np.asarray(shade.y[:n]) - np.asarray(shade.y[n:][::-1])
    assert shade.fill == "toself"
    assert (height > 0).tolist() == chord.above.tolist()
    assert (height[~chord.above] == 0).all()
    assert height[chord.above] == pytest.approx((chord.fun - chord.line)[chord.above], rel=1e-3)
    straight = named(figure, "chord")
    assert list(straight.x) == [0, 1]
    assert list(straight.y) == pytest.approx([HIMMELBLAU.fun(*A), HIMMELBLAU.fun(*B)])
    assert named(figure, "surface").line.dash != straight.line.dash
    assert list(named(figure, "ends").text) == ["A", "B"]


def test_a_convex_surface_has_no_shade() -> None:
    chord = landscapes.chord(BOWL, (-1.0, -1.0), (1.0, 0.5))
    assert chord.convex
    figure = chord_figure(chord)
    check(figure)
    shade = named(figure, "surface above")
    assert (len(shade.x), shade.showlegend) == (0, False)


def test_a_chord_over_a_hole_has_gaps() -> None:
    ring = landscapes.from_formula("log(x^2 + y^2 - 1)", bounds=((-2, 2), (-2, 2)))
    figure = chord_figure(landscapes.chord(ring, (-2.0, 0.1), (2.0, 0.1)))
    check(figure)
    assert np.isnan(named(figure, "surface").y).any()
    nowhere = landscapes.from_formula("log(-1 - x^2) + y", bounds=((-2, 2), (-2, 2)))
    figure = chord_figure(landscapes.chord(nowhere, A, B))
    check(figure)
    assert "not defined" in figure.layout.annotations[0].text


def test_a_profile_is_a_staircase_of_shares() -> None:
    found = profile()
    figure = profile_figure(found, SOLVERS)
    assert [trace.name for trace in figure.data] == list(SOLVERS)
    assert len({(t.line.color, t.line.dash) for t in figure.data}) == 3
    end = 10.0 ** figure.layout.xaxis.range[1]
    for trace, share in zip(figure.data, found.share, strict=True):
        assert trace.line.shape == "hv"
        # The line read as a staircase gives every share back.
        at = np.searchsorted(trace.x, found.ratio.astype(np.float32), side="right") - 1
        assert np.asarray(trace.y)[at] == pytest.approx(share)
        assert trace.x[-1] == pytest.approx(end)
        assert trace.y[-1] == pytest.approx(share[-1])
    assert end > found.ratio[-1]
    assert figure.layout.xaxis.type == "log"
    assert list(figure.layout.xaxis.tickvals) == [1, 2, 4, 8]
    assert figure.layout.yaxis.range[0] == 0


def test_a_profile_of_any_width_has_a_handful_of_labels() -> None:
    for worst in (1.0, 3.0, 1e3, 1e9):
        found = optim.profiles.performance([[1.0, 1.0], [1.0, worst]])
        figure = profile_figure(found, ("a", "b"))
        check(figure)
        axis = figure.layout.xaxis
        assert (axis.type == "log") == (worst > 4) == ("(linear)" not in axis.title.text)
        assert 3 <= (len(axis.tickvals) if worst > 4 else axis.nticks) <= 9
