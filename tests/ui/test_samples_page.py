"""The playground on a surface made of samples."""

from pathlib import Path

import pytest
from apptest import has, named, ran, result_table, scene
from streamlit.testing.v1 import AppTest

import landscapes
from landscapes import FormulaLandscape
from ui.scene import lecture_scenes
from ui.scene.scene import Scene

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")
IRIS = "linear_classifier"
BUILT = [s for s, cls in landscapes.CLASSES.items() if not issubclass(cls, FormulaLandscape)]
FOLDS = ("Schedule and noise", "lecture")


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.query_params.update(query)
    for fold in FOLDS:
        app.session_state[f"fold.{fold}"] = True
    return ran(app)


@pytest.mark.parametrize("slug", BUILT)
def test_what_is_no_formula_has_none_to_edit(slug: str) -> None:
    app = opened(surface=slug)
    assert not has(app.button, "Edit a copy of this formula")
    ran(app.selectbox[0].select("formula"))
    assert scene(app).surface == "formula"
    assert scene(app).window == landscapes.get(slug).bounds
    assert has(app.text_input, "f(x, y) =")


@pytest.mark.parametrize("slug", BUILT)
@pytest.mark.parametrize("panel", ["formulas", "ground", "along", "check", "chord"])
def test_every_closer_look_works(slug: str, panel: str) -> None:
    app = opened(surface=slug, panel=panel, critical="show")
    assert not app.warning


def test_the_batch_size_is_asked_for_where_there_are_samples() -> None:
    assert not has(opened(surface="bowl").select_slider, "Batch size")
    app = opened(surface=IRIS, steps="200")
    ran(named(app.toggle, "Plain pictures").set_value(True))  # they have widgets for their options
    assert any("every step is an epoch" in each.value for each in app.caption)
    assert not has(app.button_group, "Map of")
    assert named(app.slider, "Seeds at once").disabled
    ran(named(app.select_slider, "Batch size").set_value(10))
    assert (scene(app).batch, scene(app).ground) == (10, "all")
    assert any("200 steps of 10 samples are 20 epochs" in each.value for each in app.caption)
    assert not named(app.slider, "Seeds at once").disabled
    ran(named(app.button_group, "Map of").set_value("batch"))
    assert scene(app).ground == "batch"
    ran(named(app.toggle, "Data").set_value(False))
    assert scene(app).data == "hide"
    ran(named(app.select_slider, "Batch size").set_value(0))
    assert scene(app).batch == 0


def test_a_racer_may_have_a_batch_size_of_its_own_and_the_chart_count_epochs() -> None:
    app = opened(surface=IRIS, race="gd~momentum", by="epochs")
    for fold in ("fold.gd",):
        app.session_state[fold] = True
    ran(app)
    ran(named(app.toggle, "Own batch size").set_value(True))
    ran(named(app.select_slider, "Batch size").set_value(10))
    assert [racer.batch for racer in scene(app).race] == [10, None]
    steps = [float(cell) for cell in result_table(app)["Steps"]]
    epochs = [float(cell) for cell in result_table(app)["Epochs"]]
    assert epochs == [steps[0] / 10, steps[1]]
    ran(named(app.toggle, "Own batch size").set_value(False))
    assert [racer.batch for racer in scene(app).race] == [None, None]


def test_a_batch_that_leaves_samples_over_says_so() -> None:
    app = opened(surface=IRIS, batch="30", steps="20")
    assert any(
        "6 epochs of 100. Every time round, 10 of them" in each.value for each in app.caption
    )
    assert 30 in [
        int(size) for size in named(app.select_slider, "Batch size").options if "a" not in size
    ]


def test_fewer_samples_than_a_batch_are_all_of_them() -> None:
    app = opened(surface="digits_plane", batch="50")
    assert scene(app).batch == 50
    ran(named(app.slider, "Samples").set_value(20))
    assert scene(app).batch == 0
    assert named(app.select_slider, "Batch size").value == 0
    ran(named(app.slider, "Samples").set_value(80))
    assert scene(app).batch == 0


def test_other_data_open_where_they_make_their_point() -> None:
    app = opened(surface=IRIS)
    ran(named(app.selectbox, "Data").select(1))
    other = Scene.opening(IRIS, surface_knobs=(("data", 1.0),))
    assert scene(app) == other
    assert named(app.number_input, "Start x").value == other.start[0]
    assert other.start != Scene.opening(IRIS).start


def test_but_what_a_person_chose_stays() -> None:
    app = opened(surface=IRIS, start="1~1", race="adam", steps="77")
    ran(named(app.selectbox, "Data").select(1))
    made = scene(app)
    assert (made.start, made.labels(), made.steps) == ((1.0, 1.0), ("adam",), 77)


def test_a_scene_of_the_lecture_is_a_click_away_and_says_what_it_shows() -> None:
    assert not any("ways down" in b.label for b in opened(surface="bowl").button)
    app = opened(surface=IRIS)
    for one in lecture_scenes.on(IRIS):
        ran(named(app.button, one.title).click())
        assert scene(app) == lecture_scenes.opened(one)
        assert one.says in app.markdown[0].value.replace("\\", "")


def test_the_reference_names_choices_in_words() -> None:
    app = ran(opened().switch_page("../pages/methods.py"))
    text = " ".join(each.value for each in app.caption).replace("\\", "")
    assert "Loss = SVM hinge" in text
