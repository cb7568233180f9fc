"""A turned knob of a racer: what shows the race follows, and no control is sent again."""

from typing import Any

import pytest
from apptest import result_table
from streamlit.testing.v1 import AppTest

from ui.controls import partial_rerun
from ui.scene.scene import Scene

MAIN = "../../ui/main.py"


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


def test_an_older_streamlit_runs_the_whole_page(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(race="adam")
    monkeypatch.setattr(partial_rerun, "KEYED", False)
    slider(app).set_value(0.05).run()
    assert slider(app).value == 0.05


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
