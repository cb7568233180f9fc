"""The dispatching functions: what a float gives, an array gives, special values included."""

import itertools

import numpy as np
import pytest

from optim import elementary

VALUES = (-np.inf, -2.5, -5e-324, 0.0, 1e-300, 0.1, 3.0, np.inf, np.nan)


def check(one, many):
    assert type(one) is float
    assert np.array_equal(np.full(5, one), many, equal_nan=True)


@pytest.mark.parametrize("name", ["maximum", "minimum"])
@pytest.mark.parametrize(("a", "b"), list(itertools.product(VALUES, VALUES)))
def test_of_two(name, a, b):
    fun = getattr(elementary, name)
    check(fun(a, b), getattr(np, name)(np.full(5, a), np.full(5, b)))
    check(fun(a, b), fun(np.full(5, a), b))
    check(fun(a, b), fun(a, np.full(5, b)))


@pytest.mark.parametrize("v", VALUES)
def test_of_one(v):
    check(elementary.sign(v), elementary.sign(np.full(5, v)))
    if not v < 0:
        check(elementary.sqrt(v), elementary.sqrt(np.full(5, v)))


def test_where():
    assert elementary.where(True, 1.0, 2.0) == 1.0
    assert elementary.where(False, 1.0, 2.0) == 2.0
    assert elementary.where(np.array([True, False]), 1.0, np.array([3.0, 4.0])).tolist() == [
        1.0,
        4.0,
    ]
