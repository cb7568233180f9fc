"""Advice stands at the racer it is about: among its settings and in the legend of the stage."""

from typing import Any

import pytest
import streamlit as st
from apptest import ran
from streamlit.testing.v1 import AppTest

from ui.controls import optimizers, partial_rerun
from ui.playground import player
from ui.scene import advice
from ui.scene.address import SCENE
from ui.scene.run_race import run_race
from ui.scene.scene import Scene

MAIN = "../../ui/main.py"
FAST, SLOW = 3.0, 1.0
"""Learning rates beyond and within what the bowl allows."""


def link(rate: float) -> dict[str, str]:
    return {"surface": "bowl", "race": "gd~adam", "gd.learning_rate": str(rate), "steps": "30"}


def scene(**query: str) -> Scene:
    made, notes = Scene.from_query(query)
    assert notes == ()
    return made


def test_there_is_a_sentence_on_those_who_are_bound_to_fail() -> None:
    made = scene(**link(FAST))
    found = advice.of_race(made, run_race(made))
    assert set(found) == {"gd"}
    assert "it must diverge" in found["gd"][0]
    assert found["gd"] == advice.of_racer(made, "gd")
    assert run_race(made)[0].trajectory.status != "converged"
    assert advice.of_race(scene(**link(SLOW)), run_race(scene(**link(SLOW)))) == {}


def test_own_noise_and_schedule_count() -> None:
    made = scene(surface="bowl", race="nelder_mead", noise="1")
    assert "noise changes nothing" in advice.of_racer(made, "nelder_mead")[0]
    drawn = scene(**link(FAST), schedule="cosine")
    assert advice.of_racer(drawn, "gd") == ()  # the rate does not stay where it is


def test_in_a_fair_race_it_is_about_what_was_found() -> None:
    made = scene(**link(FAST), fair="on")
    assert advice.of_race(made, run_race(made)) == {}


# -- on the page ----------------------------------------------------------------------------


def opened(rate: float) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in link(rate).items():
        app.query_params[name] = value
    return ran(app)


def said(app: AppTest) -> bool:
    return any("diverge" in each.value for each in app.caption)


def rate(app: AppTest) -> Any:
    return next(w for w in app.select_slider if w.key == "w.gd.learning_rate")


def test_it_comes_and_goes_with_the_knob(monkeypatch: pytest.MonkeyPatch) -> None:
    legends: list[Any] = []
    put = player.player.put
    monkeypatch.setattr(player.player, "put", lambda *a: (legends.append(a[1]["advice"]), put(*a)))
    notes: list[Any] = []
    note = optimizers.note
    monkeypatch.setattr(optimizers, "note", lambda *a: (notes.append(a[1]), note(*a)))
    app = opened(SLOW)
    assert notes == [(), ()]  # one of each racer
    assert not said(app)
    ran(rate(app).set_value(FAST))
    assert said(app)
    assert not len(app.select_slider)  # it stands among the controls, which were left alone
    assert len(notes) == 3  # that of the other racer was, too
    assert set(legends[-1]) == {"gd"}
    ran(app)
    assert said(app)
    notes.clear()
    ran(rate(app).set_value(SLOW))
    assert not said(app)
    assert not len(app.select_slider)
    assert notes == [()]  # it was taken back
    assert legends[-1] == {}
    ran(app)
    notes.clear()
    ran(rate(app).set_value(SLOW / 2))
    assert not notes  # nothing else to be said


def test_a_start_that_was_followed_has_its_advice_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While it is dragged only the plots follow, so the scene is there before its advice is."""
    app = opened(FAST)
    made = app.session_state["scene"]
    monkeypatch.setattr(st, "session_state", app.session_state)
    asked: list[Any] = []
    monkeypatch.setattr(st, "rerun", lambda parts="app": asked.append(parts))
    monkeypatch.setattr(type(SCENE), "settle", lambda self, scene: None)
    monkeypatch.setattr(advice, "of_racer", lambda scene, label: (f"{label} at {scene.start}",))
    partial_rerun.show(made)
    assert asked.pop()[:2] == ["note.gd", "note.adam"]
    for label in made.labels():
        partial_rerun.said_of(label, advice.of_racer(made, label))
    app.session_state[partial_rerun.DUE] = {}
    partial_rerun.show(made)
    assert asked.pop() == ["plots"]
