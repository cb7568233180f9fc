"""The link of a lesson: every visit comes back, and whatever a stranger wrote opens something."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lessons
from lessons import Choose, Estimate, Goal, Point
from ui.lesson.visit import MOST_STEPS, Visit
from ui.scene import answers

GOLDEN = json.loads((Path(__file__).parent / "golden_lesson_links.json").read_text("utf-8"))
KEYS = ("lesson", "step", "said", "v", "x", "shows", "view", "surface.kappa", "gd.learning_rate")
FOUR = lessons.get("steepest")


def said_to(ask: lessons.Ask | None) -> st.SearchStrategy[str]:
    """An answer that a question may get, or none."""
    match ask:
        case Choose():
            told = st.sampled_from([answers.letter(k) for k in range(len(ask.choices))])
        case Estimate():
            told = st.floats(ask.lo, ask.hi).map(lambda v: answers.kept(ask, repr(v)))
        case Point():
            told = st.tuples(st.floats(-9, 9), st.floats(-9, 9)).map(lambda p: answers.written(*p))
        case Goal():
            told = st.just(answers.REACHED)
        case _:
            return st.just("")
    return st.one_of(told, st.sampled_from(("", answers.SHOWN)))


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    lesson = draw(st.sampled_from(tuple(lessons.LESSONS.values())))
    said = tuple(draw(said_to(step.ask)) for step in lesson.steps)
    step = draw(st.integers(1, len(lesson.steps) + 1))
    view, shows = (
        draw(st.sampled_from(("page", "lecture"))),
        draw(st.sampled_from(("own", "other"))),
    )
    return Visit(lesson.slug, step, said, (), shows, view)


@given(visits())
@settings(max_examples=60, deadline=None)
def test_a_link_brings_the_visit_back(one: Visit) -> None:
    assert Visit.from_query(one.to_query()) == (one, ())


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=30), max_size=6))
@settings(max_examples=100, deadline=None)
def test_any_address_is_read_without_an_error(query: dict[str, str]) -> None:
    made, _ = Visit.from_query(query)
    assert Visit.from_query(made.to_query())[0] == made
    assert len(made.said) <= len(made.of.steps)


@pytest.mark.parametrize("link", GOLDEN)
def test_a_link_made_once_opens_for_ever(link: str) -> None:
    made, notes = Visit.from_query(dict(parse_qsl(link)))
    assert notes == ()
    wanted = GOLDEN[link]
    assert (made.of.slug, made.step, list(made.said)) == (
        wanted["lesson"],
        wanted["step"],
        wanted["said"],
    )
    assert dict(made.turned) == wanted["turned"]


def test_what_a_link_got_wrong_is_told_in_a_sentence_each() -> None:
    link = {"lesson": "steepest", "step": "9", "said": "z~b~~1e9", "surface.kappa": "3"}
    made, notes = Visit.from_query(link)
    assert (made.step, made.said) == (6, ("", "b"))
    assert notes == (
        "2 of the link's answers fit no question; they are left out.",
        "The lesson has only 5 steps; its end is shown.",
        "The link says “surface.kappa”, which means nothing here.",
    )
    made, notes = Visit.from_query({"lesson": "<b>flattest</b>"})
    assert made.of.number == min(each.number for each in lessons.LESSONS.values())
    assert notes == ("There is no lesson “<b>flattest</b>”; the first one is shown.",)


def test_what_is_turned_stands_in_the_link_as_in_the_playground() -> None:
    link = {"lesson": "steepest", "step": "5", "surface.kappa": "1", "gd.learning_rate": "99"}
    made, notes = Visit.from_query(link)
    assert notes == ("gd.learning_rate = 99 is not 1e-06 to 10; 10 is used.",)
    assert made.to_query() | {"v": ""} == link | {"v": "", "gd.learning_rate": "10"}
    assert made.scene
    assert (made.scene.surface_knobs, made.scene.race[0].knobs) == (
        (("kappa", 1.0),),
        (("learning_rate", 10.0),),
    )
    assert made.at(4).turned == ()


def test_nothing_moves_before_the_answer_but_what_answers_by_moving() -> None:
    asked = Visit("steepest", 3)
    assert asked.held
    assert not asked.saying("a").held
    assert not asked.saying(answers.SHOWN).held
    assert asked.saying("a").saying("").held
    assert not Visit("steepest", 5).held
    assert not Visit("steepest", 6).held


def test_the_scene_of_a_wrong_answer_is_shown_only_to_who_gave_it() -> None:
    wrong = Visit("steepest", 3, ("", "", "a"), shows="other")
    assert wrong.link == FOUR.steps[3].scene
    assert replace(wrong, said=("", "", "b")).shows == "own"
    assert wrong.saying("a").shows == "own"


def test_impossible_visits_are_value_errors() -> None:
    with pytest.raises(ValueError, match="there is no lesson"):
        Visit("flattest")
    with pytest.raises(ValueError, match="step"):
        Visit("steepest", MOST_STEPS + 1)
    with pytest.raises(ValueError, match="view"):
        Visit("steepest", view="wall")
