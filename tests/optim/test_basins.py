"""Labels of basins, and the places runs end at."""

import numpy as np
import pytest

import landscapes
import optim
from optim import _basins
from optim._batch import STATUSES, Endpoints

HIMMELBLAU = landscapes.get("himmelblau")


def ends(points: list[tuple[float, float]], statuses: list[str]) -> Endpoints:
    x, y = np.array(points, float).reshape(-1, 2).T
    code = np.array([STATUSES.index(s) for s in statuses], np.int8)
    return Endpoints(x, y, np.zeros(len(x)), np.ones(len(x), np.int32), code)


@pytest.fixture(scope="module")
def mapped() -> Endpoints:
    x, y = np.meshgrid(np.linspace(-5, 5, 25), np.linspace(-5, 5, 24))
    return optim.minimize_many(HIMMELBLAU, optim.get("momentum"), x, y, 500)


def test_every_kind_of_end():
    made = ends(
        [(0, 0), (0.04, 0), (1, 1), (np.inf, 0), (3, 0), (0, 0), (1, 0.96), (0, 0)],
        ["converged", "converged", "stalled", "diverged", "left_domain", "max_steps", "converged",
         "max_evaluations"],
    )  # fmt: skip
    labels = optim.basins(made, [(0, 0), (1, 1)])
    assert labels.tolist() == [0, 0, 1, -2, -3, -1, 1, -1]
    assert optim.basins(made, [(0, 0)]).tolist() == [0, 0, -4, -2, -3, -1, -4, -1]
    assert optim.basins(made, []).tolist() == [-4, -4, -4, -2, -3, -1, -4, -1]


def test_the_nearest_of_two_close_minima():
    made = ends([(0.04, 0.0)], ["converged"])
    assert optim.basins(made, [(0, 0), (0.05, 0)]).tolist() == [1]
    assert optim.basins(made, [(0.05, 0), (0, 0)]).tolist() == [0]


def test_himmelblau(mapped):
    labels = optim.basins(mapped, HIMMELBLAU.minima)
    assert labels.shape == mapped.x.shape
    assert {0, 1, 2, 3} <= set(labels.ravel().tolist())
    for i, (x, y) in enumerate(HIMMELBLAU.minima):
        assert np.hypot(mapped.x - x, mapped.y - y)[labels == i].max() < 0.05
    single = optim.minimize(HIMMELBLAU, optim.get("momentum"), (-5.0, -5.0), 500, 1e-4)
    assert mapped.x[0, 0] == single.x[-1]


def test_found_places_are_the_minima(mapped):
    found = optim.places(mapped)
    known = np.array(HIMMELBLAU.minima)
    apart = np.hypot(*(found[:, None] - known[None, :]).transpose(2, 0, 1))
    assert len(found) == 4
    assert sorted(apart.argmin(axis=1).tolist()) == [0, 1, 2, 3]
    assert apart.min(axis=1).max() < 1e-3
    by_found, by_known = optim.basins(mapped), optim.basins(mapped, HIMMELBLAU.minima)
    renamed = np.where(by_found < 0, by_found, apart.argmin(axis=1)[np.maximum(by_found, 0)])
    assert np.array_equal(renamed, by_known)
    sizes = [optim.shares(by_found)[i] for i in range(4)]
    assert sizes == sorted(sizes, reverse=True)


def test_no_ends_no_places():
    nothing = ends([], [])
    assert optim.places(nothing).shape == (0, 2)
    assert optim.basins(nothing).shape == (0,)
    assert optim.shares(optim.basins(nothing)) == {}


def test_shares_sum_to_one(mapped):
    labels = optim.basins(mapped, HIMMELBLAU.minima)
    made = optim.shares(labels)
    assert sum(made.values()) == pytest.approx(1)
    assert made[0] == np.mean(labels == 0)
    assert set(made) <= {0, 1, 2, 3, -1, -2, -3, -4}
    assert _basins.MOVING == -1
