"""Mini-batches: the draw, what methods see of it, and PyTorch's own loop on the same batches."""

import math

import numpy as np
import pytest

import landscapes
import optim
from optim.conditions import minibatch

S = landscapes.get("linear_classifier", loss=2, reg=0.01)
HINGE, SQUARED, SOFTMAX = range(3)
every_optimizer = pytest.mark.parametrize("slug", optim.names())
RULES = [slug for slug in optim.names() if isinstance(optim.get(slug), optim.Elementwise)]


# -- the draw ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 10, 33, 50, 99])
def test_an_epoch_is_without_replacement(size):
    each = 100 // size
    rows = minibatch.order(100, size, 3 * each + 1, seed=5)
    assert rows.shape == (3 * each + 1, size)
    assert rows.dtype == np.int64
    for epoch in range(3):
        seen = rows[epoch * each : (epoch + 1) * each].ravel()
        assert len(set(seen.tolist())) == each * size
    assert set(rows.ravel().tolist()) <= set(range(100))


def test_the_first_batches_do_not_depend_on_how_many_are_drawn():
    long = minibatch.order(37, 5, 100, seed=1)
    for steps in (0, 1, 7, 8, 50):
        assert np.array_equal(minibatch.order(37, 5, steps, seed=1), long[:steps])
    assert not np.array_equal(minibatch.order(37, 5, 100, seed=2), long)
    assert not np.array_equal(long[:7], long[7:14])  # shuffled anew


def test_a_link_draws_the_same_for_ever():
    """From a stream that neither gradient noise nor a stochastic method draws from."""
    drawn = minibatch.order(10, 3, 5, seed=0).tolist()
    assert drawn == [[8, 2, 1], [0, 5, 6], [7, 4, 3], [9, 8, 6], [3, 0, 5]]
    for taken in (0, (0, 1)):
        assert np.random.default_rng(taken).permutation(10)[:9].tolist() != [
            i for row in drawn[:3] for i in row
        ]


def test_every_sample_gets_its_turn():
    counts = np.bincount(minibatch.order(10, 3, 3000, seed=0).ravel(), minlength=10)
    assert counts.sum() == 9000
    assert abs(counts - 900).max() < 60  # one of ten is left over in each epoch, by chance


def test_as_many_as_there_are_is_all():
    assert minibatch.order(4, 9, 2, seed=0).tolist() == [[0, 1, 2, 3]] * 2
    whole = optim.minimize(S, optim.get("gd"), max_steps=5)
    for batch in (100, 1000):
        run = optim.minimize(S, optim.get("gd"), max_steps=5, batch=batch)
        assert np.array_equal(run.x, whole.x)
        assert run.batches is None
        assert "batch_fun" not in run.record


def test_epochs_count_what_was_seen():
    assert minibatch.epochs(100, 10, 25) == 2.5
    assert minibatch.epochs(100, 1000, 3) == 3


@pytest.mark.parametrize("batch", [0, -1, 2.5, math.nan, "ten"])
def test_a_batch_that_makes_no_sense_is_a_value_error(batch):
    with pytest.raises(ValueError, match="batch"):
        optim.minimize(S, optim.get("gd"), batch=batch)


def test_a_surface_without_samples_has_no_batches():
    for surface in (landscapes.get("bowl"), landscapes.from_formula("x^2 + y^2")):
        with pytest.raises(ValueError, match="mean over samples"):
            optim.minimize(surface, optim.get("gd"), batch=3)
        with pytest.raises(ValueError, match="mean over samples"):
            optim.minimize_many(surface, optim.get("gd"), [0.0, 1.0], 0.0, batch=3)
    with pytest.raises(ValueError, match="at least one"):
        minibatch.order(0, 1, 1, 0)


# -- what methods see -------------------------------------------------------------------------


@every_optimizer
def test_a_run_sees_batches_and_tells_the_whole_loss(slug):
    run = optim.minimize(S, optim.get(slug), max_steps=30, gtol=0.0, batch=10, seed=7)
    assert run.batches is not None
    n = run.steps
    assert np.array_equal(run.batches, minibatch.order(100, 10, n, 7))
    assert np.array_equal(run.fun, S.fun(run.x, run.y))
    gx, gy = S.grad(run.x, run.y)
    assert np.array_equal(run.grad_x, gx)
    assert np.array_equal(run.grad_y, gy)
    parts = [S.part(row) for row in run.batches]
    points = list(zip(run.x.tolist(), run.y.tolist(), strict=True))[:n]
    losses = [part.fun(*point) for part, point in zip(parts, points, strict=True)]
    assert run.record["batch_fun"].tolist()[1:] == losses
    assert math.isnan(run.record["batch_fun"][0])
    if not optim.get(slug).gradient_free:
        seen = [part.grad(*point) for part, point in zip(parts, points, strict=True)]
        assert list(zip(run.record["g_x"], run.record["g_y"], strict=True))[1:] == seen


@every_optimizer
def test_the_seed_decides(slug):
    def run(seed, steps=20, **more):
        return optim.minimize(S, optim.get(slug), max_steps=steps, gtol=0.0, seed=seed, **more)

    first, longer = run(1, batch=10), run(1, steps=25, batch=10)
    n = min(first.steps, longer.steps) + 1
    assert np.array_equal(first.x[:n], longer.x[:n])
    assert np.array_equal(first.x, run(1, batch=10).x)
    assert not np.array_equal(first.batches, run(2, batch=10).batches)


def test_noise_and_search_keep_their_own_streams():
    plain = optim.minimize(S, optim.get("gd"), max_steps=8, noise=0.5, seed=3)
    both = optim.minimize(S, optim.get("gd"), max_steps=8, noise=0.5, seed=3, batch=10)
    assert np.array_equal(plain.record["noise_x"], both.record["noise_x"])
    assert both.record["g_x"][1] == pytest.approx(
        S.part(both.batches[0]).grad(*S.start)[0] + both.record["noise_x"][1], rel=1e-15
    )


class Spy:
    """A classifier that tells which batch was asked, at which step, and for what."""

    def __init__(self):
        self.samples, self.start, self.asked = S.samples, S.start, []

    def part(self, indices):
        return Spied(self, S.part(indices), tuple(np.asarray(indices).tolist()))

    def __getattr__(self, name):
        return getattr(S, name)


class Spied:
    def __init__(self, spy, part, indices):
        self.spy, self.inner, self.indices = spy, part.floats, indices

    def _call(self, name, x, y):
        self.spy.asked.append((self.indices, name, x, y))
        return getattr(self.inner, name)(x, y)

    def fun(self, x, y):
        return self._call("fun", x, y)

    def grad(self, x, y):
        return self._call("grad", x, y)

    def hess(self, x, y):
        return self._call("hess", x, y)


@pytest.mark.parametrize("slug", [slug for slug in optim.names() if slug not in RULES])
@pytest.mark.parametrize("gradient", [None, "central"])
def test_a_step_stays_on_its_batch_and_every_look_counts(slug, gradient):
    """Also the losses of a line search; and what was known of the last batch is asked again."""
    spy = Spy()
    run = optim.minimize(
        spy, optim.get(slug), max_steps=12, gtol=0.0, batch=10, seed=4, gradient=gradient
    )
    asked = list(spy.asked)
    rows = [tuple(row) for row in minibatch.order(100, 10, 13, 4).tolist()]
    turns = [
        indices for k, (indices, *_) in enumerate(asked) if k == 0 or indices != asked[k - 1][0]
    ]
    assert turns == rows[: len(turns)]
    assert len(turns) >= run.steps
    kinds = [name for _, name, *_ in asked]
    counts = {"fun": run.nfev[-1], "grad": run.njev[-1], "hess": run.nhev[-1]}
    assert {name: kinds.count(name) for name in counts} == counts
    assert len(set(asked)) == len(asked)


def test_gtol_looks_at_the_whole_loss():
    s = landscapes.get("linear_classifier", loss=SOFTMAX, reg=0.1)
    gd = optim.get("gd", learning_rate=0.3)
    start = s.minima[0]
    run = optim.minimize(s, gd, start, max_steps=50, batch=5, gtol=1e-6)
    assert run.status == "converged"
    assert run.steps == 0
    assert math.hypot(*s.part(minibatch.order(100, 5, 1, 0)[0]).grad(*start)) > 0.01


def test_small_steps_follow_the_whole_loss_and_large_ones_do_not():
    """Averaged over an epoch, batches of equal size are the whole."""
    start = (1.0, 1.0)
    whole = optim.minimize(S, optim.get("gd", learning_rate=1e-3), start, 50, gtol=0.0)
    batches = optim.minimize(S, optim.get("gd", learning_rate=1e-3), start, 50, gtol=0.0, batch=10)
    assert math.dist((whole.x[-1], whole.y[-1]), (batches.x[-1], batches.y[-1])) < 1e-4
    loud = optim.minimize(S, optim.get("gd", learning_rate=2.0), start, 200, gtol=0.0, batch=2)
    calm = optim.minimize(S, optim.get("gd", learning_rate=2.0), start, 200, gtol=0.0)
    assert np.std(loud.fun[100:]) > 100 * np.std(calm.fun[100:])


# -- many runs --------------------------------------------------------------------------------

OPTIONS = {
    "defaults": {},
    "schedule and noise": {"schedule": "cosine", "noise": 0.2},
    "differences": {"gradient": "central"},
    "budget": {"max_evaluations": 23},
}


@every_optimizer
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_many_equals_one_by_one(slug, options):
    s = landscapes.get("linear_classifier", loss=SOFTMAX, reg=0.1)
    x, y = np.array([(-4, 5), (5, -3), (1e13, 0), (1.4, 1.0), s.minima[0]]).T
    more = {"max_steps": 40, "gtol": 0.03, "batch": 9, "seed": 6} | options
    ends = optim.minimize_many(s, optim.get(slug), x, y, **more)
    for i, start in enumerate(zip(x, y, strict=True)):
        run = optim.minimize(s, optim.get(slug), start, **more)
        assert (ends.status[i], ends.steps[i]) == (run.status, run.steps)
        assert ends.x[i] == run.x[-1]
        assert ends.y[i] == run.y[-1]
        assert np.array_equal(ends.fun[i], run.fun[-1], equal_nan=True)


class SaddleOfSamples(optim.Problem):
    """A mean over samples that is a saddle: each sample is one, more or less steep."""

    samples = 4

    def __init__(self, steep=1.0):
        self.steep = steep

    def fun(self, x, y):
        return self.steep * (x * x - y * y)

    def grad(self, x, y):
        return 2 * self.steep * x, -2 * self.steep * y

    def hess(self, x, y):
        return 2 * self.steep + 0 * x, 0 * x, -2 * self.steep + 0 * x

    def part(self, indices):
        return SaddleOfSamples(float(np.mean(np.array([0.7, 0.9, 1.1, 1.3])[indices])))


def test_many_tell_a_saddle_too():
    asked = (SaddleOfSamples(), optim.get("gd", learning_rate=0.2))
    ends = optim.minimize_many(*asked, [0.0, 1.0, 1.0], [0.0, 0.0, 1.0], 60, 1e-3, batch=2)
    runs = [optim.minimize(*asked, start, 60, 1e-3, batch=2) for start in ((0, 0), (1, 0), (1, 1))]
    assert ends.status.tolist() == [run.status for run in runs] == ["saddle"] * 2 + ["diverged"]


@pytest.mark.parametrize("slug", [slug for slug in RULES if optim.get(slug).has_rate])
def test_swept_rates_equal_one_by_one(slug):
    rates = np.geomspace(0.01, 10, 5)
    more = {"max_steps": 30, "gtol": 0.0, "batch": 7, "schedule": "step"}
    ends = optim.minimize_many(S, optim.get(slug, learning_rate=rates), *S.start, **more)
    for i, rate in enumerate(rates):
        run = optim.minimize(S, optim.get(slug, learning_rate=float(rate)), **more)
        assert (ends.x[i], ends.y[i], ends.status[i]) == (run.x[-1], run.y[-1], run.status)


def test_a_fair_race_is_run_on_batches():
    tuned = optim.tune(S, optim.get("gd"), S.start, 20, batch=5)
    rate = tuned.values["learning_rate"]

    def mean_loss(value):
        made = optim.get("gd", learning_rate=value)
        runs = [
            optim.minimize(S, made, max_steps=20, batch=5, seed=k, max_evaluations=20)
            for k in range(4)
        ]
        return np.mean([run.fun[-1] for run in runs])

    assert mean_loss(rate) < min(mean_loss(rate / 4), mean_loss(0.01))


# -- PyTorch ----------------------------------------------------------------------------------


def torch_run(torch, s, make, batches):
    """The usual loop: zero the gradients, the loss of a batch, backward, step."""
    seen = s.scatter
    features = torch.tensor(np.stack([seen.u, seen.v], axis=1))
    labels = torch.tensor(seen.label)
    weight = torch.tensor(s.start, dtype=torch.float64, requires_grad=True)
    if s.loss == SOFTMAX:
        loss, factor = torch.nn.CrossEntropyLoss(), 1.0
    else:  # PyTorch divides by the number of classes
        loss, factor = torch.nn.MultiMarginLoss(p=1 + int(s.loss)), 2.0
    method, path = make([weight]), [s.start]
    for row in batches:
        method.zero_grad()
        scores = features[row] @ weight
        factor_loss = factor * loss(torch.stack([torch.zeros_like(scores), scores], 1), labels[row])
        factor_loss.backward()
        method.step()
        path.append(tuple(weight.tolist()))
    return np.array(path).T


@pytest.mark.parametrize("loss", [HINGE, SQUARED, SOFTMAX])
@pytest.mark.parametrize("size", [1, 16])
@pytest.mark.parametrize("slug", ["gd", "momentum", "adam"])
def test_the_path_is_that_of_pytorch(slug, size, loss):
    torch = pytest.importorskip("torch")
    s = landscapes.get("linear_classifier", loss=loss, reg=0.02)
    rate = 0.05
    run = optim.minimize(
        s, optim.get(slug, learning_rate=rate), max_steps=150, gtol=0.0, batch=size, seed=11
    )

    def make(weights):
        if slug == "adam":
            return torch.optim.Adam(weights, lr=rate, weight_decay=s.reg)
        momentum = 0.9 if slug == "momentum" else 0.0
        return torch.optim.SGD(weights, lr=rate, momentum=momentum, weight_decay=s.reg)

    x, y = torch_run(torch, s, make, minibatch.order(100, size, 150, 11))
    assert run.x == pytest.approx(x, abs=1e-10)
    assert run.y == pytest.approx(y, abs=1e-10)
