"""The charts of many dimensions."""

import numpy as np
import plotly.graph_objects as go
import pytest
from figure_facts import check, named

from viz.figures import signs_figure, spectrum_figure

SIZES = range(2, 7)
EXACT = [0.3, 0.05, 5e-3, 3e-4, 1e-5]
DRAWN = {2: 0.29, 3: 0.06, 6: 0.0}
VALUES = {"before": np.array([-0.5, -1e-5, 0.0, 0.2, 3.0]), "after": np.linspace(-1e-4, 1, 5)}


def signs(dark: bool = False) -> go.Figure:
    return signs_figure(SIZES, EXACT, [2.0 ** (1 - n) for n in SIZES], DRAWN, dark)


def spectrum(dark: bool = False) -> go.Figure:
    return spectrum_figure(VALUES, 1e-3, dark)


@pytest.mark.parametrize("draw", [signs, spectrum])
@pytest.mark.parametrize("dark", [False, True])
def test_browsers_can_read_it_in_both_themes(draw, dark):
    check(draw(dark), dark)


def test_what_was_never_drawn_has_no_mark():
    drawn = named(signs(), "drawn")
    assert list(drawn.x) == [2, 3]
    assert list(drawn.y) == [0.29, 0.06]
    assert named(signs(), "eigenvalues").line.dash != named(signs(), "by the diagonal").line.dash
    low, high = signs().layout.yaxis.range
    assert low < np.log10(min(EXACT)) < 0 < high


def test_the_axis_of_a_spectrum_is_even_around_zero_and_bends_beyond():
    figure = spectrum()
    line, axis = named(figure, "before"), figure.layout.yaxis
    assert np.sinh(line.y) * 1e-3 == pytest.approx(VALUES["before"], rel=1e-5, abs=1e-9)
    assert line.customdata == pytest.approx(VALUES["before"], rel=1e-6)
    assert line.meta["meant"] == "y"
    told = dict(zip(axis.ticktext, axis.tickvals, strict=True))
    assert told["0"] == 0
    assert told["−1"] == -told["1"] == pytest.approx(-np.arcsinh(1e3))
