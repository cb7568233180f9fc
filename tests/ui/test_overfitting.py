"""Training against test: the curves are measured on the weights, and a scene overfits."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from apptest import opened_at
from streamlit.testing.v1 import AppTest

from landscapes.networks import digits
from ui.network import learning_view, presets, training
from ui.network.learning import Learning, learning
from ui.network.study import Learner, Study

QUICK = Study(units=8, samples=60, steps=40, batch=10, weight_decay=0.05, dropout=0.2)


def by_hand(mlp: Any, w: Any, data: Any) -> tuple[float, float]:
    """The loss of one hidden tanh layer and its share of right answers, written out."""
    units, features, classes = mlp.sizes[1], mlp.sizes[0], mlp.sizes[2]
    first, rest = w[: features * units].reshape(units, features), w[features * units :]
    bias, rest = rest[:units], rest[units:]
    last, shift = rest[: units * classes].reshape(classes, units), rest[units * classes :]
    total, right = 0.0, 0
    for pixels, kind in zip(data.inputs, data.labels, strict=True):
        scores = last @ np.tanh(first @ pixels + bias) + shift
        total += np.log(np.sum(np.exp(scores - scores[kind])))
        right += int(np.argmax(scores) == kind)
    return total / len(data), right / len(data)


def test_curves_are_those_of_the_network_without_penalty_and_dropout() -> None:
    runner = training.runners(QUICK)[2]
    found = learning(runner, QUICK.samples)
    assert found.steps.tolist() == runner.trained.run.at.tolist()
    for k in (0, 11, -1):
        for which, data in enumerate((digits("train", 60), digits("test"))):
            loss, right = by_hand(QUICK.mlp(), runner.trained.run.ws[k], data)
            assert found.losses[which][k] == pytest.approx(loss, rel=1e-12)
            assert found.shares[which][k] == right


def test_the_end_of_the_curves_is_what_the_table_says() -> None:
    for runner in training.runners(QUICK):
        found = learning(runner, QUICK.samples)
        assert (found.losses[0][-1], found.shares[0][-1]) == runner.trained.train
        assert (found.losses[1][-1], found.shares[1][-1]) == runner.trained.test


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_preset_overfits_in_its_loss_but_reads_no_fewer_digits_right(seed: int) -> None:
    study = replace(presets.OVERFITS, seed=seed)
    (runner,) = training.runners(study)
    found = learning(runner, study.samples)
    train, test = found.losses
    assert found.overfits
    assert test[-1] > 1.2 * test[found.lowest]
    assert train[-1] < 0.02 * train[found.lowest]
    assert abs(found.shares[1][-1] - found.shares[1][found.lowest]) < 0.02
    assert found.steps[found.lowest] < 150


def made(train: list[float], test: list[float]) -> Learning:
    """Curves with a snapshot every 10 steps."""
    losses = np.array(train), np.array(test)
    return Learning(10 * np.arange(len(train)), losses, (losses[0] * 0, losses[0] * 0 + 0.5))


@pytest.mark.parametrize(
    ("train", "test", "says"),
    [
        ([2.0, 0.5, 0.1], [2.1, 0.6, 0.9], "overfits: its test loss is lowest after 10 steps, 0.6"),
        ([2.0, 0.5, 0.1], [2.1, 0.6, 0.62], "does not overfit so far"),
        ([2.0, 0.5, 0.1], [2.1, 0.6, 0.5], "lowest after 20 steps, 0.5, and 0.5 at the end"),
        # Both rise: that is no overfitting.
        ([2.0, 0.5, 0.8], [2.1, 0.6, 0.9], "does not overfit so far"),
    ],
)
def test_the_sentence_follows_from_the_curves(
    train: list[float], test: list[float], says: str
) -> None:
    said = learning_view.verdict(made(train, test), "Adam")
    assert says in said
    assert said.startswith("Adam ")
    if "does not" not in said:
        assert "rises to 0.9, while the training loss falls from 0.5 to 0.1" in said


def test_the_page_shows_the_curves_of_the_run_looked_at() -> None:
    app = opened({**QUICK.to_query(), "panel": "learning", "focus": "momentum"})
    assert app.markdown[-1].value.startswith("**Momentum ")
    found = learning(training.runners(QUICK)[1], QUICK.samples)
    shown = {each.label: each.value for each in app.metric}
    assert shown["Right in test at the end"] == f"{found.shares[1][-1]:.1%}"


def test_of_a_run_that_diverged_no_curves_are_drawn() -> None:
    wild = Learner("momentum", (("learning_rate", 10.0), ("momentum", 0.99)))
    app = opened(replace(QUICK, race=(wild,), panel="learning").to_query())
    assert app.markdown[-1].value == "**Momentum diverged: its curves say little.**"
    assert not app.metric


def opened(query: dict[str, str]) -> AppTest:
    """The network's page at a link."""
    return opened_at("network", query)
