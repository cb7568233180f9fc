"""What the network's page shows of a network itself: digits it reads, and weights as pictures."""

import numpy as np
import pytest
from apptest import named
from test_network_page import QUICK, opened

from landscapes.networks import Mlp, digits
from ui.network import learned
from ui.network.training import runners

MLP = Mlp((64, 6, 10))
W = MLP.initial(3)


def test_probabilities_are_the_softmax_of_the_scores() -> None:
    inputs = digits("test", 40).inputs
    shares, scores = MLP.probabilities(W, inputs), MLP.scores(W, inputs)
    assert shares.shape == (10, 40)
    assert np.allclose(shares.sum(axis=0), 1)
    assert np.allclose(np.diff(np.log(shares), axis=0), np.diff(scores, axis=0))


@pytest.mark.filterwarnings("error")
def test_weights_that_overflow_give_no_answer_rather_than_an_error() -> None:
    assert np.allclose(MLP.probabilities(np.inf * (W + 1), digits("test", 3).inputs), 0.1)


def test_one_digit_of_each_kind_is_shown_and_some_that_are_misread() -> None:
    shown = learned.chosen(MLP, W)
    assert list(shown.labels[:10]) == list(range(10))
    said = np.argmax(MLP.scores(W, shown.inputs), axis=0)
    assert len(shown) == 10 + learned.WRONG
    assert (said[10:] != shown.labels[10:]).all()


def test_a_card_says_what_the_network_says() -> None:
    shown = learned.chosen(MLP, W)
    shares = MLP.probabilities(W, shown.inputs)
    html = learned.digit_cards(MLP, W, shown)
    assert html.count('role="img"') == len(shown)
    for kind, share in zip(shown.labels, shares.T, strict=True):
        said = int(np.argmax(share))
        assert f'"A {kind}. The network says {said}, {share[said]:.0%}"' in html
        right = "✓" if said == kind else "✗"
        assert f"<b>{said}</b> {share[said]:.0%} {right}" in html


def test_the_page_shows_them_after_any_step_that_was_kept() -> None:
    app = opened(**QUICK.to_query())
    runner = runners(QUICK)[0]
    slider = named(app.select_slider, "After step")
    assert int(slider.value) == runner.trained.run.at[-1]
    shown = learned.chosen(QUICK.mlp(), runner.trained.run.w)
    ends = learned.digit_cards(QUICK.mlp(), runner.trained.run.w, shown)
    first = learned.digit_cards(QUICK.mlp(), runner.trained.run.ws[0], shown)
    assert ends != first
    assert ends in bodies(app)
    slider.set_value(0).run()
    assert not app.exception
    assert first in bodies(app)
    assert learned.weights(QUICK.mlp(), runner.trained.run.ws[0]) in bodies(app)


def bodies(app: object) -> list[str]:
    return [each.proto.body for each in app.get("html")]  # type: ignore[attr-defined]
