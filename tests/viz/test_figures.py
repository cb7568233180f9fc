"""The map and the 3-D view show what the runs did, and nothing a run does can stretch them."""

import math
from dataclasses import replace

import numpy as np
import pytest
from figure_facts import check, further_runs, made, named, race

import landscapes
from core.written import number
from landscapes import CriticalPoint
from viz import Ground, Run, sample, theme
from viz.figures import contour_figure, marks, surface, surface_figure
from viz.marks import ARM
from viz.run import DOTS, REACH, joined, sketched

HIMMELBLAU = landscapes.get("himmelblau")
ROSENBROCK = landscapes.get("rosenbrock")


def ground(of: landscapes.Landscape, size: int = 31) -> Ground:
    return sample(of.fun, of.bounds, size=size)


def both(of: landscapes.Landscape, runs: list[Run], critical: tuple[CriticalPoint, ...] = ()):
    g = ground(of)
    flat = contour_figure(g, runs, of.start, of.minima, "r", critical)
    floor = min((of.fun(*m) for m in of.minima), default=g.low)
    return flat, surface_figure(g, runs, of.start, of.minima, floor, "r", critical)


@pytest.mark.parametrize("slug", landscapes.names())
def test_every_surface_is_drawn_with_its_race(slug: str) -> None:
    for figure in both(landscapes.get(slug), race(slug)):
        check(figure)
        for name in ("gd", "adam", "newton"):
            assert any(str(trace.name).startswith(name) for trace in figure.data)
        assert figure.data[0].name == "surface"


def test_a_diverging_run_stretches_no_axis() -> None:
    runs = [made(ROSENBROCK, learning_rate=10.0), made(ROSENBROCK, "adam", 1)]
    assert runs[0].outcome == "diverged"
    wild = replace(runs[1], fan=((runs[0].x, runs[0].y, runs[0].fun),))
    flat, deep = both(ROSENBROCK, [runs[0], wild])
    assert list(flat.layout.xaxis.range) == [-2, 2]
    assert list(deep.layout.scene.xaxis.range) == [-2, 2]
    assert "diverged" in named(flat, "gd –").name
    far = [np.nanmax(np.abs(trace.x)) for trace in flat.data[1:] if len(trace.x)]
    assert max(far) <= 2 + REACH * 4


def test_a_constant_surface_has_a_height_of_its_own() -> None:
    for constant in (0.0, 1e20, -1e99):
        flat = sample(lambda x, y, c=constant: c + 0 * x, ((-1, 1), (-1, 1)), "log")
        assert np.isfinite(flat.height(flat.z)).all()
        assert float(flat.height(flat.high)) > 0


def test_paths_lie_on_the_surface() -> None:
    run = replace(made(HIMMELBLAU), fan=further_runs(HIMMELBLAU))
    figure, g = both(HIMMELBLAU, [run])[1], ground(HIMMELBLAU)
    top = float(g.height(g.high))
    shown = sketched(run.fan, g.bounds, DOTS // 2)[2]
    for name, loss in (("gd fan", shown), ("gd", run.fun)):
        z = np.asarray(next(trace.z for trace in figure.data if trace.name == name))
        inside = np.isfinite(z)
        assert inside.sum() > 10
        assert z[inside] == pytest.approx(g.height(loss)[inside], abs=0.02 * top)


def test_what_lies_above_the_picture_is_not_drawn_on_its_ceiling() -> None:
    run = made(HIMMELBLAU)
    high = np.where(np.arange(len(run.x)) == 1, 1e6, run.fun)
    figure = both(HIMMELBLAU, [replace(run, fun=high, fan=((run.x, run.y, high),))])[1]
    for name in ("gd", "gd fan"):
        assert np.flatnonzero(np.isnan(named(figure, name).z))[0] == 1


@pytest.mark.parametrize("height", ["linear", "log"])
def test_height_rises_with_the_loss(height: str) -> None:
    steep = sample(landscapes.get("goldstein_price").fun, ((-2, 2), (-2, 2)), height)
    losses = np.sort(steep.z.ravel())
    assert (np.diff(steep.height(losses)) >= 0).all()
    assert float(steep.height(steep.low)) == 0.0
    assert float(steep.height(steep.low - 5)) == 0.0


def test_a_surface_that_is_undefined_everywhere_is_still_drawn() -> None:
    nowhere = landscapes.from_formula("log(-1 - x^2) + y", bounds=((-2, 2), (-2, 2)))
    for figure in both(nowhere, [made(nowhere)]):
        check(figure)
    assert "left the domain" in both(nowhere, [made(nowhere)])[0].data[2].name


def test_ends_are_marked_by_what_came_of_the_run() -> None:
    run = made(HIMMELBLAU)
    for outcome, symbol in theme.END_MARKS.items():
        flat, deep = both(HIMMELBLAU, [replace(run, outcome=outcome)])
        assert flat.data[3].marker.symbol == symbol
        assert named(deep, "gd end").marker.symbol == theme.END_MARKS_3D[outcome]
        assert theme.STATUS_WORDS[outcome] in flat.data[2].name


def test_a_poorer_minimum_says_how_much_higher_it_is() -> None:
    surface = landscapes.get("three_hump_camel")
    run = made(surface, steps=500, start=(1.7, -0.9), learning_rate=0.05)
    flat, _ = both(surface, [run])
    assert flat.data[2].name.endswith("in a poorer minimum, 0.299 above the lowest")


def test_a_path_has_a_halo_of_paper_that_goes_with_it() -> None:
    figure = both(HIMMELBLAU, [made(HIMMELBLAU), made(HIMMELBLAU, "adam", 1)])[0]
    for name in ("gd", "adam"):
        halo, path = named(figure, f"{name} halo"), named(figure, f"{name} –")
        assert np.array_equal(halo.x, path.x, equal_nan=True)
        assert np.array_equal(halo.y, path.y, equal_nan=True)
        assert halo.line.color == theme.PAPER
        assert halo.line.width >= path.line.width + 3
        assert halo.legendgroup == path.legendgroup
        # Each lies below its own path.
        assert list(figure.data).index(halo) == list(figure.data).index(path) - 1


def test_a_fan_is_one_thin_line_below_the_paths() -> None:
    runs = [
        replace(made(HIMMELBLAU), fan=further_runs(HIMMELBLAU, 5)),
        made(HIMMELBLAU, "adam", 1),
    ]
    for figure in both(HIMMELBLAU, runs):
        check(figure)
        fan = named(figure, "gd fan")
        kinds = [str(trace.name) for trace in figure.data]
        paths = [kinds.index(name) for name in kinds if name in ("gd", "gd – out of steps")]
        assert kinds.index("gd fan") < min(paths)
        assert np.isnan(fan.x).sum() == 4  # a gap between each two of the five
        path = figure.data[min(paths)]
        assert fan.line.color == path.line.color
        assert fan.line.width < path.line.width / 2
        assert fan.opacity < 0.5
        assert fan.showlegend is not True
    fan = named(both(HIMMELBLAU, runs)[0], "gd fan")
    assert (fan.legendgroup, fan.showlegend) == ("gd", False)


def test_a_fan_keeps_every_move_one_can_see_and_no_other() -> None:
    t = np.linspace(0, 1, 5001)
    fan = ((t, t, t), (-t, 0 * t, t))
    x, y, _ = sketched(fan, ((-1, 1), (-1, 1)))
    # Half a window is that many moves, in each of the two.
    assert np.isnan(x).sum() == np.isnan(y).sum() == 1
    assert DOTS <= len(x) <= DOTS + 6
    assert np.nanmax(np.abs(np.diff(x))) < 4 / DOTS
    stuck = ((np.zeros(900), np.zeros(900), np.zeros(900)),)
    assert len(sketched(stuck, ((-1, 1), (-1, 1)))[0]) == 1
    away = ((np.array([0, 1e9, -1e9, np.inf, np.nan]), np.zeros(5), np.zeros(5)),)
    assert sketched(away, ((-1, 1), (-1, 1)))[0][:1].tolist() == [0.0]
    assert np.isnan(sketched(away, ((-1, 1), (-1, 1)))[0][1:]).all()


def test_joined_further_runs_keep_their_order() -> None:
    one, two = np.array([1.0, 2.0]), np.array([3.0])
    x, _, fun = joined(((one, one, one), (two, two, 2 * two)))
    assert x == pytest.approx([1, 2, math.nan, 3], nan_ok=True)
    assert fun == pytest.approx([1, 2, math.nan, 6], nan_ok=True)


def test_snapshots_lie_on_the_path_and_tell_their_loss() -> None:
    run = replace(made(HIMMELBLAU, "adam", steps=30), snapshots=(3, 9, 27, 81))
    trace = named(both(HIMMELBLAU, [run])[0], "adam snapshots")
    assert trace.marker.symbol == "diamond-tall"
    assert np.asarray(trace.x) == pytest.approx(run.x[[3, 9, 27]])
    assert np.asarray(trace.y) == pytest.approx(run.y[[3, 9, 27]])
    for k, step in enumerate((3, 9, 27)):
        assert f"snapshot {k + 1}, step {step}" in trace.text[k]
        assert f"loss {run.fun[step]:.5g}" in trace.text[k]


SADDLE = CriticalPoint(0.0, 1.0, 7.0, -3.0, 4.0, "saddle")
TOP = CriticalPoint(-0.3, -0.9, 180.0, -9.0, -2.0, "maximum")
FLAT = CriticalPoint(1.0, 1.0, 5.0, 0.0, 2.0, "degenerate")
DENT = CriticalPoint(-1.0, 3.0, 2.0, 1.0, 2.0, "minimum")
KINK = CriticalPoint(2.0, 2.0, 2.0, math.nan, math.nan, "minimum")


def test_the_shape_of_a_critical_point_tells_its_kind() -> None:
    assert len(set(marks.SYMBOLS.values())) == len(set(surface.SYMBOLS.values())) == 4
    assert "diamond" not in marks.SYMBOLS.values()  # the start is one
    every = (SADDLE, TOP, FLAT, DENT, KINK)
    for figure, symbols in zip(
        both(HIMMELBLAU, [], every), (marks.SYMBOLS, surface.SYMBOLS), strict=True
    ):
        check(figure)
        for point in (SADDLE, TOP, FLAT):
            trace = named(figure, point.kind)
            assert trace.marker.symbol == symbols[point.kind]
            assert [*trace.x, *trace.y] == pytest.approx([point.x, point.y])
            assert f"eigenvalues {number(point.low)} and {number(point.high)}" in trace.text[0]
            assert f"loss {number(point.fun, 5)}" in trace.text[0]
        minima = named(figure, "minimum")
        assert len(minima.x) == len(HIMMELBLAU.minima) + 2
        assert "no eigenvalues" in minima.text[-1]
    only = both(HIMMELBLAU, [], (SADDLE,))[0]
    assert {trace.name for trace in only.data} == {"surface", "minimum", "saddle", "start"}


@pytest.mark.parametrize("slug", ["himmelblau", "three_hump_camel"])
def test_known_minima_are_not_marked_twice(slug: str) -> None:
    of = landscapes.get(slug)
    found = tuple(
        CriticalPoint(x + 1e-7, y, of.fun(x, y), 0.0, 2.0, "degenerate") for x, y in of.minima
    )
    for figure in both(of, [], found):
        minima = named(figure, "minimum")
        places = np.sort(np.stack([minima.x, minima.y]))
        assert places == pytest.approx(np.sort(np.transpose(of.minima)))
        assert all("eigenvalues 0 and 2" in text for text in minima.text)
        assert "degenerate" not in {trace.name for trace in figure.data}
        assert "<b>minimum" in minima.text[0]


def test_without_minima_the_legend_has_none() -> None:
    plane = landscapes.from_formula("x + y", bounds=((-2, 2), (-2, 2)))
    minimum = named(both(plane, [])[0], "minimum")
    assert minimum.showlegend is False


def probed(low: float, high: float, window: tuple = ((-1.0, 1.0), (-10.0, 10.0))):
    half = math.sqrt(0.5)
    here = landscapes.Local(
        0.5, 5.0, 1.0, (0.0, 0.0), low, high, (half, -half), (half, half), 1.0, "words"
    )
    flat = sample(lambda x, y: x + y, window, size=11)
    figure = contour_figure(flat, [], (0, 0), (), "r", probe=here)
    check(figure)
    return figure.data[-2:]


def test_the_probe_is_a_cross_along_the_eigenvectors() -> None:
    for arm, slope in zip(probed(-3.0, 8.0), (-1, 1), strict=True):
        dx, dy = np.diff(arm.x), np.diff(arm.y)
        assert dy == pytest.approx(slope * dx, rel=1e-3)
        assert (arm.x[1], arm.y[1]) == (0.5, 5.0)
        # As long in every window: here y spans ten times what x does.
        assert np.hypot(dx / 2, dy / 20) == pytest.approx(ARM, rel=1e-3)
    assert sum(arm.showlegend is not False for arm in probed(2.0, 2.0)) == 1


@pytest.mark.parametrize(
    ("low", "high", "dashes"),
    [(-3, 8, "dot solid"), (1, 2, "solid solid"), (-2, -1, "dot dot"), (0, 5, "dash solid")],
)
def test_the_dash_of_the_probe_tells_how_the_ground_curves(low, high, dashes) -> None:
    arms = probed(low, high)
    assert [arm.line.dash for arm in arms] == dashes.split()
    words = {"dot": "curved down", "solid": "curved up", "dash": "flat"}
    for arm, value in zip(arms, (low, high), strict=True):
        assert f"{words[arm.line.dash]}: {number(value)}" in arm.hovertemplate


def test_a_probe_where_the_surface_is_undefined_has_no_arms() -> None:
    nowhere = landscapes.from_formula("log(-1 - x^2) + y", bounds=((-2, 2), (-2, 2)))
    here = landscapes.local(nowhere, 0.5, 0.5)
    figure = contour_figure(ground(nowhere), [], (0, 0), (), "r", probe=here)
    check(figure)
    assert np.isnan(figure.data[-1].x).tolist() == [True, False, True]


def test_the_chord_is_lettered() -> None:
    figure = contour_figure(
        ground(HIMMELBLAU), [], (0, 0), (), "r", chord=((-1.0, 2.0), (3.0, -4.0))
    )
    check(figure)
    chord = named(figure, "chord")
    assert (list(chord.x), list(chord.y)) == ([-1.0, 3.0], [2.0, -4.0])
    assert list(chord.text) == ["A", "B"]
    assert chord.line.dash == "dash"


def test_more_on_the_map_leaves_the_surface_alone() -> None:
    """The surface depends on the ground alone."""
    g = ground(HIMMELBLAU)
    plain = contour_figure(g, [], (0, 0), (), "a").data[0]
    run = replace(made(HIMMELBLAU), fan=further_runs(HIMMELBLAU))
    full = contour_figure(
        g, [run], (1, 1), HIMMELBLAU.minima, "b", (SADDLE,), ((0, 0), (1, 1)),
        landscapes.local(HIMMELBLAU, 1.0, 1.0),
    )  # fmt: skip
    assert full.data[0] == plain


def test_axes_of_one_unit_have_one_scale() -> None:
    g, start = ground(HIMMELBLAU), HIMMELBLAU.start
    apart, equal = (contour_figure(g, [], start, (), "r", equal=e) for e in (False, True))
    check(equal)
    assert apart.layout.yaxis.scaleanchor is None
    assert equal.layout.yaxis.scaleanchor == "x"
    # The window stays, so the plot has to give way.
    assert equal.layout.xaxis.constrain == equal.layout.yaxis.constrain == "domain"
    assert equal.layout.xaxis.range == apart.layout.xaxis.range
