"""An axis has three numbers or more, whatever it spans."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.axis_limits import limits_of, linear, log_axis


def numbers(axis: dict) -> list[float]:
    """The powers of ten at which a logarithmic axis has numbers."""
    low, high = axis["range"]
    if "dtick" in axis:
        every = np.arange(math.ceil(low), high + 1e-9, 1)
        return [power for power in every if power % axis["dtick"] == 0]
    assert len(axis["tickvals"]) == len(axis["ticktext"])
    assert [float(text) for text in axis["ticktext"]] == pytest.approx(axis["tickvals"])
    return [power for power in map(math.log10, axis["tickvals"]) if low <= power <= high]


@given(st.floats(-20, 10), st.floats(0.01, 25))
def test_there_are_three_numbers_or_more_and_not_too_many(low: float, span: float) -> None:
    axis = log_axis("loss", [low, low + span])
    if axis["type"] == "linear":
        assert low + span - low < 1
        assert axis["text"] == linear("loss")
        assert axis["range"] == pytest.approx([10**low, 10 ** (low + span)])
    else:
        assert axis["text"] == "loss"
        assert 3 <= len(numbers(axis)) <= 10


def test_limits_lie_around_what_is_positive() -> None:
    low, high = limits_of([np.array([1.0, np.nan, -3.0]), np.array([0.0, 1000.0])])
    assert -0.5 < low < 0
    assert 3 < high < 3.5
    assert limits_of([np.array([5.0])]) == pytest.approx([math.log10(5) - 0.1, math.log10(5) + 0.1])
    assert limits_of([np.array([np.nan])]) == [-0.5, 0.5]
