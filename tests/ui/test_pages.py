"""Every page runs without an exception, on every surface, whatever the link says."""

from pathlib import Path

import pytest
from apptest import named, result_table, scene
from streamlit.testing.v1 import AppTest

import landscapes
import optim
from landscapes import FormulaLandscape
from ui.playground.closer_controls import LOOKED_AT
from ui.scene.scene import Scene

ROOT = Path(__file__).resolve().parents[2]
MAIN = str(ROOT / "ui" / "main.py")


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("page", sorted(p.name for p in (ROOT / "pages").glob("*.py")))
def test_every_page_runs(page: str) -> None:
    app = opened()
    app.switch_page(f"../pages/{page}").run()
    assert not app.exception


@pytest.mark.parametrize("slug", landscapes.names())
def test_every_surface_opens(slug: str) -> None:
    app = opened(surface=slug)
    assert app.title[0].value.replace("\\", "") == landscapes.get(slug).title
    assert not app.warning
    assert len(result_table(app)["Result"]) == len(Scene.opening(slug).race)


@pytest.mark.parametrize("fair", ["off", "on"])
@pytest.mark.parametrize("first", range(0, len(optim.names()), 8))
def test_all_optimizers_can_race(first: int, fair: str) -> None:
    some = optim.names()[first : first + 8]
    app = opened(race="~".join(some), fair=fair)
    assert result_table(app)["Optimizer"] == [optim.CLASSES[s].title for s in some]


def test_the_formulas_wait_until_somebody_comes_near_them() -> None:
    app = opened(race="gd~adam")
    assert "Adam" not in [heading.value for heading in app.subheader]
    app.session_state[LOOKED_AT] = True
    app.run()
    assert not app.exception
    assert "Adam" in [heading.value for heading in app.subheader]
    assert any("\\beta_1" in text.value for text in app.markdown)


def test_choosing_a_surface_opens_its_own_race_and_link() -> None:
    app = opened()
    app.selectbox[0].select("saddle").run()
    assert not app.exception
    assert app.query_params == {"v": ["1"], "surface": ["saddle"]} or dict(app.query_params) == {
        "v": "1",
        "surface": "saddle",
    }


def test_a_moved_slider_is_in_the_link_and_the_link_restores_it() -> None:
    app = opened(race="adam")
    slider = named(app.select_slider, "Learning rate α")
    slider.set_value(0.25).run()
    assert app.query_params["adam.learning_rate"] in ("0.25", ["0.25"])
    app.query_params["adam.learning_rate"] = "0.0137"
    app.run()
    assert named(app.select_slider, "Learning rate α").value == 0.0137


def test_a_value_between_the_sliders_marks_survives() -> None:
    app = opened(**{"surface.b": "123.456", "start": "0.123456~-1", "steps": "137"})
    assert not app.warning
    assert dict(app.query_params).keys() == {"v", "surface.b", "start", "steps"}


def test_a_bad_link_opens_with_a_list_of_what_was_ignored() -> None:
    app = opened(surface="nowhere", steps="-3", junk="![x](http://example.com/x.png)")
    text = app.warning[0].value
    assert "nowhere" in text
    assert "junk" in text
    assert "steps" in text
    assert "![x]" not in text


def test_own_formula_is_checked_and_the_last_good_one_stays() -> None:
    app = opened(surface="formula", formula="x^2 + y^2")
    box = named(app.text_input, "f(x, y) =")
    box.set_value("x^2 + foo(y)").run()
    assert not app.exception
    assert "Character 7" in app.error[0].value
    assert app.code[0].value.splitlines()[1].index("^") == 6
    assert app.query_params["formula"] in ("x^2 + y^2", ["x^2 + y^2"])
    named(app.text_input, "f(x, y) =").set_value("x^4 + y^2").run()
    assert not app.error
    assert app.query_params["formula"] in ("x^4 + y^2", ["x^4 + y^2"])


def test_a_link_whose_formula_has_a_mistake_opens_the_editor_on_it() -> None:
    app = opened(surface="formula", formula="x^2 + 3xy", window="-1~1~-2~2")
    assert named(app.selectbox, "Surface").value == "formula"
    box = named(app.text_input, "f(x, y) =")
    assert box.value == "x^2 + 3xy"
    assert "Character 8" in app.error[0].value
    assert app.code[0].value.splitlines()[1].index("^") == 7
    assert [named(app.number_input, f"y {side}").value for side in ("from", "to")] == [-2, 2]
    assert scene(app).surface == Scene.opening().surface
    box.set_value("x^2 + 3x*y").run()
    assert not app.error
    assert (scene(app).formula, scene(app).window) == ("x^2 + 3x*y", ((-1, 1), (-2, 2)))
    assert app.query_params["formula"] in ("x^2 + 3x*y", ["x^2 + 3x*y"])


@pytest.mark.parametrize("formula", ["", "x" * 601, "x\n+ foo"])
def test_what_is_no_formula_at_all_opens_no_editor(formula: str) -> None:
    app = opened(surface="formula", formula=formula)
    assert not app.exception
    assert named(app.selectbox, "Surface").value == Scene.opening().surface
    assert app.warning


FORMULAS = [s for s, cls in landscapes.CLASSES.items() if issubclass(cls, FormulaLandscape)]


@pytest.mark.parametrize("slug", FORMULAS)
def test_edit_a_copy_keeps_the_picture(slug: str) -> None:
    app = opened(surface=slug)
    before = result_table(app)
    named(app.button, "Edit a copy of this formula").click().run()
    assert not app.exception
    assert not app.error
    after = result_table(app)
    steps = [[int(n) for n in table["Steps"]] for table in (before, after)]
    assert steps[1] == pytest.approx(steps[0], abs=3)


def test_when_the_first_of_two_copies_leaves_the_other_takes_its_name() -> None:
    link = {"adam.learning_rate": "0.5", "adam.2.learning_rate": "0.003", "adam.2.beta1": "0.5"}
    app = opened(race="adam~adam.2", **link)
    app.multiselect[0].set_value(["adam.2"]).run()
    assert not app.exception
    assert app.multiselect[0].value == ["adam"]
    assert result_table(app)["Optimizer"] == ["Adam"]
    assert named(app.select_slider, "Learning rate α").value == 0.003
    app.multiselect[0].set_value(["adam", "adam.2"]).run()
    rates = [w.value for w in app.select_slider if w.label == "Learning rate α"]
    assert rates == [0.003, 0.01]


def test_a_diverging_run_says_so() -> None:
    app = opened(race="gd", **{"gd.learning_rate": "1"})
    row = result_table(app)
    assert row["Result"] == ["diverged"]
    assert "Diverged at step" in row["Why it ended"][0]


def test_no_optimizer_is_a_state_too() -> None:
    app = opened(race="none")
    assert "Pick" in app.info[0].value


def test_schedule_and_noise_work() -> None:
    for schedule in optim.schedules.names():
        app = opened(schedule=schedule, noise="0.5", seed="7")
        assert not app.warning


def test_a_visit_to_another_page_changes_nothing_here() -> None:
    """Pages have widgets under the same keys, such as the seed's."""
    app = opened(surface="bowl", race="gd", noise="1", seed="5", starts="ring", count="9")
    here = dict(app.query_params)
    app.query_params.clear()  # a browser does this when the page is switched
    app.switch_page("../pages/profile.py").run()
    named(app.multiselect, "Optimizers").set_value(["gd"])
    named(app.number_input, "Seed of the starts").set_value(77).run()
    named(app.number_input, "Starts on each surface").set_value(2).run()
    for back in ({}, here):  # by the menu, and by the Back button
        there = dict(app.query_params)
        app.query_params.clear()
        for key, value in back.items():
            app.query_params[key] = value
        app.switch_page("../pages/playground.py").run()
        assert not app.exception
        assert dict(app.query_params) == here
        app.query_params.clear()
        for key, value in there.items():
            app.query_params[key] = value
        app.switch_page("../pages/profile.py").run()
        assert dict(app.query_params) == there
