"""A turned knob of a racer: what shows the race follows, and no control is sent again."""

from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from apptest import result_table
from streamlit.testing.v1 import AppTest

from ui.browser import player
from ui.controls import conditions, partial_rerun
from ui.controls.folds import FOLDS
from ui.kit import plain_pictures
from ui.playground import player as stage
from ui.playground import race_in_words
from ui.scene.address import SCENE
from ui.scene.scene import Scene

MAIN = "../../ui/main.py"
RACE = {"race": "adam~gd", "steps": "50", "adam.learning_rate": "0.02"}
IRIS = {"surface": "linear_classifier", "surface.loss": "2", "race": "momentum", "steps": "20"}
TURNED = {
    "a racer's knob": (RACE, "adam.learning_rate", 0.05),
    "a knob of the surface": (RACE | {"surface": "ravine"}, "surface.ravine.kappa", 20.0),
    "steps": (RACE, "steps", 75),
    "start": (RACE, "start.x", -1.25),
    "schedule": (RACE, "schedule", "cosine"),
    "a knob of the schedule": (
        RACE | {"schedule": "exponential"},
        "schedule.exponential.rate",
        0.02,
    ),
    "noise": (RACE, "noise", 0.5),
    "seed": (RACE | {"noise": "0.5"}, "seed", 7),
    "seeds": (RACE | {"noise": "0.5"}, "seeds", 3),
    "difference": (RACE, "gradient", "forward"),
    "step of the difference": (RACE | {"gradient": "forward"}, "h", 0.1),
    "starts": (RACE, "starts", "ring"),
    "count": (RACE | {"starts": "ring"}, "count", 5),
    "spread": (RACE | {"starts": "ring"}, "spread", 0.2),
    "batch": (IRIS | {"batch": "10"}, "batch", 20),
    "panel": (RACE, "panel", "along"),
    "focus": (RACE | {"panel": "along"}, "focus", "gd"),
    "probe": (RACE | {"panel": "ground"}, "probe.0", 0.3),
    "chord": (RACE | {"panel": "chord"}, "chord.2", 0.3),
}
WHOLE = {
    "another race": (RACE, "race", ["adam"]),
    "another surface": (RACE, "surface", "bowl"),
    "data that open elsewhere": (IRIS, "surface.linear_classifier.data", 2),
    "mini-batches begin": (IRIS, "batch", 10),
    "a lecture scene begins": (
        {"surface": "linear_classifier", "surface.data": "1", "surface.loss": "2"},
        "surface.linear_classifier.reg",
        0.02,
    ),
}


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def slider(app: AppTest, label: str = "Learning rate α") -> Any:
    return next(w for w in app.select_slider if w.label == label)


def losses(app: AppTest) -> list[str]:
    return result_table(app)["Final loss"]


def link(app: AppTest) -> dict[str, str]:
    asked = dict(app.query_params)
    return {name: v[0] if isinstance(v, list) else v for name, v in asked.items()}


def test_the_results_and_the_link_follow_and_the_controls_are_left_alone() -> None:
    app = opened(race="adam", steps="50")
    before = losses(app)
    slider(app).set_value(0.05).run()
    assert not app.exception
    assert link(app)["adam.learning_rate"] == "0.05"
    assert losses(app) != before
    assert not len(app.select_slider)  # none was sent with this run
    after = losses(app)
    app.run()
    assert slider(app).value == 0.05
    assert losses(app) == after


def test_two_knobs_in_a_row_are_both_in_the_link() -> None:
    app = opened(race="adam~gd")
    state = app.session_state
    for key, value in [("w.adam.learning_rate", 0.05), ("w.gd.learning_rate", 0.002)]:
        next(w for w in app.select_slider if w.key == key).set_value(value).run()
        app.run()
    scene, notes = Scene.from_query(link(app))
    assert not notes
    assert [dict(r.knobs)["learning_rate"] for r in scene.race] == [0.05, 0.002]
    assert state["scene"] == scene


def test_in_a_fair_race_the_whole_page_runs() -> None:
    app = opened(race="backtracking~adam", fair="on", steps="50")
    knob = next(w for w in app.select_slider if w.key == "w.backtracking.first_step")
    knob.set_value(0.5).run()
    assert len(app.multiselect) == 1
    assert link(app)["backtracking.first_step"] == "0.5"


def test_a_page_cut_short_is_drawn_whole() -> None:
    app = opened(race="adam")
    app.session_state[partial_rerun.COMPLETE] = False
    slider(app).set_value(0.05).run()
    assert slider(app).value == 0.05


def test_along_the_run_follows() -> None:
    app = opened(race="adam", panel="along", steps="50")
    slider(app).set_value(0.05).run()
    assert app.get("plotly_chart")
    app = opened(race="adam", panel="chord", steps="50")
    slider(app).set_value(0.05).run()
    assert not app.get("plotly_chart")


def test_what_else_was_moved_at_the_same_time_is_not_lost() -> None:
    app = opened(race="adam", steps="50")
    app.run()
    other = next(w for w in app.select_slider if w.label == "Steps")
    other.set_value(300)
    slider(app).set_value(0.05)
    app.run()
    assert (link(app)["steps"], link(app)["adam.learning_rate"]) == ("300", "0.05")


def test_another_surface_and_a_knob_at_once_open_the_surface() -> None:
    app = opened(race="adam", steps="50")
    slider(app).set_value(0.05)
    next(w for w in app.selectbox if w.label == "Surface").set_value("bowl")
    app.run()
    assert not app.exception
    assert link(app)["surface"] == "bowl"


def test_a_sentence_about_the_link_goes_with_the_knob_it_is_about() -> None:
    app = opened(race="adam", **{"adam.learning_rate": "99"})
    assert app.warning
    slider(app).set_value(0.05).run()
    assert not app.warning


def held(app: AppTest, key: str) -> Any:
    kinds = (app.select_slider, app.slider, app.number_input, app.selectbox, app.multiselect)
    every = [w for kind in kinds for w in kind] + list(app.get("button_group"))
    return next(w for w in every if w.key == f"w.{key}")


class Sent:
    """What the player was sent last, by the name of the component."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.laid: tuple[Any, ...] = ()
        self.put: tuple[Any, ...] = ()
        self.puts = 0
        monkeypatch.setattr(player, "lay", self._lay)
        monkeypatch.setattr(player, "put", self._put)

    def _lay(self, *laid: Any) -> None:
        self.laid = laid

    def _put(self, name: str, header: Any, parts: Any, *told: Any) -> None:
        self.put, self.puts = (name, header, parts), self.puts + 1


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    return Sent(monkeypatch)


def turned(query: dict[str, str], key: str, value: Any) -> AppTest:
    app = opened(**query)
    for fold in FOLDS.values():
        app.session_state[f"fold.{fold}"] = True
    app.run()
    return held(app, key).set_value(value).run()


@pytest.mark.parametrize("what", TURNED)
def test_a_control_sends_few_others_and_ends_where_a_run_of_the_whole_page_does(
    what: str, sent: Sent
) -> None:
    app = turned(*TURNED[what])
    assert not app.exception
    assert not len(app.multiselect)  # the choice of racers was not sent with this run
    held_now, address = app.session_state["scene"], link(app)
    pictures = sent.laid, sent.put
    app.run()
    assert len(app.multiselect) == 1
    assert (app.session_state["scene"], link(app)) == (held_now, address)
    assert (sent.laid, sent.put) == pictures
    fresh = opened(**address)
    assert fresh.session_state["scene"] == held_now
    assert (sent.laid, sent.put) == pictures
    assert result_table(fresh) == result_table(app)


@pytest.mark.parametrize("what", WHOLE)
def test_what_other_controls_or_words_depend_on_runs_the_whole_page(what: str) -> None:
    app = turned(*WHOLE[what])
    assert not app.exception
    assert len(app.multiselect) == 1


def test_what_a_quick_move_cut_short_is_drawn_with_the_next(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(**RACE | {"surface": "ravine", "panel": "ground"})
    before = {m.label: m.value for m in app.metric}
    knob, rate = held(app, "surface.ravine.kappa"), held(app, "adam.learning_rate")
    with monkeypatch.context() as cut:
        cut.setattr(race_in_words, "show", lambda raced: st.stop())
        knob.set_value(20.0).run()
    assert not app.metric  # the closer look was left out
    rate.set_value(0.05).run()
    after = {m.label: m.value for m in app.metric}
    assert after["Condition number"] == "20" != before["Condition number"]
    assert not app.session_state[partial_rerun.DUE]


def test_a_part_that_was_drawn_alone_leaves_the_others_due(sent: Sent) -> None:
    app = opened(**RACE)
    app.session_state[partial_rerun.DUE] = {"ground": False, "plots": False}
    sent.laid = ()
    slider(app).set_value(0.05).run()
    assert sent.laid


@pytest.mark.parametrize("panel", ["formulas", "ground"])
def test_after_a_start_that_was_followed_the_results_are_those_of_its_end(
    panel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(**RACE | {"panel": panel})
    asked: list[Any] = []
    monkeypatch.setattr(st, "session_state", session := app.session_state)
    monkeypatch.setattr(st, "rerun", lambda parts="app": asked.append(parts))
    monkeypatch.setattr(type(SCENE), "settle", lambda self, scene: None)
    for live in (True, False):
        monkeypatch.setattr(player, "told", lambda *_, live=live: {"at": [0.5, -1], "live": live})
        stage._start_picked()
    assert session["scene"].start == (0.5, -1.0)
    closer = ["closer"] if panel == "ground" else []  # a formula does not know of the start
    assert asked[0] == ["start", "plots", "results", *closer]


def test_plain_pictures_have_the_menus_of_the_loss_that_was_chosen() -> None:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in (IRIS | {"surface.loss": "0"}).items():
        app.query_params[name] = value
    app.session_state[plain_pictures.PLAIN] = True
    app.run()
    assert held(app, "summed")
    held(app, "surface.linear_classifier.loss").set_value(2).run()
    assert not app.exception
    assert "w.curve" in {each.key for each in app.get("button_group")}
    assert "w.summed" not in {each.key for each in app.get("button_group")}


def test_noise_wakes_the_seed_beside_it() -> None:
    app = turned(RACE, "noise", 0.5)
    assert not held(app, "seed").disabled
    assert not any(w.key == "w.steps" for w in app.select_slider)


def test_what_has_gone_with_its_schedule_was_not_moved() -> None:
    """A knob of the schedule before is no widget any more: the next move sends few others, too."""
    app = turned(RACE | {"schedule": "exponential"}, "schedule", "constant")
    held(app, "noise").set_value(0.5).run()
    assert not app.exception
    assert app.session_state["scene"].noise == 0.5
    assert not len(app.multiselect)


def test_a_knob_of_a_schedule_that_has_gone_changes_nothing() -> None:
    changed = conditions._schedule("schedule.exponential.rate", "rate")["args"][1]
    scene, _ = Scene.from_query(RACE | {"schedule": "cosine"})
    assert changed(scene, 0.5) is None
    assert dict(changed(replace(scene, schedule="exponential"), 0.5).schedule_knobs) == {
        "rate": 0.5
    }
