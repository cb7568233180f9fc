"""The eigenvalues of Hessians, and what they say of a critical point."""

import math

import numpy as np
import pytest

from optim.curvature import NO_CURVATURE, eigenvalues, eigenvectors, kind


def test_one_hessian_or_many_whichever_shape():
    low, high = eigenvalues(2.0, 1.0, 2.0)
    assert (float(low), float(high)) == pytest.approx((1.0, 3.0))
    hxx, hxy, hyy = np.random.default_rng(0).normal(size=(3, 4, 5))
    low, high = eigenvalues(hxx, hxy, hyy)
    assert low.shape == high.shape == (4, 5)
    np.testing.assert_allclose(low + high, hxx + hyy)
    np.testing.assert_allclose(low * high, hxx * hyy - hxy * hxy, atol=1e-12)
    assert eigenvalues(hxx, 0.0, 1.0)[0].shape == (4, 5)  # parts may be one number for all


def test_what_is_not_finite_has_none():
    low, high = eigenvalues(np.array([1.0, np.nan, 1.0]), np.array([0.0, 0.0, np.inf]), 4.0)
    np.testing.assert_array_equal(low, [1.0, np.nan, np.nan])
    np.testing.assert_array_equal(high, [4.0, np.nan, np.nan])


def test_directions_are_in_the_order_of_the_eigenvalues():
    low, high = eigenvalues(2.0, 1.0, 5.0)
    hessian = np.array([[2.0, 1.0], [1.0, 5.0]])
    values, axes = eigenvectors(2.0, 1.0, 5.0)
    assert values.tolist() == [low, high]
    np.testing.assert_allclose(hessian @ axes, axes * [low, high])


@pytest.mark.parametrize(
    ("low", "high", "what"),
    [
        (1.0, 2.0, "minimum"), (-2.0, -1.0, "maximum"), (-1.0, 1.0, "saddle point"),
        (0.0, 0.0, "flat point"), (0.5 * NO_CURVATURE, 1.0, "flat point"),
        (2 * NO_CURVATURE, 1.0, "minimum"), (-1.0, 0.5 * NO_CURVATURE, "flat point"),
        (math.nan, 1.0, "flat point"),
    ],
)  # fmt: skip
def test_kinds_of_critical_points(low, high, what):
    assert kind(low, high) == what
