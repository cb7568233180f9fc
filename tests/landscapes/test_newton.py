"""Newton's step and the minimum it settles at; eigenvalues of the Hessian."""

import math
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

import landscapes
from landscapes.ground.eigenvalues import curves_up, eigenvalues, eigenvectors
from landscapes.ground.newton import newton_step, settle, shortest_newton_step
from landscapes.networks.plane_loss import PlaneLoss
from landscapes.networks.slices import bottom

RNG = np.random.default_rng(7)
HESSIANS = RNG.normal(size=(3, 200))
GRADIENTS = RNG.normal(size=(2, 200))


def matrices(hessians: np.ndarray) -> np.ndarray:
    hxx, hxy, hyy = hessians
    return np.stack([np.stack([hxx, hxy], -1), np.stack([hxy, hyy], -1)], -2)


def test_a_step_solves_the_linear_model() -> None:
    exact = -np.linalg.solve(matrices(HESSIANS), GRADIENTS.T[..., None])[..., 0].T
    assert np.stack(newton_step(GRADIENTS, HESSIANS)) == pytest.approx(exact, rel=1e-9)
    assert np.stack(shortest_newton_step(GRADIENTS, HESSIANS)) == pytest.approx(exact, rel=1e-9)


def test_a_step_is_the_same_for_a_float() -> None:
    many = newton_step(GRADIENTS, HESSIANS)
    for k in range(20):
        one = newton_step(GRADIENTS[:, k].tolist(), HESSIANS[:, k].tolist())
        assert one == (many[0][k], many[1][k])


@pytest.mark.parametrize("size", [1e-200, 1.0, 1e200])
def test_the_shortest_step_is_that_of_the_pseudo_inverse(size: float) -> None:
    """Of rank one, and without any curvature, where it stays."""
    u, v = RNG.normal(size=(2, 50))
    flat = np.stack([u * u, u * v, v * v])
    exact = -(np.linalg.pinv(matrices(flat), rcond=1e-9) @ GRADIENTS.T[:50, :, None])[..., 0].T
    found = np.stack(shortest_newton_step(GRADIENTS[:, :50] * size, flat * size))
    assert found == pytest.approx(exact, rel=1e-6)
    nothing = shortest_newton_step(GRADIENTS, np.zeros((3, 200)))
    assert not np.stack(nothing).any()


def within(length):
    return lambda dx, dy: math.hypot(dx, dy) <= length


def test_it_settles_at_the_minimum_and_nowhere_else() -> None:
    bowl = landscapes.from_formula("exp(x^2 + y^2 - x)")
    found = settle(bowl, 0.3, 0.2, rests=within(1e-9))
    assert found is not None
    assert found.rests
    assert (found.x, found.y) == pytest.approx((0.5, 0.0), abs=1e-12)
    assert settle(bowl, 0.3, 0.2, reach=(0.1, 0.1)) is None
    assert settle(landscapes.from_formula("x^2 - y^2"), 0.3, 0.2) is None
    assert settle(landscapes.from_formula("log(x) + y^2"), -1.0, 0.2) is None
    far = settle(bowl, 0.3, 0.2, rounds=1)
    assert far is not None
    assert not far.rests


def test_downhill_a_step_is_halved_where_the_whole_one_leads_up() -> None:
    steep = landscapes.from_formula("sqrt(1 + x^2) + y^2")
    overshot = settle(steep, 3.0, 0.0, rounds=1)
    held = settle(steep, 3.0, 0.0, rounds=30, rests=within(1e-12), downhill=True)
    assert overshot is not None
    assert abs(overshot.x) > 20
    assert held is not None
    assert abs(held.x) < 1e-9


def test_eigenvalues_are_lapacks() -> None:
    exact = np.linalg.eigvalsh(matrices(HESSIANS)).T
    assert np.stack(eigenvalues(*HESSIANS)) == pytest.approx(exact, abs=1e-14)
    for k in range(20):
        values, vectors = eigenvectors(*HESSIANS[:, k].tolist())
        assert values == pytest.approx(exact[:, k], abs=1e-14)
        assert matrices(HESSIANS)[k] @ vectors == pytest.approx(vectors * values, abs=1e-13)
    assert (curves_up(*HESSIANS) == (exact[0] > 0)).all()
    assert not curves_up(math.nan, 0.0, 1.0)


def test_the_bottom_of_a_slice_is_where_a_step_is_shorter_than_rounding() -> None:
    """As long as both coordinates together, and where the slope is 0 beside any curvature."""

    class Tilted:
        def __init__(self, slope: float) -> None:
            self.slope = slope

        def kernels(self, arrays: bool) -> Any:
            return SimpleNamespace(
                fun=lambda x, y: 0.0,
                grad=lambda x, y: (self.slope, self.slope),
                hess=lambda x, y: (1.0, 0.0, 1.0),
            )

    ((once, _),) = bottom(cast(PlaneLoss, Tilted(0.7e-14)))
    ((often, _),) = bottom(cast(PlaneLoss, Tilted(0.8e-14)))
    assert once == -0.7e-14
    assert often == pytest.approx(-30 * 0.8e-14)
    assert bottom(cast(PlaneLoss, Tilted(1.5e-13))) == ()
