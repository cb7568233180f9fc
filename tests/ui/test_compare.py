"""Two races side by side: their link, what differs in words, and the one set of axes."""

import dataclasses
import io
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from apptest import named, ran, result_table
from streamlit.testing.v1 import AppTest

import landscapes
import optim
from ui.compare import pair
from ui.compare.comparison import LONGEST, LOOKS, UNSEEN, Comparison, bare
from ui.compare.difference import _facts, differences, in_words
from ui.scene.kept_scene import KEPT
from ui.scene.racer import Racer
from ui.scene.run_race import LOOKED_AT
from ui.scene.scene import Scene

MAIN = "../../ui/main.py"
A = "v=1&surface=bowl&race=gd~adam&steps=60"
OWN = "surface=formula&formula=x^2%2By^2&start=1~1"
EVIL = "<img src=x onerror=alert(1)>"


def scene(link: str) -> Scene:
    made, notes = Scene.from_query(dict(pair.split("=", 1) for pair in link.split("&")))
    assert not notes
    return made


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    if page:
        app.switch_page(f"../pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    return ran(app)


# -- the link -----------------------------------------------------------------------------------


def test_a_comparison_is_read_as_it_is_written() -> None:
    made = Comparison(scene(A), scene(f"{A}&adam.learning_rate=0.5"))
    query = made.to_query()
    assert query == {
        "v": "1",
        "a": "v=1&surface=bowl&race=gd~adam",
        "b": "v=1&surface=bowl&race=gd~adam&adam.learning_rate=0.5",
    }
    assert Comparison.from_query(query) == (made, ())
    assert Comparison().to_query() == {}
    assert made.swapped().swapped() == made


def test_eight_racers_with_settings_of_their_own_are_read_too() -> None:
    methods = ("nadam", "adam", "adamw", "amsgrad", "radam", "adabelief", "adamax", "lion")
    asked = {"surface": "formula", "formula": "+".join(["(x^2)*(y^2)"] * 45)}
    asked["race"] = "~".join(methods)
    for method in methods:
        own = {"learning_rate": "0.0123", "beta1": "0.87654", "beta2": "0.98765", "noise": "0.1234"}
        own |= {"schedule": "exponential", "schedule.rate": "0.0123"}
        asked |= {f"{method}.{name}": value for name, value in own.items()}
    many, notes = Scene.from_query(asked)
    assert not notes
    both = Comparison(many, replace(many, steps=99))
    assert Comparison.from_query(both.to_query()) == (both, ())


def test_a_link_made_today_opens_for_ever() -> None:
    """Never edit the link."""
    link = "v=1&a=v%3D1%26surface%3Dbowl%26race%3Dgd~adam&b=v%3D1%26race%3Dadam%26steps%3D300"
    made, notes = Comparison.from_query(dict(parse_qsl(link)))
    assert notes == ()
    assert (made.a.surface, made.a.labels(), made.a.steps) == ("bowl", ("gd", "adam"), 60)
    assert (made.b.surface, made.b.labels(), made.b.steps) == ("rosenbrock", ("adam",), 300)


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"a": "x"}, "A is no link that can be read"),
        ({"b": "y" * (LONGEST + 1)}, "B is no link that can be read"),
        ({"b": "&".join(f"k{n}=1" for n in range(500))}, "B is no link that can be read"),
        ({"a": f"surface={EVIL}"}, "A: surface = “<img src=x onerror=alert(1)>” is not known"),
        ({"b": "race=gd&gd.learning_rate=1e99"}, "B: gd.learning_rate = 1e+99 is not"),
        ({"b": "surface=upload&file=0&file.name=mine.npy"}, "B: This link needs the file"),
        ({"c": "v=1"}, "The link says “c”"),
    ],
)
def test_each_side_is_read_by_itself_and_told_of(query: dict[str, str], note: str) -> None:
    made, notes = Comparison.from_query(query)
    assert any(note in one for one in notes)
    assert Comparison.from_query(made.to_query()) == (made, ())


def test_both_are_looked_at_in_the_same_way_and_nothing_else_is_taken_over() -> None:
    a, b = scene(f"{A}&curve=gradient&height=linear"), scene(f"{A}&by=cost&noise=0.5&step=3")
    made = Comparison(a, b)
    assert {name: getattr(made.b, name) for name in LOOKS} == {n: getattr(a, n) for n in LOOKS}
    assert made.b.noise == 0.5
    assert made.b.moment == Scene().moment
    held = scene(f"{A}&ask=first&lock=rest")
    assert not Comparison(held, held).a.held
    assert set(LOOKS) | set(UNSEEN) == set(LOOKED_AT)


# -- what differs -------------------------------------------------------------------------------

CHANGED: dict[str, str] = {
    "surface": "surface=saddle", "surface_knobs": "surface.rotation=10", "race": "race=gd",
    "start": "start=1~1.5", "schedule": "schedule=cosine", "schedule_knobs": "",
    "steps": "steps=61", "noise": "noise=0.5", "seed": "", "seeds": "", "batch": "",
    "h": "", "count": "", "spread": "", "gradient": "gradient=central", "starts": "starts=ring",
    "fair": "fair=on", "formula": "surface=formula&formula=x^2", "window": "", "grid": "",
}  # fmt: skip
"""Of each field that decides the race, a link that changes it; those that need more are below."""
FURTHER = {
    "seed": (f"{A}&noise=0.5", "seed=3", "Seed"),
    "seeds": (f"{A}&noise=0.5", "seeds=3", "Seeds at once"),
    "h": (f"{A}&gradient=central", "h=0.1", "Step h"),
    "count": (f"{A}&starts=ring", "count=5", "How many"),
    "spread": (f"{A}&starts=ring", "spread=0.3", "How far"),
    "schedule_knobs": (f"{A}&schedule=exponential", "schedule.rate=0.02", "Learning-rate schedule"),
    "batch": ("v=1&surface=linear_classifier&race=gd", "batch=10", "Batch size"),
    "window": (
        "surface=formula&formula=x^2%2By^2&window=-1~1~-1~1&start=1~1",
        "window=-2~2~-2~2",
        "Window",
    ),
    "a racer's knob": (A, "adam.beta1=0.5", "Adam: "),
    "a racer's schedule": (A, "adam.schedule=cosine", "Adam: Schedule"),
    "a racer's noise": (A, "adam.noise=0.5", "Adam: "),
    "a racer's batch": ("v=1&surface=linear_classifier&race=adam", "adam.batch=10", "Adam: Batch"),
}


def test_every_field_that_decides_the_race_is_told_of() -> None:
    deciding = {field.name for field in dataclasses.fields(Scene)} - set(LOOKED_AT)
    assert deciding == set(CHANGED)
    assert {name for name, link in CHANGED.items() if not link} <= {*FURTHER, "grid"}


def test_every_field_of_a_racer_is_told_of() -> None:
    told = {key[2] for key, _ in _facts(scene(A)) if key[:2] == ("racer", "adam")}
    own = {field.name for field in dataclasses.fields(Racer)} - {"slug", "knobs", "schedule_knobs"}
    assert told == own | {*optim.get("adam").knobs}


@pytest.mark.parametrize("name", [name for name, link in CHANGED.items() if link])
def test_a_changed_field_is_told_of(name: str) -> None:
    a = scene(A)
    words = dict(part.split("=", 1) for part in A.split("&"))
    more = dict(part.split("=", 1) for part in CHANGED[name].split("&"))
    b = Scene.from_query(words | more)[0]
    assert (a != b) or name == "surface_knobs"
    assert differences(a, b) or name == "surface_knobs"
    assert differences(a, a) == []


@pytest.mark.parametrize("name", FURTHER)
def test_a_setting_that_means_something_only_beside_another_is_told_of(name: str) -> None:
    link, more, what = FURTHER[name]
    words = dict(part.split("=", 1) for part in link.replace("%2B", "+").split("&"))
    a = Scene.from_query(words)[0]
    b = Scene.from_query(words | dict([more.split("=", 1)]))[0]
    found = differences(a, b)
    assert len(found) == 1
    assert found[0].what.startswith(what)
    assert found[0].a != found[0].b
    assert str(in_words(found)).startswith(f"One thing differs: {found[0].what}. A: {found[0].a}")


def test_knobs_of_another_surface_are_not_compared() -> None:
    found = differences(scene("v=1&surface=rosenbrock&race=gd"), scene("v=1&surface=bowl&race=gd"))
    knobs = {knob.label for knob in landscapes.get("rosenbrock").knobs.values()}
    assert not knobs & {one.what for one in found}
    assert found[0].what == "Surface"
    assert str(in_words([])) == "A and B are the same race."
    assert "things differ: Surface" in str(in_words(found))


# -- the pictures ---------------------------------------------------------------------------------


def test_on_one_surface_both_have_one_set_of_axes_and_go_as_far() -> None:
    made = Comparison(scene(A), scene(f"{A}&gd.learning_rate=1e-4&steps=200"))
    sent = pair.messages(made)
    (a, _), (b, _) = sent["a"], sent["b"]
    assert a["chart"] == b["chart"]
    assert a["chart"]["x"]["hi"] > 200
    assert a["ground"] == b["ground"]
    assert a["pair"] == {"side": "a", "steps": 200, "same": True}
    assert b["pair"]["steps"] == 200
    assert a["fixed"] is True
    assert a["takes"] == b["takes"]  # one menu for both, by the link of both
    assert a["takes"]["link"] == made.to_query()


def test_of_a_surface_that_stays_in_its_session_a_film_is_taken_and_no_link() -> None:
    file = io.BytesIO()
    np.savez(
        file, x=np.arange(5.0), y=np.arange(5.0), loss=np.add.outer(np.arange(5.0), np.ones(5))
    )
    grid = landscapes.from_file("mine.npz", file.getvalue())
    made = Comparison(scene(A), Scene.opening("upload", grid=grid))
    for header, _ in pair.messages(made).values():
        assert header["takes"]["kinds"] == ["mp4"]


def test_where_no_minimum_is_known_both_measure_from_the_same_loss() -> None:
    link = "surface=formula&formula=x^2 + y^2 + 1&window=-1~1~-1~1&race=gd&start=1~1"
    made = Comparison(scene(link), scene(f"{link}&steps=3"))
    axes = {side: header["chart"] for side, (header, _parts) in pair.messages(made).items()}
    assert axes["a"] == axes["b"]


def test_other_surfaces_share_what_they_can() -> None:
    made = Comparison(scene(A), scene("v=1&surface=saddle&race=gd&steps=900"))
    sent = pair.messages(made)
    a, b = (sent[side][0] for side in "ab")
    assert not a["pair"]["same"]
    assert a["ground"] != b["ground"]
    assert a["chart"]["x"]["hi"] == b["chart"]["x"]["hi"]


# -- the page -------------------------------------------------------------------------------------


def test_the_page_tells_what_differs_and_swaps(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("compare", v="1", a=A, b=f"{A[:-2]}90&adam.learning_rate=0.5")
    assert [one.value for one in app.warning] == []
    table = result_table(app)
    assert table["What differs"] == ["Adam: Learning rate α", "Steps"]
    assert (table["A"][1], table["B"][1]) == ("60", "90")
    ran(named(app.button, "Swap A and B").click())
    assert result_table(app)["A"][1] == "90"
    ran(named(app.text_input, "Link of B").set_value("https://x.example/?surface=saddle"))
    made: Comparison = app.session_state["compare"]
    assert made.b.surface == "saddle"
    ran(named(app.text_input, "Link of A").set_value("nonsense"))
    assert "no link to a race" in app.warning[0].value


def test_a_strangers_text_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("compare", a=urlencode({"surface": EVIL}), b=urlencode({"race": "[x](//e)"}))
    shown = " ".join(one.value for one in app.warning)
    assert "\\<img" in shown
    assert "\\[x\\]" in shown


def test_from_the_playground_this_race_is_kept_as_a() -> None:
    app = opened("", v="1", surface="bowl", race="gd~adam", steps="100")
    ran(named(app.button, "Compare with …").click())
    assert app.session_state[KEPT] == ("a", app.session_state["scene"])
    before: Any = app.session_state["scene"]
    ran(named(app.selectbox, "Surface").select("saddle"))
    app = named(app.button, "Show both").click().run()
    assert not app.exception
    made: Comparison = app.session_state["compare"]
    assert (made.a, made.b.surface) == (bare(before), "saddle")
    assert KEPT not in app.session_state
