"""The ground as cells, and the axes of the curves beside it."""

import numpy as np

from viz import sample
from viz.browser.relief import FINER, relief_picture
from viz.figures import Slice, slice_figure


def test_the_relief_has_the_losses_in_their_places_and_says_where_there_are_none() -> None:
    ground = sample(lambda x, y: np.where(x > 0.5, np.nan, x + 3 * y), ((-1, 1), (-1, 1)), size=21)
    picture = relief_picture(ground)
    n = 21 * FINER
    assert picture.label.shape == (n, n)
    middles = -1 + (np.arange(n) + 0.5) * 2 / n
    column, row = 10, 50
    assert abs(picture.fun[row, column] - (middles[column] + 3 * middles[row])) < 1e-9
    assert picture.label[row, column] == 0
    assert picture.label[row, -1] == 1
    assert picture.shade[0, 0] == 0
    assert picture.shade[-1, 0] > picture.shade[0, 0]
    assert len(np.unique(picture.shade)) > 8


def curve(status: list[str], top: float = 0.1) -> Slice:
    knob, steps = np.geomspace(0.001, top, 3), np.array([30.0, 60.0, 200.0])
    return Slice("Momentum", 0, knob, steps, steps / 1000, np.array(status))


def test_a_curve_has_a_gap_where_runs_do_not_get_there() -> None:
    made = curve(["converged", "max_steps", "diverged"])
    line = slice_figure([made], "α", True, "steps", 0.0, 0.02).data[0]
    assert line.y[0] == 30
    assert np.isnan(line.y[1:]).all()
    line = slice_figure([made], "α", True, "loss", 0.0, 0.02).data[0]
    assert np.isfinite(line.y[:2]).all()
    assert np.isnan(line.y[2])


def test_a_short_logarithmic_axis_has_its_numbers_in_full() -> None:
    every = ["converged"] * 3
    axis = slice_figure([curve(every)], "α", True, "steps", 0.0, None).layout.xaxis
    assert {"0.001", "0.002", "0.005", "0.1"} <= set(axis.ticktext)
    axis = slice_figure([curve(every, 10.0)], "α", True, "steps", 0.0, None).layout.xaxis
    assert "0.01" in axis.ticktext
    assert "0.02" not in axis.ticktext
    axis = slice_figure([curve(every, 1e9)], "α", True, "steps", 0.0, None).layout.xaxis
    assert axis.ticktext is None
