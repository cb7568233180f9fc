"""Regularisers side by side: trained as said, and what is said of them holds for every seed."""

from functools import cache

import numpy as np
import pytest
from apptest import opened_at, result_table

import optim
from landscapes.networks import Mlp, RandomMask, digits, shifted
from ui.experiments import regularisers
from ui.experiments.experiment import Experiment
from ui.experiments.regularisers import Curve, Found

USUAL = Experiment(show="regularisers")
SHORT = Experiment(show="regularisers", samples=50, steps=100, seeds=2)


@cache
def found(asked: Experiment) -> Found:
    """All of its trainings."""
    made: Found = {name: [] for name in regularisers.kinds(asked)}
    for name, tested in regularisers.measured(asked):
        made[name].append(tested)
    return made


def test_each_is_trained_with_what_it_is_called() -> None:
    mlp, data, test = Mlp((64, 32, 10)), digits("train", 50), digits("test")

    def moved(w: np.ndarray, rows: np.ndarray, rng: np.random.Generator) -> tuple:
        return mlp.loss_and_grad(w, shifted(data.part(rows), rng))

    problems = {
        "Nothing added": mlp.problem(data),
        "L2 penalty": mlp.problem(data, 0.003),
        "Dropout": mlp.problem(data, 0.0, 0.5),
        "DropConnect": mlp.problem(data, 0.0, RandomMask(0.5, "weights")),
        "Shifted digits": moved,
    }
    assert list(found(SHORT)) == list(problems)
    adam = optim.get("adam", learning_rate=0.01)
    for name, problem in problems.items():
        run = optim.train(problem, adam, mlp.initial(1), 100, 50, 32, seed=1, keep=5)
        tested = found(SHORT)[name][1]
        assert tested.steps.tolist() == list(range(0, 101, 5))
        assert tested.losses[-1] == mlp.loss(run.w, test)
        assert tested.right == mlp.accuracy(run.w, test)
        assert tested.train == mlp.loss(run.w, data)


def test_a_small_penalty_helps_here_and_the_others_do_not() -> None:
    apart = regularisers.differences(found(USUAL))
    assert all((apart["L2 penalty"] < 0).tolist())
    for name in ("Dropout", "DropConnect", "Shifted digits"):
        assert len(apart[name]) == 5
        assert all((apart[name] > 0.02).tolist()), name
    assert regularisers.in_words(found(USUAL)) == (
        "The last test loss, against nothing added, is lower for every seed with: L2 penalty; "
        "higher for every seed with: Dropout, DropConnect, Shifted digits."
    )


def made(**ends: list[float]) -> Found:
    """Trainings with these last losses, a seed after the other."""
    steps = np.array([0, 10])
    return {
        name.replace("_", " "): [Curve(steps, np.array([2.3, end]), 0.9, 0.1) for end in row]
        for name, row in ends.items()
    }


@pytest.mark.parametrize(
    ("losses", "lower", "higher"),
    [
        ([0.2, 0.3], "Dropout", "none"),
        ([0.6, 0.7], "none", "Dropout"),
        ([0.2, 0.7], "none", "none"),  # lower in the mean, but not for every seed
    ],
)
def test_the_sentence_is_about_every_seed(losses: list[float], lower: str, higher: str) -> None:
    said = regularisers.in_words(made(Nothing_added=[0.4, 0.6], Dropout=losses))
    assert said.endswith(f"seed with: {lower}; higher for every seed with: {higher}.")


def test_the_table_has_means_and_spreads() -> None:
    shown = regularisers.table(made(Nothing_added=[0.4, 0.6], Dropout=[0.2, 0.4]))
    assert shown["Regulariser"] == ["Nothing added", "Dropout"]
    assert shown["Test loss at the end"] == ["0.5 (0.4 to 0.6)", "0.3 (0.2 to 0.4)"]
    assert shown["Right in test"][0] == "90.0% (90.0% to 90.0%)"


def test_the_page_shows_what_was_measured() -> None:
    app = opened_at("experiments", SHORT.to_query())
    assert not app.warning
    assert regularisers.in_words(found(SHORT)) in app.markdown[-1].value + app.markdown[1].value
    assert result_table(app)["Regulariser"] == list(found(SHORT))
