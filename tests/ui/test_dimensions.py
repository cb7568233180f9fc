"""The page of many dimensions: its link, its sentences, its numbers."""

import pytest
from apptest import MAIN, named, opened_at, result_table
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import landscapes
from ui.dimensions import cost, page, signs
from ui.dimensions.dimensions import NUMBERS, Dimensions
from ui.page_list import PAGES


def opened(**query: str) -> AppTest:
    return opened_at("dimensions", query)


@given(
    st.dictionaries(st.sampled_from([*NUMBERS, "part", "v", "x"]), st.text(max_size=8), max_size=5)
)
@settings(max_examples=60, deadline=None)
def test_any_address_is_read_without_an_error(query: dict[str, str]) -> None:
    made, _ = Dimensions.from_query(query)
    assert Dimensions.from_query(made.to_query()) == (made, ())


def test_the_sentence_says_what_was_drawn_and_what_is_exact() -> None:
    asked = Dimensions(n=3, count=1000, seed=5)
    said = signs.in_words(asked)
    assert f"{landscapes.signs.drawn(3, 1000, 5)} of 1,000 drawn" in said
    assert "exactly 1 in 20.1;" in said
    assert said.endswith("one would expect 1 in 4.")
    assert "drawn" not in signs.in_words(Dimensions(n=9))


def test_before_training_many_directions_fall_and_after_it_few() -> None:
    (before, first), (after, last) = signs.before_and_after()
    assert len(first.values) == len(last.values) == 610
    assert after < 0.05 < 2 < before
    assert first.signs[0] > 100 > 5 * last.signs[0]
    assert last.values[0] > -3e-3 * last.values[-1]
    assert first.values[0] < -0.2 * first.values[-1]


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (8.0 * 2410**2, "46.5 MB"),
        (8.0 * 30_730**2, "7.55 GB"),
        (8.0 * 25.6e6**2, "5.24 PB"),
        (80, "80 bytes"),
    ],
)
def test_sizes_are_told_in_units(size: float, words: str) -> None:
    assert cost.in_bytes(size) == words


def test_times_are_told_in_units() -> None:
    told = [cost.in_time(t) for t in (0.0086, 1.5, 90.0, 7200.0, 3e5, 4e7, 1e13)]
    assert told == ["8.6 ms", "1.5 s", "1.5 min", "2 h", "3.5 days", "1.3 years", "316,881 years"]


def test_the_page_opens_the_network_and_follows_its_controls() -> None:
    app = opened(v="1", n="5", weights="30730")
    assert any("5 × 5" in m.value for m in app.markdown)
    named(app.slider, "Dimensions").set_value(7).run()
    assert not app.exception
    assert any("7 × 7" in m.value for m in app.markdown)
    table = result_table(app)
    assert table["Losses it takes"][1:3] == ["30,731", "61,460"]
    assert table["Memory"][-1] == "7.55 GB"


@pytest.mark.parametrize(
    ("part", "title", "column"),
    [
        ("signs", "Signs in many dimensions", ""),
        ("network", "The Hessian of a small network, before and after training", "Negative"),
        ("cost", "The cost of curvature", "Memory"),
    ],
)
def test_a_lesson_shows_one_part_of_it(part: str, title: str, column: str) -> None:
    app = opened(part=part)
    assert [each.value for each in app.title] == [title]
    assert not app.header
    assert (column in result_table(app)) if column else app.get("plotly_chart")
    (whole,) = app.get("page_link")
    assert "part" not in whole.proto.query_string
    app = opened(n="3")
    assert not app.get("page_link")
    assert len(app.header) == 2


@pytest.mark.parametrize("part", ["signs", "network"])
def test_each_chart_has_a_menu_whose_link_opens_it(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    menus: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(
        page, "take_chart", lambda chart, _, __, takes: menus.append((chart, takes["link"]))
    )
    app = opened(part=part, seed="3")
    charts = [each.proto.id.rpartition("-")[2] for each in app.get("plotly_chart")]
    assert [chart for chart, _ in menus] == charts
    assert Dimensions.from_query(menus[0][1])[0] == Dimensions(part=part, seed=3)


@pytest.mark.parametrize("page", ["playground", "network"])
def test_other_pages_lead_to_it_as_the_menu_does_not(page: str) -> None:
    (facts,) = (each for each in PAGES if each.name == "dimensions")
    assert not facts.in_menu
    assert sum(each.in_menu for each in PAGES) == 7
    app = AppTest.from_file(MAIN, default_timeout=120)
    app.run()
    app.switch_page(f"../pages/{page}.py")
    app.query_params["panel"] = "ground" if page == "playground" else "honesty"
    app.run()
    assert not app.exception
    told = [each.proto.label for each in app.get("page_link")]
    told += [each.value for each in app.markdown if each.value.endswith("](dimensions)")]
    assert any("many dimensions" in label for label in told)
