"""Maps of cells: how ends become kinds and shades, and what the browser gets."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from viz import figures
from viz.browser import basin_map, sweep_map
from viz.browser.cells import PATTERNS, SHADES, Kind, Picture, mixed, shades, ticks, unpacked

WINDOW = ((-5.0, 5.0), (-5.0, 5.0))


@dataclass(frozen=True)
class Low:
    x: float
    y: float
    fun: float


def picture(ends: list[tuple[float, float, str]], minima: list[Low], **more: Any) -> Picture:
    x, y, status = (np.array(column).reshape(1, -1) for column in zip(*ends, strict=True))
    steps = np.arange(1, x.size + 1).reshape(x.shape)
    return basin_map.basin_picture(x, y, 0 * x, steps, status, minima, WINDOW, **more)


TWO = [Low(-1, 0, 0), Low(2, 0, 1)]


def test_each_end_is_of_its_kind() -> None:
    ends = [(-1.0001, 0, "converged"), (2, 1e-4, "converged"), (2, 0, "stalled"),
            (0, 4, "converged"), (2, 0, "max_steps"),
            (2, 0, "diverged"), (np.nan, np.inf, "diverged"), (1e300, 0, "diverged"),
            (2, 0, "left_domain")]  # fmt: skip
    made = picture(ends, TWO)
    lost = len(TWO)
    assert made.label[0].tolist() == [
        0, 1, 1, lost + basin_map.ELSEWHERE, lost + basin_map.MOVING, lost + basin_map.DIVERGED,
        lost + basin_map.DIVERGED, lost + basin_map.DIVERGED, lost + basin_map.LEFT,
    ]  # fmt: skip
    assert made.shares().sum() == pytest.approx(1)
    assert picture(ends, TWO, settled=True).label[0, 4] == 1


def test_an_end_halfway_between_two_minima_is_at_neither() -> None:
    assert picture([(0.5, 0, "converged")], TWO).label[0, 0] == len(TWO) + basin_map.ELSEWHERE


def test_an_end_at_a_saddle_is_told_from_other_level_ground() -> None:
    ends = [(0.5, 0, "stalled"), (-1, 0, "converged"), (0, 3, "converged"), (0, 3, "stalled")]
    made = picture(ends, TWO, saddles=[Low(0.5, 0, 3)], maxima=[Low(0, 3, 9)])
    saddle, maximum = len(TWO) + basin_map.SADDLE, len(TWO) + basin_map.MAXIMUM
    assert made.label[0].tolist() == [saddle, 0, maximum, maximum]


def test_a_run_that_stopped_at_a_saddle_is_coloured_so_wherever_that_is() -> None:
    made = picture([(0.5, 0, "saddle"), (-1, 0, "maximum"), (-1, 0, "converged")], TWO)
    names = [made.kinds[k].name for k in made.label[0]]
    assert names[:2] == ["Stopped at a saddle", "Stopped at a maximum"]
    assert made.kinds[made.label[0, 2]].number == "1"


@given(st.integers(0, 10**6), st.integers(1, 40))
def test_ends_near_a_minimum_are_at_it(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    at = rng.choice(np.arange(100), count, replace=False)
    minima = [Low(float(k % 10) - 4.5, float(k // 10) - 4.5, 0.0) for k in at]
    which = rng.integers(0, count, 300)
    x = np.array([minima[k].x for k in which]) + rng.normal(0, 0.03, 300)
    y = np.array([minima[k].y for k in which]) + rng.normal(0, 0.03, 300)
    assert basin_map.reached(x, y, minima, WINDOW).tolist() == which.tolist()


def test_minima_keep_their_colours_whatever_is_seen() -> None:
    one, other = (picture([(x, 0, "converged")], TWO) for x in (-1, 2))
    assert one.kinds[:2] == other.kinds[:2]


def test_few_minima_have_a_colour_each_and_many_share_by_loss() -> None:
    few = [Low(k, 0, 0) for k in range(12)]
    assert basin_map.grouped(few) == [[k] for k in range(12)]
    same = [Low(k, 0, float(k // 4)) for k in range(16)]
    assert basin_map.grouped(same) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12, 13, 14, 15]]
    many = [Low(k, 0, float(k)) for k in range(40)]
    groups = basin_map.grouped(many)
    assert len(groups) == basin_map.MOST
    assert [k for group in groups for k in group] == list(range(40))
    made = picture([(3, 0, "converged")], [Low(k / 9 - 2, 0, float(k)) for k in range(40)])
    assert made.kinds[11].name == "29 higher minima"
    assert len(made.marks()) == 40


def test_colour_is_not_all_that_tells_kinds_apart() -> None:
    made = picture([(0, 0, "converged")], TWO)
    assert len({(kind.number, kind.pattern) for kind in made.kinds}) == len(made.kinds)
    assert all(kind.pattern in PATTERNS for kind in made.kinds)
    assert len(set(basin_map.COLOURS)) == basin_map.MOST
    swept = sweep_map.sweep_picture(*(np.ones((1, 1)),) * 2, np.array([["converged"]]), "steps", 0)
    assert len({kind.pattern for kind in swept.kinds}) == len(swept.kinds)


def lightness(colour: str) -> float:
    return sum(w * int(colour[k : k + 2], 16) for w, k in ((0.3, 1), (0.59, 3), (0.11, 5)))


def test_slow_runs_are_darker() -> None:
    for colour in basin_map.COLOURS:
        quick, middle, slow = map(lightness, basin_map.ramp(colour))
        assert quick > middle > slow
    assert lightness(sweep_map.GOOD_TO_BAD[0]) > lightness(sweep_map.GOOD_TO_BAD[-1])
    made = picture([(-1, 0, "converged")] * 5, TWO)
    assert (np.diff(made.shade[0].astype(int)) > 0).all()
    assert made.shade[0, 0] == 0
    assert made.shade[0, -1] == SHADES


@given(
    arrays.arrays(np.float64, (3, 4), elements=st.floats(allow_nan=True, allow_infinity=True)),
    st.booleans(),
)
def test_shades_are_bytes_whatever_the_values(values: np.ndarray, log: bool) -> None:
    shade, low, high = shades(values, values > 0, log)
    assert shade.dtype == np.uint8
    assert low <= high


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 99))
def test_the_browser_reads_what_was_packed(rows: int, columns: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shape = (rows, columns)
    label, shade = rng.integers(0, 5, shape), rng.integers(0, 256, shape)
    steps, fun = rng.integers(0, 2001, shape), rng.lognormal(0, 10, shape)
    kinds = (Kind("a", ("#000000",)),) * 5
    back = unpacked(Picture(kinds, label, shade, steps, fun).packed(), rows, columns)
    for sent, got in zip((label, shade, steps), back, strict=False):
        assert (sent == got).all()
    assert np.abs(back[3] / fun - 1).max() < 0.01


def test_losses_beyond_float32_are_beyond_all_numbers() -> None:
    one = np.zeros((1, 1), np.int64)
    fun = np.array([[1e300]])
    assert np.isinf(unpacked(Picture((), one, one, one, fun).packed(), 1, 1)[3]).all()


@pytest.mark.parametrize(
    ("low", "high", "log"),
    [(1, 1000, True), (170, 270, True), (0, 7, False), (1e-14, 3, True), (35, 38, True)],
)
def test_ticks_are_round_and_few_and_inside(low: float, high: float, log: bool) -> None:
    made = ticks(low, high, log)
    assert 2 <= len(made) <= 6
    assert all(0 <= share <= 1 for share, _ in made)
    assert [share for share, _ in made] == sorted(share for share, _ in made)


def test_colours_are_mixed() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#102030", "#ffffff", 0) == "#102030"


# -- sweeps ---------------------------------------------------------------------------------

STEPS = np.array([[10.0, 20, 500, 500]])
FUN = np.array([[1e-3, 1e-9, 1e-2, np.nan]])
STATUS = np.array([["converged", "converged", "max_steps", "diverged"]])


def test_a_sweep_tells_cells_that_stopped_at_a_saddle_or_a_maximum() -> None:
    status = np.array([["converged", "saddle", "maximum", "saddle"]])
    made = sweep_map.sweep_picture(np.ones((1, 4)), np.zeros((1, 4)), status, "steps", 0)
    assert [made.kinds[k].name for k in made.label[0]] == [
        "Converged", "Stopped at a saddle", "Stopped at a maximum", "Stopped at a saddle",
    ]  # fmt: skip
    assert sweep_map.best_cell(np.ones((1, 4)), np.zeros((1, 4)), status, "steps") == (0, 0)


def test_a_sweep_is_coloured_by_steps_where_it_converged_else_by_loss() -> None:
    made = sweep_map.sweep_picture(STEPS, FUN, STATUS, "steps", 0)
    assert made.label[0].tolist() == [0, 0, 1, 3]
    assert made.shade[0, 0] < made.shade[0, 1]
    made = sweep_map.sweep_picture(STEPS, FUN, STATUS, "loss", 0)
    assert made.label[0].tolist() == [0, 0, 0, 3]
    assert made.shade[0, 1] < made.shade[0, 0] < made.shade[0, 2]


def test_the_best_cell_is_the_quickest_or_the_lowest() -> None:
    assert sweep_map.best_cell(STEPS, FUN, STATUS, "steps") == (0, 0)
    assert sweep_map.best_cell(STEPS, FUN, STATUS, "loss") == (0, 1)
    ties = np.array([[10.0, 10, 10]])
    every = np.array([["converged"] * 3])
    assert sweep_map.best_cell(ties, np.array([[2.0, 1, 3]]), every, "steps") == (0, 1)
    lost = np.array([["diverged"] * 4])
    assert sweep_map.best_cell(STEPS, FUN, lost, "steps") is None
    assert sweep_map.best_cell(STEPS, FUN, lost, "loss") is None


def test_slices_have_gaps_where_a_method_failed() -> None:
    one = figures.Slice("Adam", 0, np.arange(4.0), STEPS[0], FUN[0], STATUS[0])
    by_steps = figures.slice_figure([one], "α", False, "steps", 0, here=1.0)
    assert np.isnan(by_steps.data[0].y).tolist() == [False, False, True, True]
    by_loss = figures.slice_figure([one, one], "α", True, "loss", 0, here=None, dark=True)
    assert np.isnan(by_loss.data[0].y).tolist() == [False, False, False, True]
    assert len(by_loss.data) == 2
