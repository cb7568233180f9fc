"""The page of experiments: its link, and what each of them says, measured."""

from pathlib import Path

import pytest
from apptest import result_table
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ui.experiments import controls, search
from ui.experiments.experiment import NUMBERS, Experiment

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=120)
    app.run()
    app.switch_page("../pages/experiments.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
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
