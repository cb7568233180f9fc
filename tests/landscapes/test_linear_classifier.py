"""Linear classifiers: losses by definition and by PyTorch, minima, what each data set shows."""

import itertools
import math
import pickle
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize as scipy_minimize

import landscapes
import optim
from landscapes.samples import digit_plane, iris, losses

HINGE, SQUARED, SOFTMAX = range(3)
OVERLAPPING, SEPARABLE, TWICE, NOISY = range(4)
DATA = Path(landscapes.__file__).parent / "data"
every_loss = pytest.mark.parametrize("loss", [HINGE, SQUARED, SOFTMAX])
SETTINGS = [
    *(("linear_classifier", {"data": data}) for data in range(4)),
    ("linear_classifier", {"data": 0, "held_out": 55, "split": 3}),
    *(("digits_plane", {"count": count, "plane": 3}) for count in (1, 7, 100)),
]
every_setting = pytest.mark.parametrize(("slug", "knobs"), SETTINGS)


def make(slug, loss, **knobs):
    return landscapes.get(slug, loss=loss, **knobs)


def flowers(loss, data, reg=0.0, l1_ratio=0.0):
    return make("linear_classifier", loss, data=data, reg=reg, l1_ratio=l1_ratio)


def task(s):
    """From scratch: the scores of all classes as a function of (x, y), labels, and the weights."""
    if s.slug == "linear_classifier":
        seen = s.scatter
        features = np.stack([seen.u, seen.v])

        def weights(x, y):
            return np.array([[0.0, 0.0], [x, y]])

        return lambda x, y: (weights(x, y) @ features).T, seen.label, weights
    with np.load(DATA / "digits.npz") as found:
        pixels, labels = found["images"] / 16, found["labels"]
    pixels = (pixels - pixels.mean(axis=0))[: s.samples]
    first, second = digit_plane.directions(int(s.plane)).reshape(2, 10, 64)

    def of_plane(x, y):
        return x * first + y * second

    return lambda x, y: pixels @ of_plane(x, y).T, labels[: s.samples].astype(int), of_plane


def by_definition(s, x, y):
    """The mean loss as the lecture writes it, a sample and a class at a time."""
    scores, labels, weights = task(s)
    total = 0.0
    for row, right in zip(scores(x, y), labels, strict=True):
        gaps = [max(0.0, row[j] - row[right] + 1) for j in range(len(row)) if j != right]
        if s.loss == SOFTMAX:
            total -= math.log(math.exp(row[right]) / sum(map(math.exp, row)))
        else:
            total += sum(gap ** (1 if s.loss == HINGE else 2) for gap in gaps)
    w = weights(x, y)
    size = s.l1_ratio * np.abs(w).sum() + (1 - s.l1_ratio) / 2 * (w * w).sum()
    return total / len(labels) + s.reg * size


def window_points(s, count, seed=0):
    (x_lo, x_hi), (y_lo, y_hi) = s.bounds
    rng = np.random.default_rng(seed)
    return rng.uniform(x_lo, x_hi, count), rng.uniform(y_lo, y_hi, count)


@every_loss
@every_setting
def test_the_loss_is_its_definition(slug, knobs, loss):
    for more in ({}, {"reg": 0.3, "l1_ratio": 0.25}, {"reg": 0.1, "l1_ratio": 1.0}):
        s = make(slug, loss, **knobs, **more)
        for x, y in zip(*window_points(s, 4), strict=True):
            assert s.fun(x, y) == pytest.approx(by_definition(s, x, y), rel=1e-12)


@every_loss
@every_setting
def test_without_weights_it_is_what_guessing_costs(slug, knobs, loss):
    s = make(slug, loss, **knobs, reg=0.5, l1_ratio=0.5)
    classes = 2 if slug == "linear_classifier" else 10
    if loss == SOFTMAX:
        assert s.fun(0.0, 0.0) == pytest.approx(math.log(classes), rel=1e-15)
    else:
        assert s.fun(0.0, 0.0) == classes - 1


@every_loss
@every_setting
def test_loss_and_gradient_are_those_of_pytorch(slug, knobs, loss):
    torch = pytest.importorskip("torch")
    s = make(slug, loss, **knobs)
    scores, labels, weights = task(s)
    classes = len(weights(0, 0))
    right = torch.tensor(labels)
    across = [torch.tensor(scores(*axis)) for axis in ((1.0, 0.0), (0.0, 1.0))]
    for place in zip(*window_points(s, 3, seed=1), strict=True):
        x, y = (torch.tensor(float(v), dtype=torch.float64, requires_grad=True) for v in place)
        made = x * across[0] + y * across[1]
        if loss == SOFTMAX:
            value = torch.nn.CrossEntropyLoss()(made, right)
        else:  # PyTorch divides by the number of classes
            value = classes * torch.nn.MultiMarginLoss(p=1 + loss)(made, right)
        value.backward()
        assert s.fun(*place) == pytest.approx(value.item(), rel=1e-12)
        assert s.grad(*place) == pytest.approx((x.grad.item(), y.grad.item()), rel=1e-11, abs=1e-13)


@every_loss
@every_setting
@pytest.mark.parametrize("penalty", [(0.0, 0.0), (0.2, 0.0), (0.2, 1.0), (0.2, 0.4)])
def test_derivatives_are_differences(slug, knobs, loss, penalty):
    """Away from kinks; the hinge and the absolute values bring no curvature."""
    s = make(slug, loss, **knobs, reg=penalty[0], l1_ratio=penalty[1])
    h = 1e-6
    for x, y in zip(*window_points(s, 5, seed=2), strict=True):
        gx, gy = s.grad(x, y)
        slack = 1e-7 * (1 + abs(s.fun(x, y)))
        assert gx == pytest.approx((s.fun(x + h, y) - s.fun(x - h, y)) / (2 * h), abs=slack)
        assert gy == pytest.approx((s.fun(x, y + h) - s.fun(x, y - h)) / (2 * h), abs=slack)
        hxx, hxy, hyy = s.hess(x, y)
        if loss == HINGE:
            bend = penalty[0] * (1 - penalty[1])
            assert (hxx, hxy, hyy) == (bend, 0.0, bend)
            continue
        right, left = np.array(s.grad(x + h, y)), np.array(s.grad(x - h, y))
        above, below = np.array(s.grad(x, y + h)), np.array(s.grad(x, y - h))
        assert (right - left) / (2 * h) == pytest.approx((hxx, hxy), abs=2e-5 * (1 + abs(hxx)))
        assert (above - below) / (2 * h) == pytest.approx((hxy, hyy), abs=2e-5 * (1 + abs(hyy)))


@every_loss
@every_setting
def test_points_and_arrays_agree_to_the_last_bit(slug, knobs, loss, monkeypatch):
    monkeypatch.setattr(losses, "CHUNK", 3000)  # so that there are many chunks, the last not full
    for more in ({}, {"reg": 0.1, "l1_ratio": 0.5}):
        s = make(slug, loss, **knobs, **more)
        for each in (s, s.part(range(0, s.samples, 3)), s.part([0])):
            x, y = window_points(s, 41)
            x[:3], y[:3] = (0.0, 1e9, 1.0), (0.0, -1e9, 1.0)
            for name in ("fun", "grad", "hess"):
                many = np.atleast_2d(getattr(each, name)(x, y))
                one = [getattr(each, name)(a, b) for a, b in zip(x, y, strict=True)]
                assert np.array_equal(many.T, np.array(one).reshape(len(x), -1)), name


def test_far_away_losses_keep_their_digits():
    """exp(-60) is a loss, though 1 + exp(-60) is 1."""
    s = flowers(SOFTMAX, SEPARABLE)
    closest = min(np.abs(s.scatter.u + s.scatter.v))
    scale = 60 / closest
    assert 0 < s.fun(scale, scale) < 1e-20
    assert s.hess(scale, scale)[0] > 0
    assert s.fun(-1e6, -1e6) == pytest.approx(1e6 * np.abs(s.scatter.u + s.scatter.v).mean())


# -- parts ------------------------------------------------------------------------------------


@every_loss
@every_setting
def test_parts_make_up_the_whole(slug, knobs, loss):
    s = make(slug, loss, **knobs, reg=0.2, l1_ratio=0.5)
    bare = make(slug, loss, **knobs)
    order = np.random.default_rng(0).permutation(s.samples)
    parts = np.array_split(order, min(3, s.samples))
    for x, y in zip(*window_points(s, 3), strict=True):
        penalty = s.fun(x, y) - bare.fun(x, y)
        means = [len(p) * (s.part(p).fun(x, y) - penalty) for p in parts]
        assert sum(means) / s.samples == pytest.approx(bare.fun(x, y), rel=1e-10)
        assert s.part(range(s.samples)).grad(x, y) == s.grad(x, y)


def test_a_part_is_a_landscape():
    s = flowers(SOFTMAX, OVERLAPPING, reg=0.1)
    part = s.part([4, 2, 2])
    assert part == s.part(np.array([4, 2, 2]))
    assert hash(part) == hash(s.part([4, 2, 2]))
    assert part != s.part([2, 4, 2])
    copy = pickle.loads(pickle.dumps(part))
    assert (copy.grad(1.0, 2.0), copy.samples) == (part.grad(1.0, 2.0), 3)
    assert (part.bounds, part.start, part.minima) == (s.bounds, s.start, ())
    assert part.part([0, 1]).fun(1.0, 2.0) == s.part([4, 2]).fun(1.0, 2.0)
    assert optim.minimize(part, optim.get("gd"), max_steps=5).steps == 5


@pytest.mark.parametrize("indices", [[], [100], [-1], [0.5], [[]]])
def test_bad_indices_are_value_errors(indices):
    with pytest.raises(ValueError, match="from 0 to 99"):
        flowers(HINGE, OVERLAPPING).part(indices)
    with pytest.raises(ValueError, match="not a mean"):
        landscapes.get("bowl").part([0])


# -- minima -----------------------------------------------------------------------------------

PENALTIES = [(0.0, 0.0), (1e-3, 0.0), (0.05, 0.0), (1.0, 0.0), (0.02, 0.5), (0.05, 1.0), (1.0, 1.0)]
SOLVED = [
    *(flowers(loss, data, *p) for loss in range(3) for data in range(4) for p in PENALTIES),
    *(
        make("digits_plane", loss, count=count, reg=reg, l1_ratio=ratio)
        for loss, count, (reg, ratio) in itertools.product(
            range(3), (1, 20, 100), [(0.0, 0.0), (0.01, 0.0), (0.01, 0.7)]
        )
    ),
]


@pytest.mark.parametrize("s", SOLVED, ids=repr)
def test_the_minimum_is_the_only_one(s):
    """Lower than everything around it, near and far: the loss is convex."""
    if s.reg * (1 - s.l1_ratio) >= 1e-4:
        assert len(s.minima) == 1
    for x, y in s.minima:
        angle = np.linspace(0, 2 * np.pi, 181)
        least = s.fun(x, y)
        for radius in (1e-9, 1e-7, 1e-5, 1e-3, 0.1, 10.0):
            around = s.fun(x + radius * np.cos(angle), y + radius * np.sin(angle))
            assert (around >= least - 4e-16 * (1 + least)).all()
            if radius >= 1e-3:
                assert (around > least).all()
        if s.smooth:
            assert math.hypot(*s.grad(x, y)) < 1e-14


@pytest.mark.parametrize("s", SOLVED[::3], ids=repr)
def test_another_solver_finds_nothing_lower(s):
    starts = [s.start, *s.minima]
    found = [
        scipy_minimize(lambda p: s.fun(*p), p, method="Nelder-Mead", options={"maxiter": 2000})
        for p in starts
    ]
    lowest = min(f.fun for f in found)
    for place in s.minima:
        assert lowest >= s.fun(*place) - 1e-15
        assert min(math.dist(f.x, place) for f in found) < 0.02


def test_overlapping_classes_have_a_finite_minimum_without_any_penalty():
    for loss in range(3):
        s = flowers(loss, OVERLAPPING)
        assert len(s.minima) == 1
        (x_lo, x_hi), (y_lo, y_hi) = s.bounds
        x, y = s.minima[0]
        assert x_lo < x < x_hi
        assert y_lo < y < y_hi
        assert s.fun(x, y) > 0.05


def test_separable_classes_have_none_until_weights_cost():
    for loss in range(3):
        assert flowers(loss, SEPARABLE).minima == ()
        assert len(flowers(loss, SEPARABLE, 0.01).minima) == 1
    for loss in (HINGE, SQUARED):  # a region without any loss
        s = flowers(loss, SEPARABLE)
        assert s.fun(4.0, 4.0) == s.fun(8.0, 9.0) == 0.0
        assert s.grad(4.0, 4.0) == (0.0, 0.0)
    softmax = flowers(SOFTMAX, SEPARABLE)
    falling = [softmax.fun(t, t) for t in (1.0, 10.0, 100.0, 1000.0)]
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] > 0


@every_loss
def test_a_feature_twice_is_a_trough_and_only_l2_decides(loss):
    bare = flowers(loss, TWICE)
    assert bare.minima == ()
    assert bare.fun(1.0, 2.0) == pytest.approx(bare.fun(4.0, -1.0), rel=1e-14)
    ((x, y),) = flowers(loss, TWICE, 0.03).minima
    assert x == pytest.approx(y, rel=1e-12)
    assert x > 0.3
    sparse = flowers(loss, TWICE, 0.03, 1.0)  # indifferent, as long as both are positive
    assert sparse.minima == ()
    assert sparse.fun(2.0, 0.0) == pytest.approx(sparse.fun(1.0, 1.0), rel=1e-14)
    assert sparse.fun(3.0, -1.0) > sparse.fun(2.0, 0.0) + 0.05
    ((x, y),) = flowers(loss, TWICE, 0.03, 0.5).minima
    assert x == pytest.approx(y, rel=1e-12)


@every_loss
def test_a_noisy_copy_gets_no_weight_from_l1_and_its_share_from_l2(loss):
    for reg in (0.03, 0.1):
        ((x, y),) = flowers(loss, NOISY, reg, 1.0).minima
        assert y == 0.0
        assert x > 1
        ((x, y),) = flowers(loss, NOISY, reg).minima
        assert y > 0.3 * x
        ((_, between),) = flowers(loss, NOISY, reg, 0.5).minima
        assert 0 <= between < y


# -- digits -----------------------------------------------------------------------------------


def gradients(count):
    s = make("digits_plane", HINGE, count=count)
    x, y = np.meshgrid(*(np.linspace(lo, hi, 121) for lo, hi in s.bounds))
    return np.stack(s.grad(x, y))


def test_one_digit_makes_flat_facets_and_a_hundred_a_smooth_bowl():
    one, many = gradients(1), gradients(100)
    facets, curved = (len(np.unique(g.round(9).reshape(2, -1), axis=1).T) for g in (one, many))
    assert facets <= 9 * 10 // 2 + 1  # so many parts do nine lines cut a plane into
    assert curved > 5000

    def steepest_jump(g):
        return max(np.abs(np.diff(g, axis=axis)).max() for axis in (1, 2)) / np.abs(g).max()

    assert steepest_jump(one) > 3 * steepest_jump(many)


def test_the_plane_keeps_lengths():
    for plane in (0, 1, 999):
        rows = digit_plane.directions(plane)
        assert rows @ rows.T == pytest.approx(np.eye(2), abs=1e-14)
    s = make("digits_plane", HINGE, reg=1.0)
    assert s.fun(3.0, 4.0) - make("digits_plane", HINGE).fun(3.0, 4.0) == pytest.approx(12.5)


# -- facts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", range(4))
def test_decision_lines_part_what_the_scores_part(data):
    s = flowers(HINGE, data)
    seen = s.scatter
    for feature in (seen.u, seen.v):
        assert feature.mean() == pytest.approx(0, abs=1e-14)
        assert feature.std() == pytest.approx(1)
    x, y = 1.5, -0.7
    ((a, b, c),) = s.lines
    a, b, c = (k + kx * x + ky * y for k, kx, ky in (a, b, c))
    scores, labels, _ = task(s)
    assert np.array_equal(a * seen.u + b * seen.v + c > 0, np.diff(scores(x, y))[:, 0] > 0)
    assert np.array_equal(labels, seen.label)
    assert len(seen.names) == 2
    assert np.bincount(seen.label).tolist() == [50, 50]


@pytest.mark.parametrize("data", range(4))
def test_each_data_set_opens_with_a_lesson_and_runs_that_descend(data):
    for loss in range(3):
        s = flowers(loss, data)
        assert 20 < len(s.lesson) <= 90
        (x_lo, x_hi), (y_lo, y_hi) = s.bounds
        assert x_lo < s.start[0] < x_hi
        assert y_lo < s.start[1] < y_hi
        for slug, knobs in s.race.items():
            run = optim.minimize(s, optim.get(slug, **knobs), max_steps=s.steps)
            assert run.status in ("converged", "max_steps")
            assert run.fun[-1] < 0.6 * run.fun[0]
            assert (run.fun <= 1.05 * run.fun[0]).all()


def test_words_name_the_choices():
    knobs = landscapes.get("linear_classifier").knobs
    assert knobs["data"].words == iris.WORDS
    assert len(knobs["loss"].words) == 3
    assert knobs["reg"].lo == 0 < knobs["reg"].least


def test_the_data_are_small_and_their_source_is_told():
    told = (DATA / "README.md").read_text()
    for file in DATA.glob("*.npz"):
        assert file.name in told
        assert file.stat().st_size < 200_000
    assert "CC BY 4.0" in told
