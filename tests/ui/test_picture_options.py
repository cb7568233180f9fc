"""What the stage offers beside its pictures, what it may tell, and what of the page follows."""

from typing import Any

import pytest
from apptest import ran, result_table, scene
from streamlit.testing.v1 import AppTest

import optim
from ui.controls import partial_rerun
from ui.controls.partial_rerun import CLOSER, GROUND, PLOTS, RESULTS
from ui.playground import player, view_options
from ui.scene.run_race import LOOKED_AT, Asked, race_of, run_racer
from ui.scene.scene import CHOICES, NUMBERS, Scene

MAIN = "../../ui/main.py"
NOTHING = Scene.opening("himmelblau")
SAMPLES = Scene.opening("linear_classifier", batch=5)


def offered(made: Scene) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in view_options.options(made)}


def test_every_choice_of_the_pictures_is_offered_with_its_words_and_value() -> None:
    facts: dict[str, Any] = {"by": "cost", "curve": "gradient", "height": "log"}
    knobs = (("held_out", 20.0),)
    made = Scene.opening("linear_classifier", batch=5, surface_knobs=knobs, **facts)
    found = offered(made)
    assert set(found) == {*view_options.LABELS, *view_options.COSTS}
    for name, one in found.items():
        assert one["value"] == getattr(made, name)
        assert one["label"]
        if "words" in one:
            assert {word for word, _ in one["words"]} == set(CHOICES[name])
        elif "switch" in one:
            assert set(one["switch"]) == set(CHOICES[name])
            assert one["switch"][1] == "show"
        else:
            assert one["limits"] == [NUMBERS[name].lo, NUMBERS[name].hi]


def test_what_means_nothing_is_not_offered() -> None:
    assert set(offered(NOTHING)) == {"curve", "loss", "by", "height", "critical"}
    assert set(offered(SAMPLES)) - set(offered(NOTHING)) == {"ground", "summed", "data"}
    softmax = Scene.opening("linear_classifier", surface_knobs=(("loss", 2),))
    assert "summed" not in offered(softmax)


def test_the_loss_of_those_held_out_is_offered_where_some_are_or_where_a_link_asked_for_it() -> (
    None
):
    def words(made: Scene) -> set[str]:
        return {word for word, _ in offered(made)["curve"]["words"]}

    assert words(SAMPLES) == words(NOTHING) == {"loss", "distance", "gradient"}
    assert "held_out" in words(Scene.opening("himmelblau", curve="held_out"))
    assert "held_out" in words(
        Scene.opening("linear_classifier", surface_knobs=(("held_out", 1.0),))
    )


@pytest.mark.parametrize("name", view_options.LABELS)
def test_every_word_that_is_offered_can_be_picked(name: str) -> None:
    for word in CHOICES[name]:
        made = view_options.picked(SAMPLES, {name: word})
        assert made is not None
        assert getattr(made, name) == word


def test_a_cost_is_picked_within_its_limits() -> None:
    made = view_options.picked(NOTHING, {"cost_grad": 7.5, "by": "cost"})
    assert made is not None
    assert (made.cost_grad, made.by) == (7.5, "cost")


@pytest.mark.parametrize(
    "told",
    [
        None,
        "curve",
        ["curve"],
        {},
        {"curve": "nonsense"},
        {"curve": ["loss"]},
        {"curve": None},
        {"curve": "distance", "loss": "cubic"},
        {"surface": "bowl"},
        {"race": ()},
        {"steps": 5000},
        {"grid": None},
        {"__class__": "x"},
        {"cost_grad": float("nan")},
        {"cost_grad": -1},
        {"cost_grad": 1e9},
        {"cost_grad": True},
        {"cost_grad": "3"},
        {1: 2},
    ],
)
def test_what_a_stranger_tells_is_checked(told: Any) -> None:
    assert view_options.picked(NOTHING, told) is None


@pytest.mark.parametrize(
    ("facts", "told", "parts"),
    [
        ({}, {"by": "evaluations"}, {PLOTS}),
        ({}, {"loss": "linear"}, {PLOTS}),
        ({}, {"curve": "distance"}, {PLOTS}),
        ({}, {"critical": "show"}, {PLOTS}),
        ({"surface": "linear_classifier"}, {"summed": "all"}, {PLOTS}),
        ({}, {"height": "linear"}, {PLOTS, GROUND}),
        ({"panel": "ground"}, {"critical": "show"}, {PLOTS, CLOSER}),
        ({"panel": "along"}, {"loss": "linear"}, {PLOTS}),
        # Where no minimum is known, the lowest in the window is looked for.
        ({"surface": "formula", "formula": "x^2 + 3*y^2"}, {"curve": "distance"}, {PLOTS, RESULTS}),
        (
            {"surface": "formula", "formula": "x^2 + 3*y^2", "panel": "along"},
            {"critical": "show"},
            {PLOTS, RESULTS, CLOSER},
        ),
    ],
)
def test_only_what_looks_otherwise_is_drawn_again(
    facts: dict[str, Any], told: dict[str, Any], parts: set[str]
) -> None:
    before = Scene.opening(**({"surface": "himmelblau"} | facts))
    now = view_options.picked(before, told)
    assert now is not None
    assert set(partial_rerun.parts_between(before, now)) == parts


def test_a_picture_looked_at_otherwise_is_of_the_same_race() -> None:
    """What is said not to decide the race does not: the runs are the same to the last bit."""
    link = {"surface": "linear_classifier", "race": "gd~adam", "batch": "7", "steps": "15"}
    made, _ = Scene.from_query(link)
    other, _ = Scene.from_query(
        link | {"curve": "gradient", "by": "cost", "cost.grad": "9", "cost.hess": "9"}
        | {"loss": "linear", "height": "log", "critical": "show", "data": "hide"}
        | {"ground": "batch", "step": "3", "hidden": "gd", "summed": "mean"}
        | {"panel": "check", "focus": "gd", "probe": "1~2", "chord": "0~1~2~3"}
        | {"mistake": next(iter(optim.MISTAKES)), "lock": "surface"}
    )  # fmt: skip
    changed = {name for name in vars(made) if getattr(made, name) != getattr(other, name)}
    assert changed == set(LOOKED_AT)
    assert race_of(made) == race_of(other)
    for racer in made.race:
        one, two = (run_racer(Asked.of(each, racer, True)).trajectory for each in (made, other))
        assert one.fun.tolist() == two.fun.tolist()


# -- on the page ----------------------------------------------------------------------------


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the stage tells. AppTest knows no components: another button's click stands for it."""
    told: dict[str, Any] = {}
    monkeypatch.setattr(player.player, "told", lambda key, what: told)
    monkeypatch.setattr("ui.controls.surface._edit_copy", lambda holder: player._view_picked())
    return told


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return ran(app)


def pick(app: AppTest, stage: dict[str, Any], **told: Any) -> AppTest:
    stage |= told
    return ran(next(b for b in app.button if "Edit a copy" in b.label).click())


def test_scene_and_link_follow_and_no_control_is_sent(
    stage: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(surface="himmelblau", race="adam", steps="30")
    raced: list[Scene] = []
    monkeypatch.setattr(partial_rerun, "run_race", raced.append)
    pick(app, stage, curve="distance")
    assert scene(app).curve == "distance"
    assert not len(app.select_slider)
    assert not raced  # it is the race that was there
    ran(app)
    assert scene(app).curve == "distance"
    assert len(app.select_slider)


def test_nonsense_changes_nothing(stage: dict[str, Any]) -> None:
    app = opened(surface="himmelblau", race="adam", steps="30")
    before = scene(app)
    pick(app, stage, curve="nonsense")
    assert scene(app) == before


def test_a_table_that_says_the_same_is_not_sent_again(stage: dict[str, Any]) -> None:
    app = opened(surface="mccormick", race="gd", steps="30", critical="show")
    assert result_table(app)["Distance to minimum"] != ["–"]
    pick(app, stage, critical="hide")
    assert not app.get("html")


def test_a_fresh_visit_is_none_any_more(stage: dict[str, Any]) -> None:
    """The words above the plots are about the scene one came to: all of the page follows."""
    app = opened()
    pick(app, stage, loss="linear")
    assert scene(app).loss == "linear"
    assert len(app.select_slider)
    assert scene(app).moment.play == "0"


def test_a_moment_of_a_link_is_over(stage: dict[str, Any]) -> None:
    app = opened(surface="bowl", step="3", hidden="gd", race="gd~adam")
    pick(app, stage, loss="linear")
    assert (scene(app).moment.step, scene(app).hidden, scene(app).loss) == (None, (), "linear")
