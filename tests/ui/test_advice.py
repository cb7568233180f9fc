"""Advice stands at the racer it is about: among its settings and in the legend of the stage."""

from typing import Any

import pytest
from apptest import ran
from streamlit.testing.v1 import AppTest

from ui.playground import player
from ui.scene import advice
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
    app = opened(SLOW)
    assert not said(app)
    ran(rate(app).set_value(FAST))
    assert said(app)  # all of the page ran, as it stands among the controls
    assert set(legends[-1]) == {"gd"}
    ran(rate(app).set_value(SLOW))
    assert not said(app)
    assert len(app.select_slider)
    assert legends[-1] == {}
    ran(rate(app).set_value(SLOW / 2))
    assert not len(app.select_slider)  # nothing else to be said: the controls were left alone
