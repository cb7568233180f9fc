"""The stage beside a lesson: at rest before the answer; then the race, and the prediction in it."""

import json
from typing import Any

import pytest
from made_lesson import LESSON, among_lessons

from ui.kit.takings import RACE
from ui.lesson import stage
from ui.lesson.visit import Visit
from ui.scene import pictures
from ui.scene.predicted import at_rest, start_of
from ui.scene.run_race import run_race
from ui.scene.scene import Scene


@pytest.fixture(autouse=True)
def _with_a_made_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    among_lessons(monkeypatch)


def header(visit: Visit) -> dict[str, Any]:
    shown = stage.race_of(visit)
    assert shown
    return stage.sent(visit, *shown)[0]


def test_before_the_answer_nothing_of_the_race_is_sent() -> None:
    told = header(Visit("steepest", 3))
    assert told["lesson"] == {"held": True, "guess": False, "placed": False}
    assert told["moment"]["future"] == "hide"
    assert "play" not in told["moment"]
    assert told["chart"]["x"]["hi"] < 2, "the axis would give the number of steps away"
    newton = header(Visit("second_order", 1))  # it would take one step, to the lowest point
    assert newton["chart"]["y"]["lo"] > 1e-3, "the axis would give the loss after it away"


def test_before_the_answer_no_step_is_in_the_bytes_of_the_page() -> None:
    visit = Visit("second_order", 1)
    shown = stage.race_of(visit)
    assert shown
    play = stage.sent(visit, *shown)[1]["play"]
    told, _end = json.JSONDecoder().raw_decode(play[4:].decode("latin-1"))
    assert [(run["steps"], run["outcome"]) for run in told["runs"]] == [(1, "max_steps")] * 2
    newton = pictures.runs(*shown)[1]
    assert (list(newton.x), list(at_rest(newton).x)) == ([-1.6, 0], [-1.6, -1.6])


def test_nor_is_its_loss_of_samples_held_out() -> None:
    query = {"surface": "linear_classifier", "surface.held_out": "90", "race": "gd", "steps": "1"}
    scene, _ = Scene.from_query(query | {"curve": "held_out"})
    run = pictures.runs(scene, run_race(scene))[0]
    assert run.held_out is not None
    assert len(set(run.held_out)) == 2
    assert list(at_rest(run).held_out) == [run.held_out[0]] * 2
    assert list(start_of(run).held_out) == [run.held_out[0]]


def test_what_a_step_gives_away_comes_with_its_answer() -> None:
    assert header(Visit("steepest", 3))["takes"] is False
    told = header(Visit("steepest", 3, ("", "", "c")))
    assert told["takes"] == RACE
    assert {"gif", "mp4", "py", "csv"} <= set(told["takes"]["kinds"])
    shown = stage.race_of(Visit("steepest", 3, ("", "", "c")))
    assert shown
    again = Scene.from_query(told["link"])[0]
    assert [one.trajectory.steps for one in run_race(again)] == [
        one.trajectory.steps for one in shown[1]
    ]


def test_after_it_the_race_plays_and_the_prediction_stays_drawn() -> None:
    told = header(Visit("steepest", 3, ("", "", "c")))
    assert told["lesson"]["held"] is False
    assert told["moment"]["play"] == "1"
    assert told["chart"]["marks"] == [{"x": 16 * 362, "words": "your prediction", "dash": "dash"}]
    assert told["chart"]["x"]["hi"] > 16 * 362
    few = header(Visit("steepest", 3, ("", "", "a")))
    assert few["chart"]["marks"][0]["x"] == 724
    assert 1443 < few["chart"]["x"]["hi"] < 1600
    assert "marks" not in header(Visit("steepest", 3, ("", "", "-")))["chart"]
    assert header(Visit("steepest", 4, ("", "", "", "200")))["chart"]["marks"][0]["x"] == 200
    other = header(Visit("steepest", 3, ("", "", "a"), shows="other"))
    assert "marks" not in other["chart"], "that is not the race that was predicted"


def test_what_the_answer_tells_is_marked_once_it_is_given() -> None:
    before, after = Visit("many_dimensions", 1), Visit("many_dimensions", 1, ("b",))
    assert before.scene
    assert after.scene
    assert (before.scene.critical, after.scene.critical) == ("hide", "show")
    assert len(header(after)["map"]["points"]) == 9 > len(header(before)["map"]["points"])


def test_each_new_thing_to_be_seen_is_another_moment() -> None:
    moments = [
        header(visit)["moment"]
        for visit in (
            Visit("steepest", 3),
            Visit("steepest", 3, ("", "", "a")),
            Visit("steepest", 3, ("", "", "b")),
            Visit("steepest", 3, ("", "", "a"), shows="other"),
            Visit("steepest", 4),
        )
    ]
    assert all(a != b for k, a in enumerate(moments) for b in moments[:k])


def test_a_place_is_pointed_to_with_the_start_in_view() -> None:
    asked = header(Visit("made", 1))
    assert asked["lesson"] == {"held": True, "guess": True, "placed": False}
    assert not asked["fixed"]
    assert asked["map"]["from"] == [-1.5, 0.5]
    assert "guess" not in asked["map"]
    told = header(Visit("made", 1, ("0.9_0.1",)))
    assert told["fixed"]
    assert told["map"]["guess"] == {"x": 0.9, "y": 0.1, "words": ["your prediction"]}


def test_only_a_start_that_may_be_moved_can_be() -> None:
    assert LESSON.steps[2].controls[0] == "start"
    assert not header(Visit("made", 3))["fixed"]
    assert header(Visit("steepest", 5))["fixed"]
    moved, notes = Visit.from_query({"lesson": "made", "step": "3", "start": "1~0.5"})
    assert notes == ()
    assert moved.scene
    assert moved.scene.start == (1.0, 0.5)
    assert moved.to_query()["start"] == "1~0.5"
