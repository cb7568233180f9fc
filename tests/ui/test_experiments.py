"""The page of experiments: its link, and what each of them says, measured."""

import numpy as np
import pytest
from apptest import named, opened_at, result_table
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from core.written import number
from ui.experiments import (
    controls,
    dropout,
    ensembles,
    search,
    thinned_networks,
    trainings,
    valleys,
    widths,
)
from ui.experiments.experiment import NUMBERS, Experiment


def opened(**query: str) -> AppTest:
    app = opened_at("experiments", query)
    assert not app.warning
    return app


def said(app: AppTest) -> str:
    return " ".join(each.value for each in [*app.markdown, *app.caption])


@given(st.dictionaries(st.sampled_from([*NUMBERS, "v", "show"]), st.text(max_size=8), max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_address_is_read_without_an_error(query: dict[str, str]) -> None:
    made, _ = Experiment.from_query(query)
    assert Experiment.from_query(made.to_query()) == (made, ())
    assert controls.EXPERIMENT.says(made)


# -- search in 650 dimensions ---------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_guessing_reads_next_to_nothing_and_the_gradient_nearly_all(seed: int) -> None:
    asked = Experiment(seed=seed)
    found = {
        slug: search.course(slug, getattr(asked, knob), asked.budget, seed)
        for slug, knob in search.SETTINGS.items()
    }
    ends = {slug: float(each.test[-1]) for slug, each in found.items()}
    assert 0.08 < ends["random_search"] < 0.25
    assert 0.8 < ends["local_search"] < 0.9
    assert ends["gd"] > 0.95
    assert all(each.cost[-1] == 1000 for each in found.values())
    assert f"random search reads {ends['random_search']:.1%} " in search.in_words(asked, found)


def test_the_lectures_shares_stand_beside_ours() -> None:
    table = result_table(opened(v="1", budget="200"))
    assert table["In the lecture (CIFAR-10)"] == ["15.5%", "21.4%", "–"]
    assert table["Cost, in losses"] == ["200"] * 3
    random, local, descent = (float(v.rstrip("%")) for v in table["Right in test"])
    assert random < local < descent


# -- dropout --------------------------------------------------------------------------------


@pytest.mark.parametrize("scaled", ["inverted", "test"])
def test_the_mean_that_is_told_is_that_of_the_masks(scaled: str) -> None:
    asked = Experiment(show="dropout", scaled=scaled, w1=1.5, w2=-0.5, x=1.0, y=2.0, dropout=0.2)
    masks = dropout.masks_of(asked)
    stated = dropout.in_words(asked, masks)
    assert (
        f"the mean over the masks is {'0.5' if scaled == 'inverted' else '0.4'}" in stated.lower()
    )
    assert "w₁x + w₂y = 0.5" in stated
    assert "1 − p = 0.8" in stated
    formula = dropout.worked(masks).removeprefix("E[a] = ").replace(r"\cdot", "*").replace("−", "-")
    terms, mean = formula.split(" = ")
    assert eval(terms) == pytest.approx(float(mean), abs=1e-5)


def test_relying_on_one_input_spreads_twice_as_far() -> None:
    asked = Experiment(show="dropout", w1=2.0, w2=0.0, x=1.0, y=1.0, scaled="test")
    stated = dropout.reliance_words(asked, dropout.masks_of(asked))
    assert (
        "with a variance of 1. The same sum from two equal products would spread by 0.5," in stated
    )


def test_scaling_is_exact_for_one_hidden_layer_alone() -> None:
    found = thinned_networks.by_depth(0.5, 0)
    off = [each.average.scores for each in found.values()]
    assert off[0][-1] < 0.015 < 0.1 < off[1][-1] < off[2][-1]
    chance = off[0] * np.sqrt(thinned_networks.COUNTS)  # what is left by chance falls as 1/√n
    assert chance.max() < 1.5 * chance.min()
    assert off[1][-1] > 0.9 * off[1][-2]
    assert found[1].with_it > found[1].without + 0.01
    assert f"{off[0][-1]:.1%} off the whole network with one hidden layer" in (
        thinned_networks.in_words(found)
    )
    assert thinned_networks.table(found)["Scores off"] == [f"{each[-1]:.1%}" for each in off]


def test_the_page_works_the_lectures_mean_out() -> None:
    app = opened(v="1", show="dropout", scaled="test")
    assert any("= 1" in each.value for each in app.latex)
    assert "The whole network gives w₁x + w₂y = 2, and times 1 − p = 0.5" in said(app)
    named(app.slider, "Input y").set_value(0.0).run()
    assert "w₁x + w₂y = 1, and" in said(app)
    assert app.query_params["y"] in ("0", ["0"])


# -- widths ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "k"), [(2, 0), (4, 7), (8, 3), (32, 9)])
def test_what_is_shipped_is_what_is_measured(width: int, k: int) -> None:
    assert trainings.trained(width, k) == pytest.approx(trainings.shipped()[width][k], rel=1e-6)


def test_what_was_not_measured_is_not_said_of_widths() -> None:
    """The start need not matter less with every width: other seeds may have it otherwise."""
    ends = trainings.shipped()
    assert widths.in_words(ends).endswith(": the wider the network, the less the start decides.")
    narrow, wide = ends[trainings.WIDTHS[0]], ends[trainings.WIDTHS[2]]
    swapped = ends | {trainings.WIDTHS[0]: wide, trainings.WIDTHS[2]: narrow}
    assert "the less the start decides" not in widths.in_words(swapped)


def test_the_wider_the_network_the_closer_its_ends_and_the_lower() -> None:
    ends = trainings.shipped()
    assert list(ends) == list(trainings.WIDTHS)
    assert all(len(found) == trainings.SEEDS for found in ends.values())
    apart = [widths.spread(found) for found in ends.values()]
    assert (np.diff(apart) < 0).all()
    assert apart[0] > 0.1 > 1e-3 > apart[-1]
    worst = [max(end.loss for end in found) for found in ends.values()]
    best = [min(end.loss for end in found) for found in ends.values()]
    assert all(lo > hi for lo, hi in zip(best, worst[1:], strict=False))


def test_the_page_shows_what_is_shipped_and_measures_other_seeds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = result_table(opened(v="1", show="widths"))
    assert table["Units"] == ["2", "4", "8", "16", "32"]
    lowest = min(end.loss for end in trainings.shipped()[2])
    assert float(table["Lowest last loss"][0]) == pytest.approx(lowest, rel=1e-3)
    asked = []

    def noted(width: int, seed: int) -> trainings.End:
        asked.append((width, seed))
        return trainings.End(1.0, 0.5)

    monkeypatch.setattr(trainings, "trained", noted)
    assert len(list(trainings.measured(5))) == 50
    assert set(asked) == {(w, s) for w in trainings.WIDTHS for s in range(5, 15)}


def test_trainings_of_a_narrow_network_end_at_bottoms_with_ridges_between() -> None:
    found = valleys.between(0)
    assert found.highest == max(end.loss for end in trainings.shipped()[valleys.UNITS])
    assert found.bottoms == 10
    assert len(found.ridges) == 45
    assert min(found.ridges) > 10 * found.highest
    stated = valleys.in_words(found)
    assert "at 10 of 10 ends" in stated
    assert f"climbs to {number(min(found.ridges), 2)} at least" in stated


# -- ensembles ------------------------------------------------------------------------------


def test_snapshots_gain_little_and_networks_of_their_own_more() -> None:
    gains = []
    for seed in range(0, 25, 5):
        snapshots, own = ensembles.both(5, 300, 100, seed)
        assert len(snapshots.alone) == len(own.alone) == 5
        assert snapshots.apart < own.apart
        gains.append([ensembles.gain(snapshots), ensembles.gain(own)])
    few, more = np.array(gains).T
    assert (few > 0).all()
    assert few.max() < 0.01 < more.min()


def test_the_gain_and_the_table_are_what_was_measured() -> None:
    pair = ensembles.both(3, 100, 100, 2)
    stated = ensembles.in_words(pair)
    few, more = (number(ensembles.gain(one), 2) for one in pair)
    assert stated.startswith(f"Averaging 3 snapshots lowers the test loss by {few} against")
    assert stated.endswith(f"averaging 3 networks of their own by {more}.")
    table = result_table(opened(v="1", show="ensembles", members="3", cycle="100", seed="2"))
    assert table["Right together"] == [f"{one.together.right:.1%}" for one in pair]
    assert [float(v) for v in table["Test loss together"]] == pytest.approx(
        [one.together.loss for one in pair], rel=1e-3
    )
    assert table["Two of them disagree on"] == [f"{one.apart:.1%}" for one in pair]


# -- links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "made"),
    [
        ({"v": "1"}, Experiment()),
        ({"v": "1", "budget": "300", "scale": "0.2", "step.size": "0.01"},
         Experiment(budget=300, scale=0.2, step_size=0.01)),
        ({"v": "1", "show": "dropout", "scaled": "test", "w1": "-1", "dropout": "0.3"},
         Experiment(show="dropout", scaled="test", w1=-1.0, dropout=0.3)),
        ({"v": "1", "show": "widths", "seed": "7"}, Experiment(show="widths", seed=7)),
        ({"v": "1", "show": "ensembles", "members": "3", "cycle": "60", "samples": "200"},
         Experiment(show="ensembles", members=3, cycle=60, samples=200)),
        ({"v": "1", "show": "flow", "flower": "7", "data": "1", "loss": "2", "reg": "0.1",
          "weight.x": "-2", "weight.y": "3"},
         Experiment(show="flow", flower=7, data=1, loss=2, reg=0.1, weight_x=-2, weight_y=3)),
    ],
)  # fmt: skip
def test_links_open_for_ever(link: dict[str, str], made: Experiment) -> None:
    assert Experiment.from_query(link) == (made, ())
    assert made.to_query() == ({} if made == Experiment() else link)


@pytest.mark.parametrize("page", ["methods", "network"])
def test_other_pages_lead_to_it(page: str) -> None:
    app = opened_at(page, {})
    assert any(each.proto.page == "experiments" for each in app.get("page_link"))
