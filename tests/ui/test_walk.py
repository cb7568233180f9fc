"""Walk it yourself: its link, what the dark hides, the comparison at the end, and the page."""

import json
import struct
from dataclasses import replace
from urllib.parse import parse_qsl

import numpy as np
import pytest
from apptest import MAIN, named, opened_at, ran, result_table
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import landscapes
import lessons
import optim
from ui.browser import walk as dark_map
from ui.browser.walk.mount import sent
from ui.page_list import PAGES
from ui.scene.scene import Scene
from ui.walk import compared, controls, ground, page, rivals
from ui.walk.walk import MOST, NUMBERS, Walk

PLACES = st.lists(st.tuples(st.integers(0, ground.FINE), st.integers(0, ground.FINE)), max_size=70)
GOLDEN = {
    "v=1&number=7&walked=5000~2500~10000~0": ("six_hump_camel", ((5000, 2500), (10000, 0))),
    "v=1&surface=beale&start=1~1.5&budget=5&feel=loss": ("beale", ()),
    "v=1&number=2&shown=on": ("beale", ()),
}


def opened(**query: str) -> AppTest:
    return opened_at("walk", query)


def asked(app: AppTest) -> Walk:
    made: Walk = app.session_state["walk"]
    return made


# -- links ----------------------------------------------------------------------------------


@given(
    st.builds(
        Walk,
        number=st.integers(0, 9999),
        budget=st.integers(3, MOST),
        feel=st.sampled_from(("slope", "loss")),
        walked=PLACES.map(tuple),
        shown=st.sampled_from(("off", "on")),
    )
)
@settings(max_examples=60, deadline=None)
def test_a_walk_reads_back_as_it_was_written(walk: Walk) -> None:
    assert Walk.from_query(walk.to_query()) == (walk, ())


@pytest.mark.parametrize("slug", landscapes.names())
def test_every_surface_can_be_walked(slug: str) -> None:
    opens = Scene.opening(slug)
    walk = Walk(scene=opens, walked=((1, 2), (9999, 10000)))
    assert Walk.from_query(walk.to_query()) == (walk, ())
    assert walk.points()[0] == pytest.approx(opens.start, abs=2e-4 * walk_size(walk))
    assert np.isfinite(page.night(walk).places[0]).all()


def walk_size(walk: Walk) -> float:
    (x_lo, x_hi), (y_lo, y_hi) = walk.landscape.bounds
    return float(max(x_hi - x_lo, y_hi - y_lo))


KEYS = [*NUMBERS, "surface", "start", "walked", "shown", "feel", "formula", "v", "x"]


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=9), max_size=6))
@settings(max_examples=80, deadline=None)
def test_any_address_is_read_without_an_error(query: dict[str, str]) -> None:
    made, _ = Walk.from_query(query)
    assert Walk.from_query(made.to_query()) == (made, ())


@pytest.mark.parametrize("link", GOLDEN)
def test_links_open_for_ever(link: str) -> None:
    made, notes = Walk.from_query(dict(parse_qsl(link)))
    assert (made.ground.surface, made.walked) == GOLDEN[link]
    assert notes == ()


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("walked=1~2~3", "begins anew"),
        ("walked=a~b", "begins anew"),
        ("budget=3&walked=1~2~3~4~5~6", "end with its 3 evaluations"),
        ("number=4&surface=beale", "means nothing here"),
        ("budget=1000", "60 is used"),
    ],
)
def test_what_a_link_gets_wrong_is_told(link: str, said: str) -> None:
    made, notes = Walk.from_query(dict(parse_qsl(link)))
    assert any(said in note for note in notes)
    assert len(made.walked) < made.budget


def test_the_longest_walk_is_a_link_that_one_can_send() -> None:
    walk = Walk(number=9999, budget=MOST, walked=((ground.FINE, ground.FINE),) * (MOST - 1))
    assert sum(len(k) + len(v) + 2 for k, v in walk.to_query().items()) < 1500


# -- in the dark ----------------------------------------------------------------------------


def test_an_unknown_ground_is_the_same_for_ever_and_begins_high() -> None:
    drawn = [ground.unknown(n) for n in range(1, 60)]
    assert [ground.unknown.__wrapped__(n) for n in range(1, 60)] == drawn
    assert len({each.surface for each in drawn}) > 10
    for each in drawn:
        surface = each.landscape()
        (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
        x, y = np.random.default_rng(0).uniform((x_lo, y_lo), (x_hi, y_hi), (4000, 2)).T
        lower = np.mean(surface.fun(x, y) < surface.fun(*each.start))
        assert lower > 0.3, each.surface


def test_the_dark_tells_only_what_was_felt() -> None:
    walk = Walk(number=3, walked=((2000, 3000), (5000, 5000)))
    raw = sent(page.night(walk))
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length])
    assert header["day"] is None
    assert list(header["parts"]) == ["places"]
    assert header["parts"]["places"][1] == 3 * 6 * 4
    said = json.dumps(header) + str(controls.says(walk)) + json.dumps(walk.to_query())
    for secret in (walk.ground.surface, walk.landscape.title):
        assert secret not in said


def test_each_ground_and_each_rule_begins_anew_and_a_step_does_not() -> None:
    walk = Walk.from_query({"v": "1", "surface": "bowl", "start": "1~1"})[0]
    others = [Walk.from_query({"v": "1", "surface": "saddle", "start": "1~1"})[0]]
    others += [replace(walk, feel="loss"), replace(walk, budget=9), Walk(number=3), Walk(number=4)]
    assert len({page.night(each).id for each in (walk, *others)}) == 6
    assert page.night(replace(walk, walked=((1, 1),), shown="on")).id == page.night(walk).id


def test_what_is_felt_is_loss_and_gradient() -> None:
    walk = Walk(scene=Scene.opening("beale"), walked=((2000, 3000),))
    (x_lo, x_hi), (y_lo, y_hi) = walk.landscape.bounds
    x, y, loss, across, up, slope = page.night(walk).places[1]
    at = x_lo + 0.2 * (x_hi - x_lo), y_lo + 0.3 * (y_hi - y_lo)
    gx, gy = walk.landscape.grad(*at)
    assert (x, y) == (0.2, 0.3)
    assert loss == pytest.approx(walk.landscape.fun(*at))
    assert (across, up) == pytest.approx((gx * (x_hi - x_lo), gy * (y_hi - y_lo)))
    assert slope == pytest.approx(np.hypot(gx, gy))
    assert not page.night(Walk(scene=walk.scene, feel="loss")).places[:, 3:].any()


@pytest.mark.parametrize(
    "told", [None, 3, {"places": "x"}, {"places": [[1, 2, 3], ["a", 0], [float("nan"), 0]]}]
)
def test_what_a_browser_makes_up_is_no_step(told: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.browser.walk.mount.st.session_state", {"k": {"walk": told}})
    assert not dark_map.walked("k", 10, 5)


def test_steps_are_cut_to_the_window_and_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [[-0.5, 0.25], [1.5, 1.0], *[[0.5, 0.5]] * 9]
    monkeypatch.setattr(
        "ui.browser.walk.mount.st.session_state", {"k": {"walk": {"places": places}}}
    )
    assert dark_map.walked("k", 100, 3) == ((0, 25), (100, 100), (50, 50))


# -- the comparison -------------------------------------------------------------------------


@pytest.mark.parametrize("feel", ["slope", "loss"])
@pytest.mark.parametrize("number", [2, 10])
def test_nobody_spends_more_than_the_budget(number: int, feel: str) -> None:
    walk = Walk(number=number, feel=feel, budget=14, walked=((1, 1),) * 40)
    assert len(rivals.own(walk).fun) == 14
    for way in rivals.rivals(walk):
        assert 1 <= way.spent[-1] <= 14
        assert (way.x[0], way.y[0]) == walk.points()[0]
        assert (np.diff(way.spent) >= 0).all()
    # On ground 2 the usual rate diverges, which ends it.
    assert (rivals.rivals(walk)[0].spent[-1] == 14) == (number == 10 or feel == "loss")


def test_gradient_descent_is_the_same_as_in_a_plain_loop() -> None:
    walk = Walk(scene=Scene.opening("beale"), budget=9)
    usual, best = rivals.rivals(walk)
    rate = walk.landscape.race["gd"]["learning_rate"] if "gd" in walk.landscape.race else 0.01
    x, y = walk.points()[0]
    for k in range(9):
        assert (usual.x[k], usual.y[k]) == (x, y)
        gx, gy = walk.landscape.grad(x, y)
        x, y = x - rate * gx, y - rate * gy
    assert len(usual.x) == 9
    assert best.lowest[-1] <= usual.lowest[-1]
    assert best.tried > 100


def way(*losses: float) -> rivals.Descent:
    zero = np.zeros(len(losses))
    return rivals.Descent("w", zero, zero, np.array(losses), np.arange(1, 1 + len(losses)))


@pytest.mark.parametrize(
    ("mine", "said"),
    [((5, 0.5, 9), "You won"), ((5, 1.5), "between"), ((5, 4), "came lower"), ((5, 1), "between")],
)
def test_the_verdict_is_by_the_lowest_loss(mine: tuple[float, ...], said: str) -> None:
    others = (way(5, 1, 3), way(5, 3))
    assert said in compared.verdict(way(*mine), others)


def test_a_way_that_was_undefined_somewhere_has_a_lowest_all_the_same() -> None:
    assert way(4, np.nan, 2, 3).lowest.tolist() == [4, 4, 2, 2]
    assert way(4, np.nan, 2, 3).best == 2


def test_who_never_stood_on_defined_ground_has_not_won() -> None:
    nowhere = way(np.nan, np.nan)
    assert compared.verdict(nowhere, (nowhere,)) == "Nowhere that you stood is the loss defined."
    link = "v=1&surface=formula&formula=log(x)&window=-2~2~-2~2&start=-1~1&walked=1000~1000"
    walk = Walk.from_query(dict(pair.split("=", 1) for pair in link.split("&")))[0]
    floor, known = compared.lowest(walk, (rivals.own(walk), *rivals.rivals(walk)))
    assert np.isnan(floor)
    assert not known


# -- the page -------------------------------------------------------------------------------


def test_the_bare_page_is_an_unknown_ground_in_the_dark() -> None:
    app = opened()
    assert asked(app) == controls.FIRST
    assert not app.get("html")
    ran(named(app.button, "Show the ground").click())
    table = result_table(app)
    assert table["Way down"][0] == "You"
    assert table["Evaluations"] == ["1", "20", "20"]
    assert asked(app).landscape.title in str(controls.says(asked(app)))
    ran(named(app.button, "Walk again").click())
    assert asked(app) == controls.FIRST


def test_the_table_has_the_numbers_of_the_engine() -> None:
    app = opened(v="1", surface="beale", budget="9", walked="5000~5000~6000~5000", shown="on")
    surface = landscapes.get("beale")
    table = result_table(app)
    walk = asked(app)
    mine = [float(surface.fun(*at)) for at in walk.points()]
    assert float(table["Lowest loss"][0]) == pytest.approx(min(mine), rel=1e-3)
    run = optim.minimize(
        surface, optim.get("gd", **surface.race.get("gd", {})), walk.points()[0], 8, gtol=0.0
    )
    assert float(table["Lowest loss"][1].replace("·10", "e")) == pytest.approx(
        min(run.fun), rel=1e-3
    )
    assert table["Found after"][0] == str(1 + int(np.argmin(mine)))


def test_other_rules_begin_anew_and_another_ground_is_dark() -> None:
    app = opened(v="1", number="5", walked="1~1", shown="on")
    named(app.slider, "Evaluations").set_value(30)
    ran(app)
    assert (asked(app).walked, asked(app).shown, asked(app).budget) == ((), "off", 30)
    ran(named(app.button, "Another unknown ground").click())
    assert asked(app).number != 5
    assert named(app.number_input, "Ground no.").value == asked(app).number
    assert asked(app).shown == "off"


def test_a_known_ground_has_the_controls_of_its_surface() -> None:
    app = opened(v="1", surface="ravine", **{"surface.kappa": "30"}, walked="1~1")
    assert named(app.select_slider, "Condition number κ").value == 30
    named(app.selectbox, "Surface").select("himmelblau")
    ran(app)
    assert (asked(app).scene.surface, asked(app).walked) == ("himmelblau", ())


def test_lessons_and_pages_lead_to_it() -> None:
    (facts,) = (each for each in PAGES if each.name == "walk")
    assert not facts.in_menu
    linked = [each.walk for each in lessons.LESSONS.values() if each.walk]
    assert len(linked) >= 3
    for link in linked:
        name, _, query = link.partition("?")
        assert name == "walk"
        assert Walk.from_query(dict(parse_qsl(query)))[1] == ()
    app = AppTest.from_file(MAIN, default_timeout=120)
    app.query_params["surface"] = "himmelblau"
    ran(app)
    assert any(each.value.endswith("](walk?v=1&surface=himmelblau)") for each in app.markdown)
