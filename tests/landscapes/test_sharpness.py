"""Sharp and flat minima: the line between two networks, and rays in units of their own filters."""

import pytest

import optim
from landscapes import networks

MLP = networks.Mlp((64, 32, 10), "relu")
TRAIN, TEST = networks.digits("train", 200), networks.digits("test", 80)


def trained(batch, steps):
    problem, gd = MLP.problem(TRAIN), optim.get("gd", learning_rate=0.3)
    return optim.train(
        problem, gd, MLP.initial(0), steps, samples=len(TRAIN), batch=batch, keep=steps
    ).w


@pytest.fixture(scope="module")
def small_and_large():
    return trained(5, 2000), trained(None, 1000)


def scaled(w, factor):
    """The same function of the inputs: one layer times the factor, the next divided by it."""
    same = w.copy()
    (first, bias), (second, _) = MLP.layers(same)
    first *= factor
    bias *= factor
    second /= factor
    return same


def test_the_line_has_the_losses_of_the_networks_on_it(small_and_large):
    a, b = small_and_large
    found = networks.interpolate(MLP, a, b, TRAIN, TEST, [0, 0.25, 1])
    for k, t in enumerate(found.t):
        w = a + t * (b - a)
        assert found.train[k] == pytest.approx(MLP.loss(w, TRAIN), rel=1e-9)
        assert found.test[k] == pytest.approx(MLP.loss(w, TEST), rel=1e-9)


def test_rays_start_at_the_network_and_do_not_mind_its_scale(small_and_large):
    w = small_and_large[0]
    found = networks.rays(MLP, w, TRAIN, [0.0, 0.5], seed=3, count=4)
    assert found.shape == (4, 2)
    assert found[:, 0] == pytest.approx([MLP.loss(w, TRAIN)] * 4, rel=1e-9)
    assert len(set(found[:, 1])) == 4
    other = networks.rays(MLP, scaled(w, 4.0), TRAIN, [0.0, 0.5], seed=3, count=4)
    assert other == pytest.approx(found, rel=1e-6)
    # Along the line to another network the scale does matter: that is what misleads.
    b = small_and_large[1]
    plain, large = (
        networks.interpolate(MLP, v, b, TRAIN, TEST, [0.1]) for v in (w, scaled(w, 4.0))
    )
    assert plain.train != pytest.approx(large.train, rel=0.1)


def test_small_batches_end_in_the_flatter_minimum(small_and_large):
    small, large = small_and_large
    assert MLP.accuracy(small, TRAIN) == MLP.accuracy(large, TRAIN) == 1.0
    flat, sharp = (
        networks.rays(MLP, w, TRAIN, [-0.5, 0.5]).mean() - MLP.loss(w, TRAIN)
        for w in (small, large)
    )
    assert 0 < flat < 0.8 * sharp
