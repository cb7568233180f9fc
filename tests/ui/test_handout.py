"""Links that hand out some of the controls and begin with a question; the page that makes them."""

from dataclasses import replace
from typing import Any

import pytest
from apptest import has, named, ran, scene
from streamlit.testing.v1 import AppTest

from lessons import Choose, Estimate, Point
from ui.controls import pasted
from ui.handout import controls
from ui.kit import plain_pictures
from ui.kit.address import Address
from ui.kit.locks import WHY
from ui.playground import asking, player
from ui.scene import answers, question
from ui.scene.handout import ASKS, FREE, LOCKED, OMITTED, Handout, fits
from ui.scene.run_race import run_race
from ui.scene.scene import Scene
from ui.share import race_pictures
from ui.share.asked import Asked

MAIN = "../../ui/main.py"
TWO = {"v": "1", "surface": "bowl", "race": "gd~adam", "steps": "1500"}
EVIL = "<img src=x onerror=alert(1)>\u202e[a](javascript:alert(1))"


def opened(page: str = "", **query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in query.items():
        app.query_params[name.replace("__", ".")] = value
    if page:
        app = app.switch_page(f"../pages/{page}.py")
        for name, value in query.items():
            app.query_params[name.replace("__", ".")] = value
    return ran(app)


def scene_of(**query: str) -> Scene:
    made, notes = Scene.from_query(TWO | {n.replace("__", "."): v for n, v in query.items()})
    assert not notes
    return made


# -- the link -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        {"lock": "rest", "free": "adam.learning_rate~start", "omit": "surface~results"},
        {"ask": "first", "said": "b"},
        {"ask": "steps", "ask.of": "adam", "said": "120"},
        {"ask": "place", "said": "0.5_-1"},
        {"ask": "own", "ask.says": "Which one, 50 % of all?", "ask.choices": "Momentum~Adam & co"},
    ],
)
def test_a_handout_is_read_as_it_is_written(query: dict[str, str]) -> None:
    made, notes = Scene.from_query(TWO | query)
    assert notes == ()
    assert {k: v for k, v in made.to_query().items() if k not in TWO} == query
    assert Scene.from_query(made.to_query()) == (made, ())


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"lock": "nobody~start"}, "There is no control “nobody”"),
        ({"lock": "adam.beta7"}, "There is no control “adam.beta7”"),
        ({"lock": "adam.99999999999999"}, "There is no control"),
        ({"omit": "~".join(f"adam.{k}" for k in range(999))}, "And "),
        ({"ask": "all"}, "ask = “all” is not known; none is used."),
        ({"ask": "fate", "ask.of": "newton"}, "“newton” is not in the race"),
        ({"ask.of": "adam"}, "asks no such question"),
        ({"ask": "first", "ask.says": EVIL}, "asks no such question"),
        ({"said": "b"}, "asks no such question"),
        ({"ask": "first", "said": EVIL}, "answer fits no question"),
        ({"ask": "first", "said": "d"}, "answer fits no question"),
        ({"ask": "fate", "said": "e"}, "answer fits no question"),
        ({"ask": "steps", "said": "1501"}, "answer fits no question"),
        ({"ask": "steps", "said": "b"}, "answer fits no question"),
        ({"ask": "place", "said": "b"}, "answer fits no question"),
        ({"ask": "own", "said": "c"}, "answer fits no question"),
        ({"ask": "own", "ask.says": "x" * 3000}, "ask.says is too long"),
        ({"ask": "own", "ask.choices": "~".join("abcdefghi")}, "ask.choices are too long"),
        ({"ask": "own", "ask.choices": "x" * 900}, "ask.choices are too long"),
    ],
)  # fmt: skip
def test_what_a_link_gets_wrong_is_told_and_left_out(query: dict[str, str], note: str) -> None:
    made, notes = Scene.from_query(TWO | query)
    assert any(note in one for one in notes)
    assert len(notes) <= 9
    assert Scene.from_query(made.to_query()) == (made, ())


def test_a_teachers_words_are_one_short_line_of_letters() -> None:
    made, _ = Scene.from_query(TWO | {"ask": "own", "ask.says": f"a\n\0 b {EVIL}"})
    assert made.handout.ask_says.startswith("a b <img")
    assert made.handout.ask_says.isprintable()
    with pytest.raises(ValueError, match="one line"):
        Handout(ask="own", ask_says="two\nlines")
    with pytest.raises(ValueError, match="short lines"):
        Handout(ask="own", ask_choices=("a~b", "c"))
    with pytest.raises(ValueError, match="no such control"):
        Handout(lock=("nobody",))


def test_the_nearest_name_decides_what_becomes_of_a_control() -> None:
    handout = Handout(lock=("rest", "surface.b"), omit=("surface",), free=("adam",))
    states = {
        "surface": OMITTED, "surface.b": LOCKED, "surface.a": OMITTED, "adam": FREE,
        "adam.beta1": FREE, "adam.2": LOCKED, "adam.2.beta1": LOCKED, "start": LOCKED,
    }  # fmt: skip
    assert {name: handout.state(name) for name in states} == states
    assert Handout().state("start") == FREE
    assert not Handout(free=("start",)).limits()


def test_every_control_of_the_largest_race_can_be_named_at_once() -> None:
    methods = ("nadam", "adam", "adamw", "amsgrad", "radam", "adabelief", "adamax", "lion")
    largest = Scene.from_query({"surface": "linear_classifier", "race": "~".join(methods)})[0]
    names = [name for name, _ in controls.groups(largest)]
    names += [name for _, each in controls.single(largest) for name, _ in each]
    assert Handout(free=tuple(names)).free == tuple(names)


def test_a_group_takes_its_own_along_and_needless_names_are_dropped() -> None:
    handout = Handout().setting("adam.beta1", LOCKED).setting("adam", OMITTED)
    assert handout == Handout(omit=("adam",))
    handout = handout.setting("adam.eps", FREE).setting("rest", OMITTED)
    assert handout == Handout(omit=("rest",), free=("adam.eps",))
    assert handout.setting("adam", FREE).setting("rest", FREE) == Handout()


# -- the controls -------------------------------------------------------------------------------


def test_what_a_link_locks_is_shown_and_cannot_be_changed_what_it_omits_is_gone() -> None:
    app = opened(**TWO, lock="rest", free="adam", omit="start~results~closer")
    rates = [w for w in app.select_slider if w.label == "Learning rate α"]
    assert [w.disabled for w in rates] == [True, False]
    assert rates[0].help == WHY != rates[1].help
    for widgets, label in (
        (app.selectbox, "Surface"), (app.multiselect, "Optimizers"), (app.toggle, "Fair race"),
        (app.select_slider, "Steps"), (app.button, "Choose by sight"),
    ):  # fmt: skip
        assert named(widgets, label).disabled
    assert not has(app.number_input, "Start x")
    assert not any(heading.value == "Results" for heading in app.header)
    assert not has(app.button, "Edit a copy of this formula")  # a way round the lock
    ran(rates[1].set_value(0.5))
    assert scene(app).handout.lock == ("rest",)
    ran(named(ran(app).button, "Open the full playground").click())
    assert scene(app).handout == Handout()
    assert scene(app).race[1].build().learning_rate == 0.5  # type: ignore[attr-defined]
    assert not named(app.selectbox, "Surface").disabled
    assert has(app.number_input, "Start x")


def test_what_is_folded_away_is_locked_too_and_what_is_not_named_is_free() -> None:
    app = opened(**TWO, lock="chance~adam~view", omit="gradient")
    assert not named(app.selectbox, "Surface").disabled
    assert [w.disabled for w in app.select_slider if w.label == "Learning rate α"] == [False, True]
    assert not any(fold.label == "Gradient" for fold in app.expander)
    made = scene(app)
    sent, _parts = player.sent(made, run_race(made), None)
    assert all(option["locked"] == WHY for option in sent["options"])
    assert "fixed" not in sent
    made = scene_of(omit="rest")
    sent, _parts = player.sent(made, run_race(made), None)
    assert (sent["options"], sent["fixed"]) == ([], True)


@pytest.mark.parametrize(("others", "there"), [("lock", True), ("omit", False)])
def test_a_setting_that_is_named_is_free_also_where_it_is_folded_away(
    others: str, there: bool
) -> None:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in {**TWO, others: "adam", "free": "adam.beta1"}.items():
        app.query_params[name] = value
    app.session_state["fold.adam"] = True
    ran(app)
    found = {w.key.rpartition("adam.")[2]: w.disabled for w in (*app.slider, *app.select_slider)
             if "adam." in (w.key or "")}  # fmt: skip
    assert found["beta1"] is False
    assert ("beta2" in found, "learning_rate" in found) == (there, there)
    assert all(disabled for name, disabled in found.items() if name != "beta1")
    assert any(toggle.label == "Own noise" for toggle in app.toggle) == there


def test_another_surface_keeps_what_is_handed_out() -> None:
    app = opened(**TWO, lock="start")
    ran(named(app.selectbox, "Surface").select("saddle"))
    assert scene(app).handout.lock == ("start",)
    assert named(app.number_input, "Start x").disabled


# -- the question ---------------------------------------------------------------------------------


def test_before_the_answer_nothing_of_the_race_is_sent() -> None:
    made = scene_of(ask="first", critical="show")
    assert made.held
    sent, parts = player.sent(made, run_race(made.begun), None)
    assert sent["lesson"] == {"held": True, "guess": False}
    assert sent["ask"]["choices"][-1] == ("c", "None of them converges.")
    assert "verdict" not in sent["ask"]
    assert (sent["fixed"], sent["takes"], sent["sliders"], sent["options"]) == (True, False, {}, [])
    assert sent["advice"] == {}
    assert b'"steps":1,' in parts["play"]
    app = opened(**TWO, ask="first")
    assert not app.select_slider
    assert not any(heading.value == "Results" for heading in app.header)


def test_before_the_answer_no_rate_changes_what_is_sent_or_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not even the first step, which of some methods is the last one."""
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(player.asking, "plain", lambda held: None)
    monkeypatch.setattr(player.plain_pictures, "show", lambda figures, key: drawn.append(figures))
    sent = []
    for rate in ("0.01", "0.02"):
        made = scene_of(ask="first", **{"gd.learning_rate": rate})
        raced = run_race(made.begun)
        assert made.held
        sent.append(player.sent(made, raced, None)[1]["play"])
        player._plain(made, raced)
    assert sent[0] == sent[1]
    one, other = ({name: each.to_json() for name, each in figures.items()} for figures in drawn)
    assert one == other


def test_the_picture_beside_a_link_that_asks_first_tells_no_answer() -> None:
    def card(**facts: str) -> bytes:
        return race_pictures.card(Asked(scene_of(**facts), "http://lab.example"))

    assert card(ask="first") == card(ask="first", gd__learning_rate="0.3")
    assert card() != card(gd__learning_rate="0.3")
    assert card() != card(ask="first")
    assert card(ask="first", said="a") == card()


@pytest.mark.parametrize(
    ("query", "right", "wrong"),
    [
        ({"ask": "first"}, None, None),
        ({"ask": "fate", "ask__of": "gd"}, "a", "c"),
        ({"ask": "fate", "ask__of": "gd", "gd__learning_rate": "9"}, "c", "a"),
        ({"ask": "fate", "surface": "saddle", "race": "gd", "start": "1~0"}, "b", "a"),
        ({"ask": "fate", "gd__learning_rate": "1e-5"}, "d", "a"),
        ({"ask": "first", "gd__learning_rate": "9", "adam__learning_rate": "1e-5"}, "c", "a"),
    ],
)
def test_what_is_right_is_what_the_race_shows(
    query: dict[str, str], right: str | None, wrong: str | None
) -> None:
    made = scene_of(**query)
    raced = run_race(made)
    if right is None:  # whoever took the fewest steps of those that converged
        steps = [r.trajectory.steps for r in raced]
        assert all(r.trajectory.status == "converged" for r in raced)
        right, wrong = ("a", "b") if steps[0] < steps[1] else ("b", "a")
    for said, holds in ((right, True), (wrong or "", False)):
        verdict = question.verdict_on(replace(made, handout=made.handout.saying(said)), raced)
        assert verdict is not None
        assert verdict.right is holds
        assert verdict.feedback


def test_an_estimate_is_measured_and_drawn() -> None:
    made = scene_of(ask="steps", ask__of="gd")
    raced = run_race(made)
    took = raced[0].trajectory.steps
    ask = question.question_of(made, raced)
    assert isinstance(ask, Estimate)
    assert ask.right == took
    for said, right, begins in ((took, True, "Close."), (1, False, "It took longer."),
                                (1500, False, "It was faster.")):  # fmt: skip
        answered = replace(made, handout=made.handout.saying(str(said)))
        verdict = question.verdict_on(answered, raced)
        assert verdict is not None
        assert (verdict.right, verdict.feedback.startswith(begins)) == (right, True)
        assert f"It took {took} steps." in verdict.feedback
        sent, _parts = player.sent(answered, raced, None)
        assert sent["chart"]["marks"][0]["x"] == said
        assert sent["moment"]["play"] == "1"
    never = scene_of(ask="steps", gd__learning_rate="1e-5", said="30")
    verdict = question.verdict_on(never, run_race(never))
    assert verdict is not None
    assert not verdict.right


def test_a_place_is_right_near_the_end_of_the_run() -> None:
    made = scene_of(ask="place", ask__of="adam")
    raced = run_race(made)
    end = float(raced[1].trajectory.x[-1]), float(raced[1].trajectory.y[-1])
    assert isinstance(question.question_of(made), Point)
    for at, right in ((end, True), ((end[0] + 1, end[1]), False)):
        answered = replace(made, handout=made.handout.saying(answers.written(*at)))
        verdict = question.verdict_on(answered, raced)
        assert verdict is not None
        assert verdict.right is right
        assert "It ended at" in verdict.feedback
        sent, _parts = player.sent(answered, raced, None)
        assert sent["map"]["guess"]["x"] == pytest.approx(at[0], abs=1e-4)


def test_a_question_of_a_teachers_own_has_no_right_answer_here() -> None:
    made = scene_of(ask="own", ask__says=EVIL, ask__choices="Yes~<b>no</b>", said="b")
    facts = asking.asked(made, run_race(made))["ask"]
    assert facts["own"] is True
    assert facts["question"] == "<img src=x onerror=alert(1)> [a](javascript:alert(1))"
    assert facts["said"] == "<b>no</b>"
    assert facts["verdict"]["right"] is None
    bare = question.question_of(scene_of(ask="own", ask__choices="only one"))
    assert isinstance(bare, Choose)
    assert [choice.says for choice in bare.choices] == ["Yes", "No"]


@pytest.mark.parametrize("kind", [kind for kind in ASKS if kind != "none"])
def test_every_answer_that_is_offered_fits_and_the_next_does_not(kind: str) -> None:
    made = scene_of(ask=kind)
    ask = question.question_of(made)
    said = ["0.5_1"] if isinstance(ask, Point) else ["1", "1500"]
    if isinstance(ask, Choose):
        said = [answers.letter(k) for k in range(len(ask.choices))]
    for one in (*said, answers.SHOWN):
        assert scene_of(ask=kind, said=one).handout.said == one
        assert answers.kept(ask, one) == one
    if isinstance(ask, Choose):
        more = answers.letter(len(ask.choices))
        assert not fits(made.handout.saying(more), len(made.race), made.steps)


@pytest.mark.parametrize("kind", [kind for kind in ASKS if kind not in ("none", "own")])
def test_nobody_is_asked_about_a_race_without_racers(kind: str) -> None:
    made, _ = Scene.from_query({"race": "none", "ask": kind})
    assert not made.held
    assert question.question_of(made) is None


def test_an_answer_brings_the_race_and_a_changed_race_ends_the_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    adopted: list[Scene] = []
    made, told = scene_of(ask="first"), dict[str, Any]()
    monkeypatch.setattr(asking.player, "told", lambda stage, what: told.get(what))
    monkeypatch.setattr(asking.st, "rerun", lambda: None)
    monkeypatch.setattr(Address, "current", lambda self: made)
    monkeypatch.setattr(Address, "adopt", lambda self, value: adopted.append(value))
    for said in ("z", 7, None, "-1", "b"):  # anyone can tell anything
        told["said"] = said
        asking.answered("stage")
    assert [each.handout.said for each in adopted] == ["b"]
    monkeypatch.undo()
    app = opened(**TWO, ask="first", lock="start", said="b")
    assert any(heading.value == "Results" for heading in app.header)
    ran(named(app.select_slider, "Learning rate α").set_value(0.5))
    assert scene(app).handout == Handout(lock=("start",))


def test_beside_plain_pictures_one_is_shown_the_race_after_the_question() -> None:
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.session_state[plain_pictures.PLAIN] = True
    for name, value in (TWO | {"ask": "own", "ask.says": EVIL}).items():
        app.query_params[name] = value
    ran(app)
    assert any("\\<img" in words.value for words in app.markdown)
    assert not any(heading.value == "Results" for heading in app.header)
    ran(named(app.button, "Just show me").click())
    assert scene(app).handout.said == answers.SHOWN
    assert any(heading.value == "Results" for heading in app.header)


# -- the page that makes them -----------------------------------------------------------------


def test_the_page_writes_what_is_chosen_into_the_link() -> None:
    app = opened("handout", **TWO)
    made = lambda: app.session_state["handout"]  # noqa: E731  # the page's own value, as it is now
    ran(named(app.get("button_group"), "All that is not chosen below").set_value("lock"))
    assert made().handout == Handout(lock=("rest",))
    ran(named(app.get("button_group"), "Settings: Adam").set_value("free"))
    assert made().handout == Handout(lock=("rest",), free=("adam",))
    ran(named(app.selectbox, "Begin with a question").select("steps"))
    ran(named(app.selectbox, "About").select("adam"))
    assert (made().handout.ask, made().handout.ask_of) == ("steps", "adam")
    assert app.query_params["ask.of"] in ("adam", ["adam"])
    ran(named(app.selectbox, "Begin with a question").select("own"))
    ran(named(app.text_input, "Question").set_value("Which one zigzags?"))
    ran(app.text_area[0].set_value("Adam\n\nGradient~descent"))
    assert made().handout.ask_choices == ("Adam", "Gradient-descent")
    ran(named(app.selectbox, "Begin with a question").select("none"))
    ran(named(app.toggle, "Starts playing").set_value(True))
    ran(named(app.number_input, "Opens at step").set_value(12.0))
    assert (made().moment.play, made().moment.step) == ("1", 12)
    assert Scene.from_query(made().to_query()) == (made(), ())


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("https://elsewhere.example/x?surface=saddle&embed=true&lang=ko", "saddle"),
        ("?surface=saddle", "saddle"),
        ("surface=saddle", None),
        ("https://[::::]/?surface=saddle", None),
        ("?" + "&".join(f"a{k}=1" for k in range(500)), None),
        ("?" + "a" * 9000, None),
        ("?lang=ko", None),
    ],
)
def test_a_pasted_link_is_read_or_refused_in_a_sentence(text: str, surface: str | None) -> None:
    made, notes = pasted.scene_of(text)
    assert (made.surface if made else None) == surface
    assert bool(notes) == (surface is None)
