"""Dropout as many networks: all masks by hand, the masks of training, and what their mean is."""

import itertools

import numpy as np
import pytest

from landscapes.networks import Mlp, averaged, digits, four_masks, mean_of, thinned, variance_of
from landscapes.networks.dropout import softmax
from landscapes.networks.mlp import cross_entropy

DATA = digits("train", 12)


@pytest.mark.parametrize("dropout", [0.1, 0.5, 0.8])
@pytest.mark.parametrize("inverted", [False, True])
def test_the_mean_over_four_masks_is_the_scaled_sum(dropout, inverted):
    masks = four_masks((1.5, -0.7), (0.4, 2.0), dropout, inverted)
    whole = 1.5 * 0.4 - 0.7 * 2.0
    assert sum(mask.chance for mask in masks) == pytest.approx(1)
    assert mean_of(masks) == pytest.approx(whole if inverted else (1 - dropout) * whole)


@pytest.mark.parametrize("inverted", [False, True])
def test_of_all_ways_to_make_one_sum_two_equal_products_spread_least(inverted):
    rng, drop = np.random.default_rng(0), 0.3
    spreads = []
    for share in np.linspace(-0.5, 1.5, 21):  # of the sum 2 that the first product has
        masks = four_masks((2 * share, 2 - 2 * share), (1.0, 1.0), drop, inverted)
        kept = (rng.random((40_000, 2)) >= drop) / (1 - drop if inverted else 1)
        drawn = kept @ [2 * share, 2 - 2 * share]
        assert variance_of(masks) == pytest.approx(drawn.var(), rel=0.05)
        spreads.append(variance_of(masks))
    assert int(np.argmin(spreads)) == 10
    assert spreads[15] == pytest.approx(2 * spreads[10])  # relying on one alone


def test_with_one_half_each_mask_is_a_quarter_as_in_the_lecture():
    masks = four_masks((3.0, 5.0), (1.0, 1.0), 0.5, inverted=False)
    assert [mask.value for mask in masks] == [8, 3, 5, 0]
    assert [mask.chance for mask in masks] == [0.25] * 4
    assert mean_of(masks) == 4


@pytest.mark.parametrize("residual", [False, True])
def test_the_masks_are_those_of_training(residual):
    mlp = Mlp((64, 9, 9, 10), "relu", residual)
    w = mlp.initial(1)
    loss, _ = mlp.loss_and_grad(w, DATA, dropout=0.4, rng=np.random.default_rng(5))
    scores = thinned(mlp, w, DATA.inputs, 0.4, np.random.default_rng(5))
    assert cross_entropy(scores, DATA.labels) == pytest.approx(loss, rel=1e-13)


def every_mask(mlp, w, inputs, dropout):
    """The mean scores over all masks of a network of one or two hidden layers, mask by mask."""
    *hidden, (last, bias) = mlp.layers(w)
    total = 0.0
    for kept in itertools.product((0, 1), repeat=sum(mlp.sizes[1:-1])):
        h, at, chance = inputs.T, 0, 1.0
        for matrix, shift in hidden:
            units = np.array(kept[at : at + len(shift)])
            at += len(shift)
            chance *= np.prod(np.where(units, 1 - dropout, dropout))
            h = np.tanh(matrix @ h + shift[:, None]) * units[:, None] / (1 - dropout)
        total = total + chance * (last @ h + bias[:, None])
    return total


@pytest.mark.parametrize(("sizes", "exact"), [((64, 4, 10), True), ((64, 3, 3, 10), False)])
def test_the_mean_over_masks_tends_to_that_over_every_mask(sizes, exact):
    mlp = Mlp(sizes, "tanh")
    w, inputs = 3 * mlp.initial(2), DATA.inputs
    whole, mean = mlp.scores(w, inputs), every_mask(mlp, w, inputs, 0.5)
    off = np.linalg.norm(mean - whole) / np.linalg.norm(whole)
    assert (off < 1e-14) == exact
    found = averaged(mlp, w, inputs, 0.5, (10, 40_000))
    assert abs(found.scores[-1] - off) < 0.02
    assert found.scores[0] > 2 * found.scores[-1] or not exact
    assert found.counts.tolist() == [10, 40_000]


def test_the_probabilities_are_compared_class_by_class():
    mlp = Mlp((64, 4, 10))
    w, rng = mlp.initial(0), np.random.default_rng((3, 11))
    one = softmax(thinned(mlp, w, DATA.inputs, 0.5, rng))
    assert averaged(mlp, w, DATA.inputs, 0.5, (1,), seed=3).shares[0] == pytest.approx(
        np.abs(one - mlp.probabilities(w, DATA.inputs)).mean()
    )
