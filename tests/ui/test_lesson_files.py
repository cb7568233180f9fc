"""A lesson in one file: how large, in which words, and what stands in for what can be turned."""

import re
from html import escape
from typing import Any
from xml.etree import ElementTree

import pytest

import lessons
from lessons import Goal
from ui import exports
from ui.browser import assets, one_file
from ui.dimensions import signs
from ui.dimensions.dimensions import Dimensions
from ui.dimensions.still import still
from ui.kit import language
from ui.lesson import offline_steps, rich_words, words
from ui.lesson.offline import AskedLesson, asked_lesson
from ui.lesson.offline_steps import Shown
from ui.lesson.tries import is_reached, tries_of
from ui.lesson.visit import Visit
from ui.network import player as network_player
from ui.scene.run_race import run_race

LARGEST = 600_000
BASE = "https://a.example/x"


def texts(made: Any) -> list[str]:
    if isinstance(made, dict):
        return [text for each in made.values() for text in texts(each)]
    if isinstance(made, list | tuple):
        return [text for each in made for text in texts(each)]
    return [made] if isinstance(made, str) else []


@pytest.mark.parametrize("slug", ["losses", "slices"])
def test_a_file_is_small_enough_to_be_sent(slug: str) -> None:
    """These have the largest grounds: pictures of losses over data and of networks."""
    assert len(exports.lesson(AskedLesson(Visit(slug), BASE))) < LARGEST


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_all_words_are_ready_to_be_read(spoken: str) -> None:
    for slug in lessons.names():
        with language.spoken(spoken):
            words = offline_steps.words(lessons.get(slug), {})
        assert len(words["steps"]) == len(lessons.get(slug).steps)
        for text in texts(words):
            assert not re.search(r"\$|\*\*|\\|\]\(", text), text
            assert not set(re.findall(r"<(?!/?(?:a|b|i|sup)\b)", text)), text


def test_formulas_are_written_out() -> None:
    assert rich_words.rich(r"at $3\cdot10^{-6}$, $\alpha = 0.2$, **so** & $x + h$") == (
        "at 3·10<sup>−6</sup>, α = 0.2, <b>so</b> &amp; <i>x</i> + <i>h</i>"
    )
    assert rich_words.rich("a [slope](gradient)") == 'a <a href="#term-gradient">slope</a>'


def test_a_particle_stays_on_the_line_of_its_term() -> None:
    text = "[기울기(gradient)](gradient)는 0, [a slope](gradient)."
    assert words.shown(text) == (
        "[기울기(gradient)](#term-gradient)\u2060는 0, [a slope](#term-gradient)."
    )
    assert '<a href="#term-gradient">기울기(gradient)</a>\u2060는 0' in rich_words.rich(text)
    assert "\u2060" not in words.bare(text)


@pytest.mark.parametrize("slug", lessons.names())
def test_of_the_settings_of_a_goal_one_reaches_it_and_the_first_does_not(slug: str) -> None:
    goals = [step for step in lessons.get(slug).steps if isinstance(step.ask, Goal)]
    for step in goals:
        assert isinstance(step.ask, Goal)
        reached = [is_reached(step.ask, run_race(each.scene)) for each in tries_of(step)]
        assert reached[0] is False
        assert True in reached
        says = [each.says for each in tries_of(step)]
        assert len(set(says)) == len(says) >= 2
    assert goals


def test_before_the_answer_a_step_of_the_file_has_no_race() -> None:
    shown = Shown()
    facts = offline_steps.facts(lessons.get("steepest"), shown, BASE)
    third = facts[2]
    assert third["held"] != third["seen"]
    assert len(shown.stages[third["held"]["stage"]]) < len(shown.stages[third["seen"]["stage"]]) / 2
    assert third["ask"]["others"][0]["stage"] == "3.0"
    assert third["link"].startswith(f"{BASE}/?v=1&surface=ravine&surface.kappa=200")


def test_the_training_of_a_network_is_in_the_file_once_the_question_is_answered() -> None:
    shown = Shown({"network": network_player.played})
    first, *rest = offline_steps.facts(lessons.get("local_minima"), shown, BASE)
    trained = [each for each in (first, *rest) if "held" not in each]
    assert [each["seen"]["ground"][:8] for each in trained] == ["network "]
    assert trained[0]["seen"]["stage"] in shown.stages
    assert "/network?" in trained[0]["link"]
    assert "seen" not in offline_steps.facts(lessons.get("many_dimensions"), Shown(), BASE)[3]


def test_what_no_stage_shows_stands_still_in_the_file_after_the_answer() -> None:
    every = map(lessons.get, lessons.names())
    told = [offline_steps.words(lesson, {"dimensions": still})["steps"] for lesson in every]
    stills = [step["still"] for steps in told for step in steps if "still" in step]
    assert len(stills) == 2
    drawn, table = sorted(stills, key=lambda each: "<svg" not in each)
    asked = Dimensions.from_query({"n": "6", "part": "signs"})[0]
    assert escape(signs.in_words(asked)) in drawn
    picture = ElementTree.fromstring(drawn[drawn.index("<svg") :])
    circles = picture.findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 1 + sum(
        signs.found(n, asked.count, asked.seed) > 0 for n in range(2, signs.LIVE + 1)
    )
    assert picture.get("role") == "img"
    assert "by the diagonal (wrong), drawn" in picture.get("aria-label", "")
    assert "L-BFGS" in table
    assert "Time to solve" not in table  # the file would be another one on each server
    assert sum(map(len, stills)) < 20_000
    assert still({"part": "network"}) == ""


def test_what_is_no_lesson_is_the_first_one_and_answers_change_nothing() -> None:
    first = lessons.get(lessons.names()[0])
    assert asked_lesson({"lesson": "<b>"}, BASE).visit.of is first
    wanted = asked_lesson({"lesson": "steepest", "said": "a", "step": "3"}, BASE)
    assert wanted == asked_lesson({"lesson": "steepest"}, BASE)
    assert (wanted.file, exports.LESSON.ending) == ("thalweg-lesson-steepest", "html")
    assert wanted.link == f"{BASE}/lesson?v=1&lesson=steepest"


def test_words_of_a_template_end_no_script() -> None:
    data = {"old": "</script><b>"}
    whole = one_file.page(
        assets.text("lesson_file/lesson_file.html"), "player/race.js", {"title": "t"}, data
    )
    assert whole.count("</script>") == 3
