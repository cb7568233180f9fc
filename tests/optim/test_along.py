"""Curvature and directions along a run, by geometry done by hand."""

import types
from typing import Any

import numpy as np
import pytest

import landscapes
import optim
from optim.study.along import Along, along

RAVINE = landscapes.from_formula("(x^2 + 25*y^2)/2")
FIELDS = ("low", "high", "condition", "to_gradient", "to_minimum")


def path(x: list[float], y: list[float], gx: list[float], gy: list[float]) -> Any:
    """A run that is only its points and gradients, with losses 0 where there is a gradient."""
    names = ("x", "y", "grad_x", "grad_y", "fun")
    columns = (np.array(v, float) for v in (x, y, gx, gy, np.multiply(gx, 0.0)))
    return types.SimpleNamespace(**dict(zip(names, columns, strict=True)))


def test_steepest_is_not_shortest():
    """On a ravine gradient descent steps along its gradient, far from the minimum's direction."""
    run = optim.minimize(RAVINE, optim.get("gd", learning_rate=0.03), (5.0, 1.0), 50, gtol=0.0)
    found = along(RAVINE, run, [(0.0, 0.0)])
    assert np.abs(found.to_gradient[:-1]).max() < 1e-5
    # At (5, 1): down the slope is (-5, -25), to the minimum (-5, -1).
    want = np.degrees(np.arctan2(25, 5) - np.arctan2(1, 5))
    assert found.to_minimum[0] == pytest.approx(want, rel=1e-12)
    assert np.isnan(found.to_gradient[-1])
    assert np.isnan(found.to_minimum[-1])
    np.testing.assert_allclose(found.low, 1.0)
    np.testing.assert_allclose(found.high, 25.0)
    np.testing.assert_allclose(found.condition, 25.0)


def test_newton_goes_straight_on_a_quadratic():
    run = optim.minimize(RAVINE, optim.get("newton", learning_rate=0.5), (5.0, 1.0), 5, gtol=0.0)
    found = along(RAVINE, run, [(0.0, 0.0)])
    assert np.abs(found.to_minimum[:-1]).max() < 1e-5
    np.testing.assert_allclose(found.to_gradient[0], np.degrees(np.arctan(5) - np.arctan(0.2)))


def test_angles_by_hand():
    """Steps east, north, back south, none; gradients west, south-west, south, south."""
    run = path([0, 1, 1, 1, 1], [0, 0, 1, 0, 0], [-1, -1, 0, 0, 0], [0, -1, -1, -1, -1])
    found = along(RAVINE, run, [(1.0, 5.0)])
    np.testing.assert_allclose(found.to_gradient[:3], [0, 45, 180])
    np.testing.assert_allclose(found.to_minimum[:3], [np.degrees(np.arctan(5)), 0, 180])
    assert np.isnan(found.to_gradient[3:]).all()
    assert np.isnan(found.to_minimum[3:]).all()


def test_the_minimum_is_the_one_nearest_to_the_end():
    run = path([0, 10], [0, 0], [1, 1], [0, 0])
    assert along(RAVINE, run, [(-1.0, 0.0), (13.0, 0.0)]).to_minimum[0] == 0.0
    assert along(RAVINE, run, [(-1.0, 0.0), (99.0, 0.0)]).to_minimum[0] == 180.0
    assert np.isnan(along(RAVINE, run).to_minimum).all()


def test_a_zero_gradient_has_no_angle_but_the_minimum_has():
    found = along(RAVINE, path([0, 1], [0, 0], [0, 0], [0, 0]), [(0.0, 7.0)])
    assert np.isnan(found.to_gradient[0])
    assert found.to_minimum[0] == pytest.approx(90.0)


@pytest.mark.parametrize(
    ("formula", "low", "high", "condition"),
    [
        ("(3*x^2 - 12*y^2)/2", -12, 3, 4),
        ("-(3*x^2 + 12*y^2)/2", -12, -3, 4),
        ("x*y", -1, 1, 1),
        ("x^2", 0, 2, np.nan),
        ("2*x + y", 0, 0, np.nan),
    ],
)
def test_eigenvalues_and_condition(formula, low, high, condition):
    s = landscapes.from_formula(formula)
    found = along(s, path([1, 2], [1, 2], [1, 1], [1, 1]))
    np.testing.assert_allclose(found.low, low)
    np.testing.assert_allclose(found.high, high)
    np.testing.assert_allclose(found.condition, condition)


@pytest.mark.parametrize("slug", landscapes.names())
@pytest.mark.parametrize(("method", "rate"), [("gd", 10.0), ("adam", 0.1)])
def test_shapes_and_ranges_everywhere(slug, method, rate):
    """Also for runs that run away: nothing warns, everything is in range or nan."""
    s = landscapes.get(slug)
    run = optim.minimize(s, optim.get(method, learning_rate=rate), max_steps=40)
    found = along(s, run, s.minima)
    for name in FIELDS:
        assert getattr(found, name).shape == run.x.shape
        assert not np.isinf(getattr(found, name)).any()
    for angle in (found.to_gradient, found.to_minimum):
        assert ((angle >= 0) & (angle <= 180) | np.isnan(angle)).all()
    assert ((found.low <= found.high) | np.isnan(found.low)).all()
    assert ((found.condition >= 1) | np.isnan(found.condition)).all()


def test_a_run_of_one_point():
    run = optim.minimize(RAVINE, optim.get("gd"), (0.0, 0.0))
    assert run.steps == 0
    assert isinstance(found := along(RAVINE, run, [(0.0, 0.0)]), Along)
    assert found.high.tolist() == [25.0]
    assert np.isnan(found.to_gradient).all()


def test_undefined_ground_is_nan():
    s = landscapes.from_formula("log(x) + y^2")
    found = along(s, path([1, -1], [0, 0], [1, np.nan], [0, np.nan]), [(1.0, 0.0)])
    assert found.low.tolist()[0] == -1.0
    assert np.isnan([found.low[1], found.high[1], found.condition[1]]).all()
