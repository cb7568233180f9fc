"""Performance profiles against an example done by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import landscapes
import optim
from optim.study import profiles as profile

INF = np.inf
# Three solvers, five problems. Best: 10, 20, 5, 8, none. Ratios:
#   A  1  2  4  -  -      B  2  1  1  -  -      C  -  1  8  1  -
BY_HAND = [[10, 40, 20, INF, INF], [20, 20, 5, np.nan, INF], [INF, 20, 40, 8, INF]]


def test_the_example_by_hand():
    found = profile.performance(BY_HAND, points=4)
    np.testing.assert_allclose(found.ratio, [1, 2, 4, 8])
    assert found.share.shape == (3, 4)
    np.testing.assert_allclose(found.share[0], [1 / 5, 2 / 5, 3 / 5, 3 / 5])
    np.testing.assert_allclose(found.share[1], [2 / 5, 3 / 5, 3 / 5, 3 / 5])
    np.testing.assert_allclose(found.share[2], [2 / 5, 2 / 5, 2 / 5, 3 / 5])


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 4), st.integers(1, 6)),
        elements=st.one_of(st.just(INF), st.integers(0, 10**7).map(float)),
    )
)
@settings(max_examples=200, deadline=None)
def test_what_every_profile_keeps_to(costs):
    found = profile.performance(costs)
    solved = np.isfinite(costs)
    assert found.ratio[0] == 1.0
    assert (np.diff(found.ratio) > 0).all()
    assert (np.diff(found.share, axis=1) >= 0).all()
    assert found.share[:, 0].sum() >= solved.any(axis=0).mean() - 1e-12
    np.testing.assert_allclose(found.share[:, -1], solved.mean(axis=1))
    assert ((found.share >= 0) & (found.share <= 1)).all()


def test_scaling_a_problem_changes_nothing():
    costs = np.array(BY_HAND)
    scaled = profile.performance(costs * [3, 1, 7, 2, 1])
    np.testing.assert_array_equal(scaled.share, profile.performance(costs).share)


def test_nothing_solved_is_zero_everywhere():
    found = profile.performance([[INF, INF], [INF, np.nan]])
    assert not found.share.any()
    assert found.ratio[-1] == 2.0


@pytest.mark.parametrize("costs", [[1.0, 2.0], [[]], [[-1.0]], np.empty((0, 3))])
def test_bad_tables_are_value_errors(costs):
    with pytest.raises(ValueError, match="solvers by problems"):
        profile.performance(costs)


def test_starts_are_seeded_inside_the_window_and_do_not_depend_on_the_count():
    bounds = ((-2.0, 3.0), (10.0, 11.0))
    x, y = profile.starts_for(bounds, 500, seed=3)
    assert x.shape == y.shape == (500,)
    assert ((x >= -2) & (x < 3) & (y >= 10) & (y < 11)).all()
    assert x.max() - x.min() > 4.9
    fewer = profile.starts_for(bounds, 7, seed=3)
    assert np.array_equal(np.array(fewer), np.array([x[:7], y[:7]]))
    assert not np.array_equal(fewer[0], profile.starts_for(bounds, 7, seed=4)[0])


def test_solved_at_is_the_cost_of_the_first_point_low_enough():
    s = landscapes.get("rosenbrock")
    run = optim.minimize(s, optim.get("newton"), max_steps=20)
    middle = run.fun[3]
    first = int(np.flatnonzero(run.fun <= middle)[0])
    assert profile.solved_at(run, middle) == run.cost[first]
    assert profile.solved_at(run, run.fun[0]) == run.cost[0]
    assert profile.solved_at(run, -1.0) == INF


def test_the_target_is_a_share_of_the_best_descent():
    assert profile.target_for(11.0, 1.0, 0.1) == 2.0
    assert profile.target_for(11.0, 1.0, 0.0) == 1.0
    assert profile.target_for(5.0, 5.0, 0.1) == 5.0


def test_falling_off_is_no_solution():
    """McCormick's function falls for ever outside its window."""
    s = landscapes.get("mccormick")
    run = optim.minimize(s, optim.get("momentum", learning_rate=0.861), max_steps=190)
    floor = float(s.fun(*s.minima[0]))
    assert run.fun[-1] < floor - 1
    skipped = run.fun[run.fun >= floor].min()
    assert profile.solved_at(run, skipped - 1e-6) < INF
    assert profile.solved_at(run, skipped - 1e-6, floor) == INF


def test_the_costs_of_a_surface():
    """Newton beats gradient descent on a ravine; each run keeps to the budget."""
    s = landscapes.get("ravine")
    starts = profile.starts_for(s.bounds, 4)
    runs = [profile.costs(s, optim.get(o), starts, 60) for o in ("gd", "newton", "random_search")]
    for mine in runs:
        assert [(r.x[0], r.y[0]) for r in mine] == list(zip(*starts, strict=True))
        assert all(r.cost[-1] <= 60 for r in mine)
    table = np.full((3, 4), INF)
    for k in range(4):
        losses = [mine[k] for mine in runs]
        target = profile.target_for(losses[0].fun[0], 0.0, 1e-3)
        table[:, k] = [profile.solved_at(run, target) for run in losses]
    found = profile.performance(table)
    assert found.share[1, 0] == 1.0
    assert found.share[0, 0] == 0.0


def test_chance_differs_from_start_to_start():
    s = landscapes.get("ravine")
    first, second = profile.costs(s, optim.get("random_search"), profile.starts_for(s.bounds, 2), 9)
    jumps = [run.trials[1][0] - run.x[0] for run in (first, second)]
    assert abs(jumps[0] - jumps[1]) > 1e-6
