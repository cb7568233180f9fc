"""What second derivatives cost: known sizes, and the law by which times are continued."""

import numpy as np
import pytest

from optim import curvature_cost


def test_memory_and_evaluations_are_counted():
    assert curvature_cost.hessian_bytes(2410) == np.zeros((2410, 2410)).nbytes
    assert curvature_cost.pair_bytes(50, 3) == sum(np.zeros(50).nbytes for _ in range(6))
    assert (curvature_cost.forward_losses(30_730), curvature_cost.central_losses(3)) == (30_731, 6)


def test_times_are_those_measured_and_beyond_grow_with_the_cube():
    known = {250: 1e-3, 500: 6e-3, 1000: 0.04, 2000: 0.25}
    for n, seconds in known.items():
        assert curvature_cost.solve_seconds(n, known) == seconds
    assert curvature_cost.solve_seconds(20_000, known) == pytest.approx(250)
    assert curvature_cost.solve_seconds(25, known) == pytest.approx(1e-6)


def test_some_systems_are_solved_once():
    found = curvature_cost.measured()
    assert tuple(found) == curvature_cost.SIZES
    assert all(seconds > 0 for seconds in found.values())
    assert curvature_cost.measured() is found
