"""The controls turn what a person does into the scene, and the scene into what they show."""

import pytest
from apptest import has, named, ran, scene
from streamlit.testing.v1 import AppTest

import optim
from core.knob import knobs_of
from ui.controls.folds import FOLDS
from ui.kit import plain_pictures
from ui.playground.closer_controls import PANELS
from ui.playground.view_options import LABELS, WORDS
from ui.scene.scene import CHOICES, NUMBERS, Scene
from ui.scene.welcome import WELCOME


def page() -> None:
    import streamlit as st

    from ui.controls import optimizers
    from ui.playground import closer_controls, controls
    from ui.scene.address import SCENE

    scene = SCENE.open()
    with st.sidebar:
        scene, blanks = controls.sidebar(scene)
    scene = controls.view(scene)
    scene = closer_controls.chosen(scene)
    closer_controls.show(scene)
    found = {"gd": "α = 0.25", "adam": "α = 0.5"} if scene.fair == "on" else {}
    for label, place in blanks.items():
        with place.container():
            said = ("It must *diverge*.",) if label == "gd" else ()
            optimizers.note(found.get(label, ""), said)
    SCENE.settle(scene)


FOLDED = (*FOLDS.values(), *optim.names(), *(f"{slug}.2" for slug in optim.names()))


def opened(folds: bool = True, plain: bool = True, **query: str) -> AppTest:
    """The controls with plain pictures, which have widgets for what else the stage offers."""
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state[plain_pictures.PLAIN] = plain
    for key, value in query.items():
        app.query_params[key] = value
    for key in FOLDED:
        app.session_state[f"fold.{key}"] = folds
    return ran(app)


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("folds", [True, False])
def test_every_option_of_a_link_survives_the_widgets(folds: bool, plain: bool) -> None:
    """What a link says is what the widgets show, and the address stays as it was."""
    link = {
        "v": "1",
        "race": "adam~gd~nelder_mead",
        "adam.learning_rate": "0.0137",
        "adam.schedule": "step",
        "adam.schedule.every": "7",
        "adam.noise": "0.125",
        "schedule": "cosine",
        "schedule.floor": "0.25",
        "noise": "12.5",
        "seed": "3",
        "seeds": "4",
        "gradient": "central",
        "h": "3.3e-05",
        "starts": "ring",
        "count": "5",
        "spread": "0.2",
        "curve": "distance",
        "by": "cost",
        "cost.grad": "3.5",
        "cost.hess": "0",
        "loss": "linear",
        "height": "log",
        "critical": "show",
        "panel": "chord",
        "chord": "1~2~3~4.5",
        "probe": "0.5~0.25",
        "focus": "gd",
    }
    app = opened(folds, plain, **link)
    assert has(app.slider, "How many") == folds
    assert {k: v[0] if isinstance(v, list) else v for k, v in app.query_params.items()} == link
    assert scene(ran(app)) == Scene.from_query(link)[0]


@pytest.mark.parametrize("slug", optim.names())
def test_every_method_has_a_widget_for_every_knob(slug: str) -> None:
    app = opened(race=slug)
    widgets = [*app.slider, *app.select_slider, *app.selectbox, *app.button_group]
    wanted = {knob.label for knob in knobs_of(optim.CLASSES[slug]).values()}
    assert wanted <= {widget.label for widget in widgets}
    assert has(app.toggle, "Own noise") != optim.CLASSES[slug].gradient_free
    assert has(app.selectbox, "Schedule") == ("learning_rate" in knobs_of(optim.CLASSES[slug]))


def test_advice_stands_at_its_racer_as_text() -> None:
    app = opened(race="adam~gd")
    assert r":material/lightbulb: It must \*diverge\*\." in [each.value for each in app.caption]
    assert not any("diverge" in each.value for each in opened(race="adam").caption)


def test_a_racer_gets_a_schedule_of_its_own() -> None:
    app = opened(race="adam~gd", schedule="cosine")
    assert named(app.selectbox, "Schedule").options[0] == "As the race"
    ran(named(app.selectbox, "Schedule").select("step"))
    ran(named(app.slider, "Times d").set_value(0.1))
    made = scene(app)
    assert (made.race[0].schedule, made.race[0].schedule_knobs) == ("step", (("drop", 0.1),))
    assert (made.race[1].schedule, made.schedule) == ("", "cosine")
    ran(named(app.selectbox, "Schedule").select(""))
    assert (scene(app).race[0].schedule, scene(app).race[0].schedule_knobs) == ("", ())


def test_a_racer_gets_noise_of_its_own() -> None:
    app = opened(race="adam", noise="0.5")
    assert len([s for s in app.select_slider if s.label == "Gradient noise σ"]) == 1
    ran(named(app.toggle, "Own noise").set_value(True))
    assert scene(app).race[0].noise == 0.5
    ran(named(app.select_slider, "Gradient noise σ").set_value(0.0))
    assert (scene(app).race[0].noise, scene(app).noise) == (0.0, 0.5)
    ran(named(app.toggle, "Own noise").set_value(False))
    assert scene(app).race[0].noise is None


@pytest.mark.parametrize(
    ("link", "calm"),
    [
        ({"race": "gd"}, True),
        ({"race": "gd", "noise": "1"}, False),
        ({"race": "gd", "gd.noise": "1"}, False),
        ({"race": "gd~random_search"}, False),
    ],
)
def test_seeds_matter_only_to_a_random_race(link: dict[str, str], calm: bool) -> None:
    app = opened(**link)
    assert named(app.slider, "Seeds at once").disabled == calm
    assert named(app.number_input, "Seed").disabled == calm


def test_a_fair_race_hides_what_it_chooses_and_keeps_it() -> None:
    app = opened(race="gd~adam", **{"adam.learning_rate": "0.125"})
    assert has(app.select_slider, "Learning rate α")
    assert not app.text
    ran(named(app.toggle, "Fair race").set_value(True))
    assert scene(app).fair == "on"
    assert not has(app.select_slider, "Learning rate α")
    assert [t.value for t in app.text] == ["α = 0.25", "α = 0.5"]
    ran(named(app.select_slider, "Evaluations for each").set_value(100))
    assert (scene(app).steps, has(app.select_slider, "Steps")) == (100, False)
    others = {k.label for n, k in knobs_of(optim.CLASSES["adam"]).items() if n != "learning_rate"}
    assert others <= {w.label for w in (*app.slider, *app.select_slider)}
    ran(named(app.toggle, "Fair race").set_value(False))
    assert scene(app).fair == "off"
    rates = [s.value for s in app.select_slider if s.label == "Learning rate α"]
    assert rates[1] == 0.125


@pytest.mark.parametrize("gradient", CHOICES["gradient"])
def test_where_the_gradient_comes_from(gradient: str) -> None:
    app = opened()
    ran(named(app.selectbox, "Computed from").select(gradient))
    assert scene(app).gradient == gradient
    assert named(app.select_slider, NUMBERS["h"].label).disabled == (gradient == "exact")


@pytest.mark.parametrize(("starts", "off"), [("one", (1, 1)), ("ring", (0, 0)), ("grid", (0, 1))])
def test_more_starts(starts: str, off: tuple[bool, bool]) -> None:
    app = opened()
    ran(named(app.button_group, "Start from").set_value(starts))
    assert scene(app).starts == starts
    found = [named(app.slider, NUMBERS[name].label).disabled for name in ("count", "spread")]
    assert tuple(found) == off


def test_every_word_of_the_view_can_be_chosen() -> None:
    app = opened(surface="linear_classifier", **{"surface.held_out": "50"})
    for name in ("curve", "by", "loss", "height"):
        assert set(WORDS[name]) == set(CHOICES[name])
        for word in CHOICES[name]:
            ran(named(app.button_group, LABELS[name]).set_value(word))
            assert getattr(scene(app), name) == word
    ran(named(app.toggle, "Critical points").set_value(True))
    assert scene(app).critical == "show"


def test_where_the_stage_offers_the_options_no_widget_does() -> None:
    app = opened(plain=False, by="cost")
    assert not has(app.number_input, NUMBERS["cost_hess"].label)
    assert not has(app.toggle, "Critical points")
    assert {w.label for w in app.button_group}.isdisjoint(LABELS.values())
    assert has(app.toggle, "Plain pictures")


def test_weights_are_asked_for_only_with_cost() -> None:
    app = opened()
    assert not has(app.number_input, NUMBERS["cost_hess"].label)
    ran(named(app.button_group, "Against").set_value("cost"))
    ran(named(app.number_input, NUMBERS["cost_hess"].label).set_value(7.5))
    assert scene(app).cost_hess == 7.5
    ran(named(app.button_group, "Against").set_value("steps"))
    assert scene(app).cost_hess == 7.5


def test_every_panel_can_be_chosen() -> None:
    app = opened(race="none")
    assert tuple(PANELS) == CHOICES["panel"]
    for word in CHOICES["panel"]:
        ran(named(app.button_group, "A closer look").set_value(word))
        assert scene(app).panel == word


def test_the_probe_follows_the_start_until_it_is_told() -> None:
    app = opened(panel="ground")
    assert [named(app.number_input, k).value for k in "xy"] == list(scene(app).start)
    ran(named(app.number_input, "Start x").set_value(0.75))
    assert named(app.number_input, "x").value == 0.75
    assert scene(app).probe is None
    ran(named(app.number_input, "y").set_value(0.5))
    assert scene(app).probe == (0.75, 0.5)
    ran(named(app.number_input, "Start x").set_value(-0.75))
    assert scene(app).probe == (0.75, 0.5)
    ran(named(app.number_input, "x").set_value(None))  # an emptied box keeps its number
    assert scene(app).probe == (0.75, 0.5)
    ran(named(app.button, "Reset").click())
    assert scene(app).probe is None
    assert named(app.number_input, "x").value == -0.75


def test_a_chord_is_four_numbers() -> None:
    app = opened(panel="chord")
    shown = [named(app.number_input, k).value for k in ("From x", "From y", "To x", "To y")]
    assert shown == [-1.2, 1.0, 1.0, 1.0]
    ran(named(app.number_input, "To x").set_value(0.0))
    assert scene(app).chord == ((-1.2, 1.0), (0.0, 1.0))
    ran(named(app.button, "Reset").click())
    assert scene(app).chord is None


def test_one_racer_is_looked_at() -> None:
    app = opened(race="gd~adam", panel="along")
    assert named(app.selectbox, "Optimizer").value == "gd"
    assert scene(app).focus == ""
    ran(named(app.selectbox, "Optimizer").select("adam"))
    assert scene(app).focus == "adam"
    ran(named(app.multiselect, "Optimizers").set_value(["gd", "newton"]))
    assert scene(app).focus == ""
    assert named(app.selectbox, "Optimizer").value == "gd"
    ran(named(app.selectbox, "Optimizer").select("newton"))
    ran(named(app.selectbox, "Optimizer").select("gd"))
    assert scene(app).focused() == "gd"


def test_an_emptied_start_keeps_its_number() -> None:
    app = opened()
    ran(named(app.number_input, "Start x").set_value(None))
    assert scene(app).start == WELCOME.start
    assert named(ran(app).number_input, "Start x").value == WELCOME.start[0]
