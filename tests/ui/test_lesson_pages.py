"""Every lesson on its page, walked through: predict, see, read why, go on, look back."""

import json
import re
from base64 import b64decode
from typing import Any

import numpy as np
import pytest
from apptest import has, named, opened_at, ran, result_table
from streamlit.components.v2.component_path_utils import ComponentPathUtils
from streamlit.testing.v1 import AppTest

import lessons
from core.sentences import _
from lessons import Choose, Estimate, Goal, Lesson, Point, Step
from ui.browser.assets import styles
from ui.kit.language import spoken
from ui.lesson import ask, stage
from ui.lesson.visit import Visit
from ui.lesson.words import bare, shown
from ui.scene import answers

LATIN_ONLY = re.compile("(?!.*[가-힣]).*[A-Za-z]{2,} +[A-Za-z]{2,}.*")
LESSONS = [pytest.param(each, id=each.slug) for each in lessons.LESSONS.values()]


def opened(page: str = "lesson", **query: str) -> AppTest:
    return opened_at(page, query)


def texts(app: AppTest) -> str:
    """All that the page says."""
    kinds = (app.markdown, app.success, app.warning, app.info, app.caption, app.header)
    return "\n".join(str(e.value) for kind in kinds for e in kind)


def visit(app: AppTest) -> Visit:
    """What the page shows, which is what its address stands for."""
    made: Visit = app.session_state["lesson"]
    query = {k: v[0] if isinstance(v, list) else v for k, v in app.query_params.items()}
    query.pop("lang", None)
    assert Visit.from_query(query) == (made, ())
    return made


def press(app: AppTest, label: str) -> AppTest:
    return ran(named(app.button, label).click())


def wrong_answer(step: Step) -> str:
    match step.ask:
        case Choose() as asked:
            return answers.letter(next(k for k, c in enumerate(asked.choices) if not c.right))
        case Estimate() as asked:
            return str(ask.stops_of(asked)[-1])
        case Point() as asked:
            at = next(p.at for p in asked.places if not p.right)
            return answers.written(*at)
    return answers.REACHED


def commit(app: AppTest, step: Step) -> AppTest:
    """Predict something that is wrong."""
    assert named(app.button, "That is my prediction").disabled
    match step.ask:
        case Choose():
            ran(app.radio[0].set_value(answers.LETTERS.index(wrong_answer(step))))
        case Estimate() as asked:
            ran(app.select_slider[0].set_value(ask.stops_of(asked)[-1]))
        case Point():
            at = answers.place_of(wrong_answer(step))
            app.session_state[stage.guess_key(visit(app))] = at
            ran(app)
    return press(app, "That is my prediction")


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_can_be_walked_through(lesson: Lesson) -> None:
    app = opened(lesson=lesson.slug)
    for number, step in enumerate(lesson.steps, 1):
        assert visit(app).step == number
        assert app.title[0].value == lesson.question
        said = texts(app)
        assert shown(step.says) in said
        if step.ask:
            assert not step.reveals or shown(step.reveals) not in said
            answer(app, step)
            assert shown(step.reveals) in texts(app)
        press(app, "Next" if number < len(lesson.steps) else "The end")
    assert visit(app).seen is None
    table = result_table(app)
    assert len(table["Question"]) == sum(step.ask is not None for step in lesson.steps)


def answer(app: AppTest, step: Step) -> None:
    """Answer a step's question wrongly where one can, and read what is said to it."""
    if isinstance(step.ask, Goal):
        assert shown(step.ask.not_yet) in texts(app)
        press(app, "Show me")
        assert visit(app).answer == answers.SHOWN
        return
    commit(app, step)
    verdict = visit(app).verdict
    assert verdict
    assert not verdict.right
    assert shown(verdict.feedback) in texts(app)
    if verdict.scene:
        press(app, "See where it would be so")
        assert visit(app).link == verdict.scene
        press(app, "Back to what happened")
        assert visit(app).link == step.scene


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_told_in_korean_from_its_first_step_to_its_end(lesson: Lesson) -> None:
    said = list[str]()
    with spoken("ko"):  # AppTest looks for options outside of the session
        app = opened(lesson=lesson.slug, lang="ko")
        assert has(app.button, "이렇게 예측합니다")
        for number, step in enumerate(lesson.steps, 1):
            said.append(wrong_answer(step))
            app.query_params["step"], app.query_params["said"] = str(number), "~".join(said)
            told = texts(ran(app))
            verdict = visit(app).verdict
            assert verdict
            assert app.title[0].value == _(lesson.question) != lesson.question
            for words in (step.says, step.reveals, step.often_heard, verdict.feedback):
                assert shown(words) in told
            assert set(english(told)) <= {step.source}
        ran(named(app.button, "마무리").click())
        assert list(result_table(app)) == ["스텝", "나의 예측", "실제 결과", "예측대로"]
        assert english(texts(app)) == []


def english(told: str) -> list[str]:
    """Lines of a text that have words, and no letter of Korean."""
    return [line for line in told.split("\n") if LATIN_ONLY.fullmatch(line)]


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_end_tells_what_was_predicted_and_what_happened(lesson: Lesson) -> None:
    said = "~".join(wrong_answer(step) if step.ask else "" for step in lesson.steps)
    app = opened(lesson=lesson.slug, step=str(len(lesson.steps) + 1), said=said)
    assert not app.warning
    asking = [step for step in lesson.steps if step.ask]
    table = result_table(app)
    assert table["As predicted"] == [
        "yes" if isinstance(step.ask, Goal) else "–" for step in asking
    ]
    for step, predicted, came in zip(
        asking, table["Your prediction"], table["What happened"], strict=True
    ):
        assert predicted != came
        if isinstance(step.ask, Choose):
            assert came == next(bare(c.says) for c in step.ask.choices if c.right)


def test_an_answer_can_be_changed_and_tried_again() -> None:
    app = opened(lesson="steepest", step="3", said="~~a")
    press(app, "Answer again")
    assert visit(app).held
    assert shown(lessons.get("steepest").steps[2].reveals) not in texts(app)
    ran(app.radio[0].set_value(1))
    press(app, "That is my prediction")
    assert visit(app).said == ("", "", "b")
    assert app.success


def test_a_goal_is_reached_by_turning_what_can_be_turned() -> None:
    app = opened(lesson="steepest", step="5")
    kappa, rate = named(app.select_slider, "Condition number κ"), "Learning rate α"
    ran(kappa.set_value(1.0))
    assert not visit(app).answer
    ran(named(app.select_slider, rate).set_value(1.0))
    assert visit(app).answer == answers.REACHED
    assert dict(visit(app).turned) == {"surface.kappa": "1", "gd.learning_rate": "1"}
    assert shown(lessons.get("steepest").steps[4].reveals) in texts(app)


def test_the_playground_opens_on_the_very_scene() -> None:
    app = opened(lesson="steepest", step="5", said="~~~~1", **{"surface.kappa": "1"})
    link: Any = next(e for e in app.get("page_link") if e.proto.label == "Open in the playground")
    assert "surface.kappa=1" in link.proto.query_string
    assert "gd.learning_rate=0.18" in link.proto.query_string


def test_the_lecture_view_hides_the_answer_until_it_is_revealed() -> None:
    app = opened(lesson="steepest", step="3", view="lecture")
    step = lessons.get("steepest").steps[2]
    assert "A. 2 times" in texts(app)
    assert not app.radio
    press(app, "Reveal")
    assert visit(app).answer == answers.SHOWN
    assert shown(step.reveals) in texts(app)
    press(app, "Leave the lecture view")
    assert visit(app).view == "page"


def test_all_lessons_are_listed_with_their_questions() -> None:
    app = opened("lessons")
    labels = [e.proto.label for e in app.get("page_link")]
    assert [f"**{each.question}**  \n{each.title}" for each in lessons.LESSONS.values()] == labels


def test_whoever_names_no_lesson_gets_the_first() -> None:
    app = opened()
    assert app.title[0].value == lessons.get(lessons.names()[0]).question
    app = opened(lesson="flattest", x="1")
    assert "There is no lesson" in app.warning[0].value


def charts(app: AppTest) -> int:
    """How many charts of Plotly there are."""
    return len(app.get("plotly_chart"))


def test_a_gradient_check_is_drawn_once_it_was_predicted() -> None:
    app = opened(lesson="two_gradients", step="2")
    assert charts(app) == 0
    ran(app.radio[0].set_value(0))
    press(app, "That is my prediction")
    assert charts(app) == 1
    assert charts(opened(lesson="two_gradients", step="1", said="a")) == 0


def test_a_chord_that_is_asked_about_is_drawn_from_the_start() -> None:
    assert charts(opened(lesson="convex", step="3")) == 1


def test_streamlit_takes_the_style_of_a_frame_for_a_style() -> None:
    style = "[data-frame] { border: 0; }"
    assert not ComponentPathUtils.looks_like_inline_content(style), "one line with brackets"
    assert ComponentPathUtils.looks_like_inline_content(styles(style))


def test_the_source_stands_by_what_is_so_not_by_what_is_often_heard() -> None:
    step = lessons.get("steepest").steps[3]
    app = opened(lesson="steepest", step="4", said="~~~100")
    said = [str(each.value) for each in app.markdown]
    (quoted,) = (k for k, text in enumerate(said) if shown(step.often_heard) in text)
    assert step.source not in said[quoted]
    assert quoted < said.index(shown(step.reveals))
    assert step.source in [each.value for each in app.caption]


def test_a_place_is_said_by_numbers_where_pictures_are_plain() -> None:
    app = opened(lesson="local_minima")
    app.session_state["plain"] = True
    ran(app)
    chart, *_ = json.loads(app.get("plotly_chart")[2].proto.spec)["data"]
    losses = np.frombuffer(b64decode(chart["y"]["bdata"]), chart["y"]["dtype"])
    assert losses.size == 1, "a step is seen before the answer"
    assert "your prediction" not in app.get("plotly_chart")[0].proto.spec
    assert named(app.button, "That is my prediction").disabled
    ran(named(app.slider, "x").set_value(1.0))
    ran(named(app.slider, "y").set_value(0.0))
    assert "your prediction" in app.get("plotly_chart")[0].proto.spec
    press(app, "That is my prediction")
    assert visit(app).said == ("1_0",)
    assert "climb the hump" in texts(app)
    assert "your prediction" in app.get("plotly_chart")[0].proto.spec
    # With a place of its own at each step, and none left from the step before.
    assert not has(app.slider, "x")


def files(app: AppTest) -> list[str]:
    """The lessons that can be taken along as a file."""
    links = [str(each.value) for each in app.get("html") if "lesson.html" in str(each.value)]
    return [re.findall(r'href="export/lesson\.html\?lesson=(\w+)', link)[0] for link in links]


def test_a_lesson_can_be_taken_along_from_its_page_its_end_and_the_course() -> None:
    assert files(opened(lesson="steepest")) == ["steepest"]
    assert files(opened(lesson="steepest", step="6")) == ["steepest"]
    assert files(opened("lessons")) == list(lessons.names())


def test_the_end_of_a_lecture_tells_what_happened_and_leads_on_in_the_same_view() -> None:
    app = opened(lesson="steepest", step="6", said="-~-~-~-~-", view="lecture")
    assert list(result_table(app)) == ["Question", "What happened"]
    assert "came as predicted" not in texts(app)
    ahead = next(link for link in app.get("page_link") if "Next lesson" in link.proto.label)
    assert "view=lecture" in ahead.proto.query_string
    press(app, "Leave the lecture view")
    assert visit(app).view == "page"


def test_no_line_ends_between_a_formula_and_its_korean_ending() -> None:
    assert shown("$\\beta = 1$이면 $x$와 **$y$**") == "$\\beta = 1$\u2060이면 $x$\u2060와 **$y$**"
    assert shown("over $x$ and $y$.") == "over $x$ and $y$."
    assert shown("값이 $x$ 때") == "값이 $x$ 때"
