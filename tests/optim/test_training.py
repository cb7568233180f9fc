"""Training in many dimensions: the same rules as in two, and torch.optim's steps."""

import numpy as np
import pytest

import optim
from landscapes.networks import Mlp, digits
from optim.conditions.conditions import MAX_STEPS
from optim.conditions.minibatch import order

MLP = Mlp((64, 8, 10))
DATA = digits(limit=200)
STEPS, BATCH = 50, 32
RULES = [slug for slug in optim.names() if issubclass(optim.CLASSES[slug], optim.Elementwise)]
CASES = {
    "momentum": ("SGD", {"learning_rate": 0.1, "momentum": 0.9}, {"lr": 0.1, "momentum": 0.9}),
    "adam": ("Adam", {"learning_rate": 0.01}, {"lr": 0.01}),
    "adamw": (
        "AdamW",
        {"learning_rate": 0.01, "weight_decay": 0.1},
        {"lr": 0.01, "weight_decay": 0.1},
    ),
    "rmsprop": (
        "RMSprop",
        {"learning_rate": 0.003, "momentum": 0.5},
        {"lr": 0.003, "momentum": 0.5},
    ),
}
REFERENCE = {
    "momentum": (-0.08949479367616758, 0.10971603850345166, -0.06546674677273738, 0.8931476636974),
    "adam": (0.031085785827378403, 0.25671303868872924, -0.030430689897992087, 1.2985205441566792),
    "adamw": (0.02564485065134654, 0.24832025400953117, -0.028406352756732235, 1.3170795980588834),
    "rmsprop": (-0.11406696139891785, 0.11433007213586795, -0.03814097624123127, 1.0194208496279),
}
"""Three weights at the end, and the last loss that was seen."""


def bowl(w, indices, rng):
    """|w|^2/2, steeper along later coordinates."""
    slopes = np.arange(1, len(w) + 1.0)
    return float(slopes @ (w * w)) / 2, slopes * w


def small(slug, knobs, **rest):
    return optim.train(
        MLP.problem(DATA, 0.01), optim.get(slug, **knobs), MLP.initial(0), STEPS,
        samples=len(DATA), batch=BATCH, keep=1, **rest,
    )  # fmt: skip


def torch_steps(torch, name, knobs):
    """The weights after each step of torch's optimizer on torch's own network."""
    model = torch.nn.Sequential(
        torch.nn.Linear(64, 8), torch.nn.Tanh(), torch.nn.Linear(8, 10)
    ).double()
    torch.nn.utils.vector_to_parameters(torch.tensor(MLP.initial(0)), model.parameters())
    optimizer = getattr(torch.optim, name)(model.parameters(), **knobs)
    ws = [MLP.initial(0)]
    for rows in order(len(DATA), BATCH, STEPS, 0):
        batch = DATA.part(rows)
        optimizer.zero_grad()
        scores = model(torch.tensor(batch.inputs))
        loss = torch.nn.functional.cross_entropy(scores, torch.tensor(batch.labels))
        loss = loss + 0.005 * sum((p * p).sum() for p in model.parameters())
        loss.backward()
        optimizer.step()
        ws.append(torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy().copy())
    return np.array(ws)


@pytest.mark.parametrize("slug", CASES)
def test_steps_are_those_of_torch(slug):
    torch = pytest.importorskip("torch")
    name, ours, theirs = CASES[slug]
    expected = torch_steps(torch, name, theirs)
    np.testing.assert_allclose(small(slug, ours).ws, expected, rtol=0, atol=1e-10)


@pytest.mark.parametrize("slug", CASES)
def test_ends_are_those_torch_once_had(slug):
    """A few numbers of torch 2.13's runs, so that something checks without torch."""
    run = small(slug, CASES[slug][1])
    found = [*run.w[[100, 300, -1]], run.losses[-1]]
    assert found == pytest.approx(REFERENCE[slug], abs=1e-9)


@pytest.mark.parametrize("slug", RULES)
def test_every_rule_does_in_many_dimensions_what_it_does_in_two(slug):
    class Surface:
        start = (1.0, -0.5)

        def fun(self, x, y):
            return (x * x + 2.0 * y * y) / 2

        def grad(self, x, y):
            return x, 2.0 * y

        def hess(self, x, y):
            return 1.0, 0.0, 2.0

    optimizer = optim.get(slug)
    flat = optim.minimize(Surface(), optimizer, max_steps=20, gtol=0, schedule="cosine")
    run = optim.train(bowl, optimizer, np.array([1.0, -0.5]), 20, keep=1, schedule="cosine")
    assert run.ws[:, 0].tolist() == flat.x.tolist()
    assert run.ws[:, 1].tolist() == flat.y.tolist()


@pytest.mark.parametrize("slug", [slug for slug in optim.names() if slug not in RULES])
def test_methods_that_couple_coordinates_are_refused(slug):
    with pytest.raises(ValueError, match="couples"):
        optim.train(bowl, optim.get(slug), np.ones(3), 5)


def test_there_are_rules_and_others():
    assert {"gd", "adam", "lion", "rprop"} <= set(RULES)
    assert {"newton", "bfgs", "random_search"} <= set(optim.names()) - set(RULES)


@pytest.mark.parametrize(
    ("steps", "keep", "at"),
    [(20, 10, [0, 10, 20]), (25, 10, [0, 10, 20, 25]), (3, 10, [0, 3]), (0, 10, [0])],
)
def test_snapshots_are_kept_every_so_often_and_at_the_end(steps, keep, at):
    gd = optim.get("gd", learning_rate=0.1)
    run = optim.train(bowl, gd, np.ones(3), steps, keep=keep)
    each = optim.train(bowl, gd, np.ones(3), steps, keep=1)
    assert run.at.tolist() == at
    assert (run.ws == each.ws[at]).all()
    assert run.steps == len(run.losses) == steps
    assert run.losses.tolist() == [bowl(w, None, None)[0] for w in each.ws[:-1]]
    assert (run.status, run.message) == ("max_steps", f"Took all {steps} steps.")


def test_the_start_is_not_written_to():
    start = np.ones(4)
    optim.train(bowl, optim.get("gd"), start, 3)
    assert start.tolist() == [1.0] * 4


def test_a_run_that_explodes_stops_with_the_last_good_weights():
    run = optim.train(bowl, optim.get("gd", learning_rate=10.0), np.ones(3), 100, keep=3)
    assert run.status == "diverged"
    assert np.isfinite(run.ws).all()
    assert 2 < run.steps < 100
    assert run.at[-1] == run.steps
    assert f"step {run.steps + 1}" in run.message
    each = optim.train(bowl, optim.get("gd", learning_rate=10.0), np.ones(3), 100, keep=1)
    assert (run.w == each.w).all()


def test_a_loss_that_is_not_a_number_stops_it_too():
    def broken(w, indices, rng):
        return float("nan"), w

    run = optim.train(broken, optim.get("adam"), np.ones(3), 10)
    assert (run.status, run.steps, len(run.ws)) == ("diverged", 0, 1)
    huge = optim.train(MLP.problem(DATA), optim.get("gd"), MLP.initial(0) * 1e200, 10)
    assert huge.status == "diverged"


def test_batches_are_shuffled_epochs_of_the_seed():
    seen = []

    def watching(w, indices, rng):
        seen.append(indices)
        return 0.0, np.zeros_like(w)

    optim.train(watching, optim.get("gd"), np.ones(2), 9, samples=100, batch=30, seed=4)
    assert (np.array(seen) == order(100, 30, 9, 4)).all()
    seen.clear()
    optim.train(watching, optim.get("gd"), np.ones(2), 2, samples=100, batch=100)
    optim.train(watching, optim.get("gd"), np.ones(2), 2)
    assert seen == [None] * 4


def test_dropout_is_drawn_from_the_seed_and_differs_from_step_to_step():
    def run(seed, dropout=0.5):
        return optim.train(
            MLP.problem(DATA, 0.0, dropout), optim.get("gd", learning_rate=0.1),
            MLP.initial(0), 5, seed=seed,
        )  # fmt: skip

    assert (run(1).w == run(1).w).all()
    assert (run(1).w != run(2).w).any()
    assert (run(1, 0.0).w == run(2, 0.0).w).all()
    assert len(set(run(1).losses.tolist())) == 5


def test_counts_and_weights_are_checked():
    gd = optim.get("gd")
    for w, steps, keep in ((np.ones((2, 2)), 1, 1), (np.array([np.nan]), 1, 1)):
        with pytest.raises(ValueError, match="vector"):
            optim.train(bowl, gd, w, steps, keep=keep)
    for steps, keep in ((-1, 1), (1, 0)):
        with pytest.raises(ValueError, match="steps is 0 or more"):
            optim.train(bowl, gd, np.ones(2), steps, keep=keep)
    with pytest.raises(ValueError, match="snapshots"):
        optim.train(bowl, gd, np.ones(1000), 100_000, keep=1)


def test_a_network_learns_its_digits():
    data, mlp = digits(), Mlp()
    run = optim.train(
        mlp.problem(data), optim.get("adam", learning_rate=0.01), mlp.initial(0), 440,
        samples=len(data), batch=32,
    )  # fmt: skip
    assert run.ws.shape == (45, mlp.size)
    assert mlp.accuracy(run.w, data) > 0.99
    assert mlp.accuracy(run.w, digits("test")) > 0.96


def test_more_steps_than_a_run_may_have():
    """A run of `minimize` keeps all its points, so there is a limit; training has none."""
    many = MAX_STEPS + 1

    def gone(w, indices, rng):
        return np.inf, w

    trained = optim.train(gone, optim.get("gd"), np.ones(2), many, keep=many)
    assert (trained.steps, trained.status) == (0, "diverged")
    with pytest.raises(ValueError, match="max_steps"):
        optim.Conditions(many)
