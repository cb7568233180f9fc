"""Planes through weights: where they lie, and what they leave out."""

import numpy as np
import pytest

from landscapes.networks import Mlp, Plane, pca_plane, random_plane, three_point_plane

MLP = Mlp((64, 12, 10))
W = MLP.initial(0) + 0.01


def trajectory(seed=0, count=30, size=200):
    """A walk with most of its variance along two directions."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(size=(count, size)) * np.geomspace(5, 0.1, size)
    return np.cumsum(steps, axis=0)


def test_random_directions_have_the_rows_of_the_weights():
    plane = random_plane(MLP, W, 3)
    assert (plane.at(0, 0) == W).all()
    for direction in (plane.first, plane.second):
        for (d, bias), (matrix, _) in zip(MLP.layers(direction), MLP.layers(W), strict=True):
            lengths = np.linalg.norm(matrix, axis=1)
            np.testing.assert_allclose(np.linalg.norm(d, axis=1), lengths, rtol=1e-13)
            assert (bias == 0).all()
    cosine = plane.first @ plane.second / (plane.first @ plane.first)
    assert abs(cosine) < 0.1
    assert abs(MLP.layers(plane.first)[0][0].mean()) < 0.02


def test_a_seed_is_a_plane_of_its_own():
    one, again, other = (random_plane(MLP, W, seed) for seed in (1, 1, 2))
    assert (one.first == again.first).all()
    assert (one.second == again.second).all()
    assert not np.isclose(one.first, other.first).all()


def test_a_filter_without_weights_stays_without():
    w = W.copy()
    w[:64] = 0.0
    plane = random_plane(MLP, w, 0)
    assert (plane.first[:64] == 0).all()
    assert np.isfinite(plane.first).all()


def test_projection_finds_the_place_and_the_distance():
    plane = random_plane(MLP, W, 0)
    rng = np.random.default_rng(0)
    off = rng.normal(size=MLP.size)
    basis = np.linalg.qr(np.stack([plane.first, plane.second]).T)[0]
    off -= basis @ (basis.T @ off)
    off *= 0.25 / np.linalg.norm(off)
    x, y, distance = plane.project([plane.at(0.5, -1.5), plane.at(0.5, -1.5) + off, W])
    np.testing.assert_allclose(x, [0.5, 0.5, 0], atol=1e-13)
    np.testing.assert_allclose(y, [-1.5, -1.5, 0], atol=1e-13)
    np.testing.assert_allclose(distance, [0, 0.25, 0], atol=1e-12)


def test_projection_of_one_place_and_of_a_skewed_plane():
    plane = Plane(np.zeros(3), np.array([1.0, 0, 0]), np.array([1.0, 1, 0]))
    x, y, distance = plane.project([3.0, 2.0, 4.0])
    assert (x.tolist(), y.tolist(), distance.tolist()) == ([1.0], [2.0], [4.0])


def test_principal_plane_is_that_of_the_singular_values():
    ws = trajectory()
    plane = pca_plane(ws)
    centred = ws - ws.mean(axis=0)
    _, singular, rows = np.linalg.svd(centred, full_matrices=False)
    share = (singular[:2] ** 2).sum() / (singular**2).sum()
    assert plane.explained == pytest.approx(share, rel=1e-12)
    assert abs(plane.first @ rows[0]) == pytest.approx(1, abs=1e-10)
    assert abs(plane.second @ rows[1]) == pytest.approx(1, abs=1e-10)
    assert (plane.origin == ws[-1]).all()
    assert plane.first @ plane.second == pytest.approx(0, abs=1e-13)
    x, y, distance = plane.project(ws)
    assert x[0] > 0
    assert y[0] > 0
    assert (x[-1], y[-1], distance[-1]) == (0, 0, 0)
    # Lengths are true: Pythagoras.
    away = np.linalg.norm(ws - ws[-1], axis=1)
    np.testing.assert_allclose(np.hypot(np.hypot(x, y), distance), away, rtol=1e-12)


def test_principal_plane_about_another_origin():
    ws = trajectory()
    plane, other = pca_plane(ws), pca_plane(ws, origin=ws[3])
    assert (other.origin == ws[3]).all()
    assert other.explained == plane.explained
    assert abs(other.first @ plane.first) == pytest.approx(1)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_a_run_that_hardly_moved_still_has_a_plane(count):
    """One point has no direction, points on a line have one: the rest is made up."""
    ws = np.outer(np.arange(count), np.ones(50)) / 10 + 1e3
    for rows in (ws, np.full((count, 50), 7.0)):
        plane = pca_plane(rows)
        basis = np.stack([plane.first, plane.second])
        np.testing.assert_allclose(basis @ basis.T, np.eye(2), atol=1e-12)
        assert plane.explained == pytest.approx(1)
        assert plane.project(rows)[2].max() < 1e-9


def test_plane_through_three_points():
    a, b, c = trajectory(2, 3)
    plane = three_point_plane(a, b, c)
    x, y, distance = plane.project([a, b, c])
    np.testing.assert_allclose(distance, 0, atol=1e-10)
    np.testing.assert_allclose(x[:2], [0, 1], atol=1e-12)
    np.testing.assert_allclose(y[:2], [0, 0], atol=1e-12)
    assert y[2] > 0
    assert plane.first @ plane.second == pytest.approx(0, abs=1e-8)
    unit = np.linalg.norm(plane.first)
    assert np.linalg.norm(plane.second) == pytest.approx(unit)
    assert unit * np.hypot(x[2], y[2]) == pytest.approx(np.linalg.norm(c - a))


@pytest.mark.parametrize("share", [0.0, 1.0, 0.5, -2.0])
def test_three_points_on_a_line_are_no_plane(share):
    a, b, _ = trajectory(2, 3)
    with pytest.raises(ValueError, match="one line"):
        three_point_plane(a, b, a + share * (b - a))
    with pytest.raises(ValueError, match="one line"):
        three_point_plane(a, a, b)
