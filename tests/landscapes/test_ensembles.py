"""Ensembles: the mean of probabilities by hand, and its loss against those of the members."""

import numpy as np
import pytest
from scipy.special import log_softmax, softmax

from landscapes.networks import Mlp, digits, ensemble

MLP, DATA = Mlp((64, 5, 10)), digits("test", 80)
WS = [2.0 * MLP.initial(seed) for seed in range(4)]


def test_each_alone_and_all_together_are_as_scipy_has_them():
    scores = [MLP.scores(w, DATA.inputs) for w in WS]
    at = DATA.labels, np.arange(len(DATA))
    found = ensemble(MLP, WS, DATA)
    for one, each in zip(found.alone, scores, strict=True):
        assert one.loss == pytest.approx(-log_softmax(each, axis=0)[at].mean())
        assert one.right == np.mean(each.argmax(axis=0) == DATA.labels)
    mean = softmax(np.array(scores), axis=1).mean(axis=0)
    assert found.together.loss == pytest.approx(-np.log(mean[at]).mean())
    assert found.together.right == np.mean(mean.argmax(axis=0) == DATA.labels)
    said = [each.argmax(axis=0) for each in scores]
    pairs = [np.mean(said[i] != said[j]) for i in range(4) for j in range(i)]
    assert found.apart == pytest.approx(np.mean(pairs))


def test_together_they_lose_no_more_than_on_average_alone():
    found = ensemble(MLP, WS, DATA)
    assert found.together.loss < np.mean([each.loss for each in found.alone])
    same = ensemble(MLP, [WS[0]] * 3, DATA)
    assert same.apart == 0
    assert same.together.loss == pytest.approx(same.alone[0].loss)


def test_one_that_is_sure_and_wrong_has_an_infinite_loss_without_a_warning():
    sure = 1e6 * MLP.initial(0)
    assert ensemble(MLP, [sure], DATA).together.loss == np.inf
