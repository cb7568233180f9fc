"""What surfaces say of themselves, held against the surfaces and runs on them."""

import math

import numpy as np
import pytest

import landscapes
import optim


def grid(s, n=101):
    (x_lo, x_hi), (y_lo, y_hi) = s.bounds
    return np.meshgrid(np.linspace(x_lo, x_hi, n), np.linspace(y_lo, y_hi, n))


def curved_downwards(s, n=61):
    """The share of the window with a negative eigenvalue of the Hessian, by NumPy's own solver."""
    hxx, hxy, hyy = s.hess(*grid(s, n))
    matrices = np.moveaxis(np.array([[hxx, hxy], [hxy, hyy]]), (0, 1), (-2, -1))
    return float(np.mean(np.linalg.eigvalsh(matrices)[..., 0] < 0))


@pytest.mark.parametrize("slug", optim.names())
def test_on_the_ridge_every_run_by_gradient_stops_at_the_saddle_and_no_other_does(slug):
    s = landscapes.get("saddle")
    assert "every run by gradient stops at the saddle" in s.lesson
    method = optim.get(slug, **s.race.get(slug, {}))
    run = optim.minimize(s, method, max_steps=3000)
    if method.gradient_free:
        assert abs(run.y[-1]) > 1.2
        return
    assert (run.y == 0).all()
    assert abs(run.x[-1]) < 1e-5 or slug == "adagrad"  # which is only slow to get there
    assert run.status == "saddle" or slug == "adagrad"


@pytest.mark.parametrize("freed", [{"tilt": 0.1}, {"noise": 0.01}])
def test_a_tilt_or_noise_frees_it(freed):
    s = landscapes.get("saddle", tilt=freed.get("tilt", 0.0))
    assert "tilt or noise frees it" in s.lesson
    gd = optim.get("gd", learning_rate=0.05)
    run = optim.minimize(s, gd, max_steps=500, noise=freed.get("noise"), seed=1)
    assert abs(run.y[-1]) > 1.2


def test_the_network_is_one_basin_on_its_plane_and_yet_no_bowl():
    s = landscapes.get("network")
    assert s.lesson.endswith("one basin.")
    assert "bowl" not in s.lesson
    found = landscapes.critical_points(s)
    assert [point.kind for point in found] == ["minimum"]
    assert 0.02 < curved_downwards(s) < 0.3


@pytest.mark.parametrize("plane", [0, 1, 2])
def test_a_plane_of_the_shipped_network_does_not_lie_along_its_first_weights(plane):
    """The network was trained from seed 0; plane 0 has the same seed."""
    first = landscapes.get("network", plane=plane).plane_loss
    mlp = landscapes.networks.SHIPPED_MLP
    trained = landscapes.networks.SHIPPED_MLP.initial(0)
    direction = landscapes.networks.random_plane(mlp, trained, plane).first
    cosine = direction @ trained / np.linalg.norm(direction) / np.linalg.norm(trained)
    assert abs(cosine) < 0.1
    assert first.labels.size == 200


def test_the_mean_over_digits_only_looks_smooth():
    s = landscapes.get("digits_plane")
    assert "looks smooth" in s.lesson
    assert not s.smooth
    x, y = np.linspace(-30, 30, 4001), np.full(4001, 1.3)
    jumps = np.abs(np.diff(s.grad(x, y)[0]))
    one = np.abs(np.diff(landscapes.get("digits_plane", count=1).grad(x, y)[0]))
    assert 0 < jumps.max() < 0.1 * one.max()


def test_the_bowl_has_one_minimum_and_no_trap():
    s = landscapes.get("bowl")
    assert "one minimum, no trap" in s.lesson
    assert [point.kind for point in landscapes.critical_points(s)] == ["minimum"]
    assert curved_downwards(s) == 0.0
    paths = [
        optim.minimize(s, optim.get(slug, **knobs), max_steps=s.steps)
        for slug, knobs in s.race.items()
    ]
    assert all(run.fun[-1] < 0.1 * run.fun[0] for run in paths)
    lengths = [float(np.hypot(np.diff(run.x), np.diff(run.y)).sum()) for run in paths]
    assert len({round(length, 2) for length in lengths}) >= 3


def test_beyond_the_window_of_mccormick_troughs_get_lower():
    s = landscapes.get("mccormick")
    assert "beyond the window they get lower" in s.lesson
    ((x, y),) = s.minima
    assert s.fun(*grid(s, 301)).min() >= s.fun(x, y) - 1e-12
    further = [s.fun(x - k * math.pi, y - k * math.pi) for k in range(6)]
    assert (np.diff(further) < -3).all()
    run = optim.minimize(s, optim.get("newton"), (x - math.pi, y - math.pi))
    assert run.status == "converged"


# -- the linear classifier ------------------------------------------------------------------


def flowers(**knobs):
    return landscapes.get("linear_classifier", **knobs)


@pytest.mark.parametrize("loss", range(3))
def test_overlapping_flowers_have_no_loss_of_zero(loss):
    s = flowers(loss=loss)
    assert "no weights bring the loss to zero" in s.lesson
    ((x, y),) = s.minima
    assert s.fun(x, y) > 0.05
    angle = np.linspace(0, 2 * np.pi, 721)
    for far in (1.0, 10.0, 1e3):
        assert (s.fun(far * np.cos(angle), far * np.sin(angle)) >= s.fun(x, y)).all()


def test_flowers_that_a_line_parts_have_no_lowest_point_until_there_is_a_penalty():
    x, y = 0.2350, 5.4376
    hinge, softmax = flowers(data=1), flowers(data=1, loss=2)
    assert hinge.fun(x, y) == hinge.fun(2 * x, 2 * y) == 0
    falling = [softmax.fun(k * x, k * y) for k in (1, 2, 4, 8)]
    assert (np.diff(falling) < 0).all()
    assert "softmax falls without end" in softmax.lesson
    for reg in (1e-4, 0.1):
        held = flowers(data=1, loss=2, reg=reg)
        assert "keeps the weights from growing" in held.lesson
        assert len(held.minima) == 1


@pytest.mark.parametrize("loss", range(3))
def test_the_same_feature_twice_is_a_trough_that_only_l2_decides(loss):
    plain, l2, l1 = (flowers(data=2, loss=loss, **k) for k in (
        {}, {"reg": 0.1}, {"reg": 0.1, "l1_ratio": 1.0}))  # fmt: skip
    assert "a whole trough of weights is equally good" in plain.lesson
    assert plain.minima == l1.minima == ()
    for s in (plain, l1):
        assert s.fun(0.25, 0.75) == pytest.approx(s.fun(1.0, 0.0), rel=1e-12)
    assert "L2 shares the weight, L1 does not care" in l2.lesson == l1.lesson
    ((x, y),) = l2.minima
    assert x == pytest.approx(y, rel=1e-9)


@pytest.mark.parametrize("loss", range(3))
def test_a_noisy_copy_shares_under_l2_and_is_dropped_under_a_strong_l1(loss):
    plain = flowers(data=3, loss=loss)
    assert "L1" not in plain.lesson
    assert "without a penalty" in plain.lesson
    for reg in (0.1, 0.5):
        l2, l1 = (flowers(data=3, loss=loss, reg=reg, l1_ratio=ratio) for ratio in (0, 1))
        assert "a strong L2 shares the weight out, a strong L1 drops the copy" in l2.lesson
        ((x, y),) = l2.minima
        assert 0.5 * x < y < x
        assert l1.minima[0][1] == 0.0
    # With a weak penalty the copy is not dropped, which is why the sentence says strong.
    assert flowers(data=3, loss=2, reg=1e-3, l1_ratio=1).minima[0][1] < -0.1
