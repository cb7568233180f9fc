"""The gradient check: its U-shaped curves, and its corners."""

import numpy as np
import pytest

import landscapes
from optim.study.gradient_check import check_gradient

ROSENBROCK = landscapes.get("rosenbrock")


def slope(h: np.ndarray, error: np.ndarray, lo: float, hi: float) -> float:
    """The slope between two step lengths, in powers of ten."""
    inside = (h > lo * 0.999) & (h < hi * 1.001)
    return float(np.polyfit(np.log10(h[inside]), np.log10(error[inside]), 1)[0])


@pytest.mark.parametrize("start", [(-1.2, 1.0), (0.7, -0.4), (1.9, 2.3)])
def test_the_curves_are_us_with_the_textbook_slopes_and_lowest_points(start):
    check = check_gradient(ROSENBROCK, *start)
    assert check.h.shape == check.forward.shape == check.central.shape == (61,)
    assert check.h[0] == 1e-15
    assert check.h[-1] == 1.0
    eps = float(np.finfo(float).eps)
    for error, order in ((check.forward, 1), (check.central, 2)):
        best = check.h[np.argmin(error)]
        assert eps ** (1 / (order + 1)) / 10 < best < eps ** (1 / (order + 1)) * 10
        assert slope(check.h, error, 1e-4 if order == 2 else 1e-6, 1e-2) == pytest.approx(
            order, abs=0.05
        )
        assert slope(check.h, error, 1e-14, 1e-9) == pytest.approx(-1, abs=0.4)
    assert check.central.min() < check.forward.min() / 30


def test_the_error_is_the_one_of_the_lecture():
    """On x^2 + y^2 the forward quotient is off by exactly h in each coordinate."""
    bowl = landscapes.from_formula("x^2 + y^2")
    check = check_gradient(bowl, 3.0, 4.0, h=[0.5, 0.25])
    exact, near = np.array([6.0, 8.0]), np.array([[6.5, 8.5], [6.25, 8.25]])
    want = np.linalg.norm(near - exact, axis=1) / np.linalg.norm(near, axis=1)
    np.testing.assert_allclose(check.forward, want, rtol=1e-12)
    assert check.h.tolist() == [0.5, 0.25]
    assert check.central.tolist() == [0.0, 0.0]


def test_both_zero_is_no_error_and_one_zero_is_a_full_one():
    bowl = landscapes.from_formula("x^2 + y^2")
    check = check_gradient(bowl, 0.0, 0.0, h=[0.1])
    assert check.central.tolist() == [0.0]
    assert check.forward.tolist() == [1.0]


def test_a_step_lost_in_rounding_is_a_full_error():
    assert check_gradient(ROSENBROCK, 1e3, 1e3, h=[1e-15]).forward.tolist() == [1.0]


def test_where_the_surface_is_undefined_the_error_is_nan():
    log = landscapes.from_formula("log(x) + y^2")
    check = check_gradient(log, 0.5, 1.0, h=[1e-3, 1.0])
    assert np.isfinite(check.forward).all()
    assert np.isfinite(check.central).tolist() == [True, False]
    assert np.isnan(check_gradient(log, -1.0, 1.0).forward).all()


@pytest.mark.parametrize("slug", landscapes.names())
def test_every_built_in_gradient_passes(slug):
    """At a point that is nobody's special one, and no longer than the lecture allows: 1e-7."""
    s = landscapes.get(slug)
    (x_lo, x_hi), (y_lo, y_hi) = s.bounds
    check = check_gradient(s, x_lo + 0.37 * (x_hi - x_lo), y_lo + 0.61 * (y_hi - y_lo))
    assert np.nanmin(check.central) < 1e-7


def test_a_wrong_gradient_fails():
    class Wrong:
        fun, hess = ROSENBROCK.fun, ROSENBROCK.hess

        def grad(self, x, y):
            gx, gy = ROSENBROCK.grad(x, y)
            return gx, 1.01 * gy

    assert np.nanmin(check_gradient(Wrong(), -1.2, 1.0).central) > 1e-3


def test_step_lengths_out_of_range_are_value_errors():
    with pytest.raises(ValueError, match=r"h"):
        check_gradient(ROSENBROCK, 0.0, 0.0, h=[0.1, 2.0])
