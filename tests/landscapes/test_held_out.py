"""Flowers held out of a linear classifier's loss: the split, their loss, and when L2 helps them."""

import numpy as np
import pytest

import landscapes
import optim
from landscapes.samples import iris

SPLITS = range(20)


def flowers(**knobs):
    return landscapes.get("linear_classifier", **knobs)


@pytest.mark.parametrize("held", [1, 50, 90])
def test_the_split_parts_all_flowers_and_hangs_on_its_seed(held):
    train, out = iris.split(0, held, 3)
    assert len(out) == held
    assert np.array_equal(np.sort(np.concatenate([train, out])), np.arange(100))
    assert not np.array_equal(out, iris.split(0, held, 4)[1])
    made = flowers(held_out=held, split=3)
    assert (made.samples, len(made.scatter.u)) == (100 - held, 100 - held)
    assert len(made.held_out_scatter.u) == held
    assert set(zip(made.scatter.u, made.scatter.v, strict=True)) <= set(
        zip(flowers().scatter.u, flowers().scatter.v, strict=True)
    )


@pytest.mark.parametrize("loss", range(3))
@pytest.mark.parametrize("data", range(4))
def test_both_losses_are_those_of_the_whole_over_some_of_its_flowers(data, loss):
    knobs = {"data": data, "loss": loss}
    made, whole = flowers(**knobs, reg=0.05, held_out=50, split=7), flowers(**knobs)
    train, out = iris.split(data, 50, 7)
    for x, y in ((0.3, -1.2), (4.0, 2.0), (-2.5, 0.0)):
        size = 0.05 / 2 * (x * x + y * y)
        assert made.fun(x, y) == pytest.approx(whole.part(train).fun(x, y) + size, rel=1e-12)
        mean, right = landscapes.held_out(made, x, y)
        assert mean == pytest.approx(whole.part(out).fun(x, y), rel=1e-12)
        seen = whole.scatter
        score = x * seen.u[out] + y * seen.v[out]
        assert right == np.sum((score > 0) == (seen.label[out] == 1))


def test_along_a_path_it_is_the_same_at_each_place():
    made = flowers(loss=1, held_out=30)
    x, y = np.linspace(-3, 5, 7), np.linspace(2, -4, 7)
    along = landscapes.held_out_losses(made, x, y)
    assert along.tolist() == [landscapes.held_out(made, a, b)[0] for a, b in zip(x, y, strict=True)]
    assert landscapes.held_out_losses(flowers(), x, y) is None


def test_without_flowers_held_out_nothing_changes():
    assert landscapes.held_out(flowers(), 1.0, 1.0) is None
    assert landscapes.held_out(landscapes.get("bowl"), 1.0, 1.0) is None
    assert flowers().margins is flowers(reg=0.1).margins
    assert flowers().samples == 100


def test_weights_beyond_all_numbers_are_told_as_such():
    mean, right = landscapes.held_out(flowers(held_out=50, loss=2), float("nan"), 1.0)
    assert np.isnan(mean)
    assert right == 0


def trained(split, reg):
    made = flowers(loss=2, held_out=90, split=split, reg=reg)
    run = optim.minimize(made, optim.get("gd", learning_rate=2.0), made.start, 1000, gtol=0.0)
    every = [landscapes.held_out(made, x, y) for x, y in zip(run.x, run.y, strict=True)]
    return run.fun, np.array(every)


def test_the_loss_of_the_data_alone_overfits_and_l2_helps_in_most_splits_but_not_the_share_right():
    better, rights = 0, []
    for split in SPLITS:
        (_, plain), (_, held) = trained(split, 0.0), trained(split, 0.01)
        better += held[-1, 0] < plain[-1, 0]
        rights.append(held[-1, 1] - plain[-1, 1])
    assert better == 18
    assert np.abs(rights).max() <= 2
    assert abs(np.mean(rights)) < 0.5


def test_of_the_scene_the_held_out_loss_rises_while_the_trained_one_falls():
    fun, held = trained(10, 0.0)
    assert (np.diff(fun) < 0).all()
    assert fun[-1] == pytest.approx(0.0125, abs=5e-5)
    assert [held[:, 0].min(), held[-1, 0]] == pytest.approx([0.104, 0.203], abs=5e-4)
    _, with_l2 = trained(10, 0.01)
    assert with_l2[-1, 0] == pytest.approx(0.127, abs=5e-4)
    assert with_l2[-1, 1] == held[-1, 1] == 85
