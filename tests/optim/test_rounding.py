"""How far rounding carries a run."""

import numpy as np
import pytest

import landscapes
import optim
from optim.study.rounding import AGREED, MARGIN, RoundedOtherwise, spread, steps_alike


def ran(surface: str, method: str, steps: int = 200, **knobs: float):
    landscape, optimizer = landscapes.get(surface), optim.get(method, **knobs)
    return optim.minimize(landscape, optimizer, max_steps=steps), landscape, optimizer


def test_a_gradient_is_rounded_otherwise_and_still_right() -> None:
    given = landscapes.get("rosenbrock")
    loss = RoundedOtherwise(given, 1)
    exact = np.array(given.grad(-1.2, 1.0))
    found = np.array([loss.grad(-1.2, 1.0) for _ in range(40)])
    assert len({tuple(row) for row in found}) > 10
    np.testing.assert_allclose(found, np.broadcast_to(exact, found.shape), rtol=1e-13)
    assert loss.fun(-1.2, 1.0) == given.fun(-1.2, 1.0)
    assert loss.hess(-1.2, 1.0) == given.hess(-1.2, 1.0)


@pytest.mark.parametrize("method", ["gd", "adam", "nesterov"])
def test_a_run_down_a_bowl_forgets_it(method: str) -> None:
    run, landscape, optimizer = ran("bowl", method, learning_rate=0.05)
    assert steps_alike(run, landscape, optimizer) == run.steps
    assert 0 < spread(run, landscape, optimizer).max() < 1e-14


def test_beside_a_ridge_it_grows_with_the_run() -> None:
    """Each step down a saddle multiplies how far a run is off its ridge, and so what it is off."""
    run, landscape, optimizer = ran("saddle", "gd", 60, learning_rate=0.05)
    grown = spread(run, landscape, optimizer)
    assert np.all(np.diff(grown) >= 0)
    assert 10 * grown[1] < grown[-1] < 1e-10


def test_a_chaotic_run_agrees_for_a_few_steps() -> None:
    run, landscape, optimizer = ran("rastrigin", "momentum", learning_rate=0.01, momentum=0.9)
    alike = steps_alike(run, landscape, optimizer)
    carried = spread(run, landscape, optimizer)
    assert 0 < alike < run.steps
    assert MARGIN * carried[alike] <= AGREED < MARGIN * carried[alike + 1]
    assert carried[-1] > 1e-6


def test_it_is_the_same_each_time_and_a_run_of_no_step_has_none() -> None:
    run, landscape, optimizer = ran("rastrigin", "nesterov", 30)
    np.testing.assert_array_equal(
        spread(run, landscape, optimizer), spread(run, landscape, optimizer)
    )
    still, landscape, optimizer = ran("bowl", "gd", 0)
    assert steps_alike(still, landscape, optimizer) == 0


def test_a_run_that_diverges_is_alike_up_to_there() -> None:
    run, landscape, optimizer = ran("rosenbrock", "gd", learning_rate=1.0)
    assert run.status == "diverged"
    assert steps_alike(run, landscape, optimizer) >= run.steps - 1
