"""What every lesson keeps: scenes that open, right answers that are measured, few words."""

import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise

import pytest

import lessons
from core.sentences import Sentence
from lessons import Choose, Estimate, Goal, Lesson, Point, Step
from lessons.asks import STATED, Measure
from lessons.base import MOST_CONTROLS, MOST_WORDS
from optim import STATUSES
from ui.lesson.measured import measured, reaches
from ui.lesson.scene_link import is_race, page_and_query, scene_of
from ui.page_list import PAGES
from ui.scene.run_race import run_race
from ui.scene.scene import NUMBERS

LESSONS = [pytest.param(lesson, id=lesson.slug) for lesson in lessons.LESSONS.values()]
STEPS = [
    pytest.param(step, id=f"{lesson.slug}-{number}")
    for lesson in lessons.LESSONS.values()
    for number, step in enumerate(lesson.steps, 1)
]
ASKING = [each for each in STEPS if each.values[0].ask]
CLAIMS = [
    pytest.param(claim, id=f"{lesson.slug}: {claim.says}")
    for lesson in lessons.LESSONS.values()
    for claim in lesson.claims
]
SCENES = ("scene", "then", "solved_by")
NOT_TRANSLATED = (*SCENES, "slug", "of", "number", "source", "drawn", "controls", "walk")
ALSO_TURNED = ("noise", "batch", "steps", "seed", "seeds", "h")
EARLIER = 0.005
"""`right` is given to three digits."""


def words_of(made: object) -> Iterator[tuple[str, str]]:
    """Each text that a lesson shows, with the name of its field."""
    if isinstance(made, tuple):
        for each in made:
            yield from words_of(each)
    elif is_dataclass(made) and not isinstance(made, Measure | lessons.Claim):
        for each in fields(made):
            value = getattr(made, each.name)
            if isinstance(value, str) and each.name not in NOT_TRANSLATED:
                yield each.name, value
            else:
                yield from words_of(value)


def scenes_of(made: object) -> Iterator[str]:
    """Each scene that a lesson names, also to measure it."""
    if isinstance(made, tuple):
        for each in made:
            yield from scenes_of(each)
    elif is_dataclass(made):
        for each in fields(made):
            value = getattr(made, each.name)
            if each.name in ("scene", "solved_by"):
                yield from [value] if value else []
            elif each.name == "then":
                yield from [f"{made.scene}&{value}"] if value else []
            else:
                yield from scenes_of(value)


def feedback_of(ask: lessons.Ask) -> list[str]:
    """What may be said to an answer."""
    match ask:
        case Choose():
            return [choice.feedback for choice in ask.choices]
        case Estimate():
            return [ask.too_low, ask.too_high, ask.is_close]
        case Point():
            return [*(place.feedback for place in ask.places), ask.elsewhere]
        case Goal():
            return [ask.reached, ask.not_yet]


def ratio(ask: lessons.Choose | Estimate | lessons.Claim) -> float:
    assert ask.measure is not None
    return measured(ask.measure) / (1.0 if ask.than is None else measured(ask.than))


def test_the_course_is_numbered() -> None:
    numbers = [lesson.number for lesson in lessons.LESSONS.values()]
    assert all(1 <= number <= 16 for number in numbers)
    assert all(one < other for one, other in pairwise(numbers)), "in order, none twice"


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_complete(lesson: Lesson) -> None:
    assert re.fullmatch("[a-z][a-z0-9_]*", lesson.slug)
    assert lesson.question.endswith("?")
    assert 3 <= len(lesson.steps) <= 6
    assert lesson.claims
    assert sum(step.ask is not None for step in lesson.steps) >= 2


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_word_is_marked_for_translation(lesson: Lesson) -> None:
    unmarked = [text for _, text in words_of(lesson) if text and not isinstance(text, Sentence)]
    assert unmarked == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_scene_opens_as_it_says(lesson: Lesson) -> None:
    pages = {page.name: page for page in PAGES}
    for link in scenes_of(lesson):
        page, query = page_and_query(link)
        address = pages[page].address
        assert address is not None, link
        assert address.read(query)[1] == (), link


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_short(step: Step) -> None:
    bare = re.sub(r"\]\([a-z0-9_]+\)", "]", step.says)
    assert len(bare.split()) < MOST_WORDS
    assert step.title
    assert step.scene
    assert step.says


@pytest.mark.parametrize("step", STEPS)
def test_controls_exist_and_are_few(step: Step) -> None:
    assert len(step.controls) <= MOST_CONTROLS
    if not is_race(step.scene):
        assert not step.controls, "another page has its own"
        return
    scene = scene_of(step.scene)
    known = {f"surface.{name}" for name in scene.landscape().knobs}
    for label, racer in zip(scene.labels(), scene.race, strict=True):
        known |= {f"{label}.{name}" for name in racer.build().knobs}
    assert set(step.controls) <= known | set(ALSO_TURNED)
    assert set(ALSO_TURNED) <= set(NUMBERS)


@pytest.mark.parametrize("step", ASKING)
def test_a_question_says_something_to_every_answer(step: Step) -> None:
    assert step.ask is not None
    said = feedback_of(step.ask)
    assert all(said)
    assert len(set(said)) == len(said)
    assert step.reveals


@pytest.mark.parametrize("step", ASKING)
def test_the_right_answer_is_what_comes_out(step: Step) -> None:
    match step.ask:
        case Choose():
            assert 2 <= len(step.ask.choices) <= 4
            assert sum(choice.right for choice in step.ask.choices) == 1
            assert not any(choice.right and choice.scene for choice in step.ask.choices)
            values = [choice.value for choice in step.ask.choices]
            assert (step.ask.measure is not None) == all(v is not None for v in values)
            assert step.ask.measure or not any(v is not None for v in values)
            if step.ask.measure:
                out = ratio(step.ask)
                near = min(step.ask.choices, key=lambda choice: abs((choice.value or 0) - out))
                assert near.right, f"measured: {out}"
                assert near.value == pytest.approx(out, rel=EARLIER), "the line shows it"
        case Estimate() as ask:
            assert ask.right == pytest.approx(ratio(ask), rel=EARLIER)
            assert ask.lo < ask.close[0] < ask.right < ask.close[1] < ask.hi
            assert not ask.logarithmic or ask.lo > 0
        case Point() as ask:
            assert sum(place.right for place in ask.places) == 1
            (right,) = (place for place in ask.places if place.right)
            (x, y) = (measured(Measure(step.scene, ask.of, name)) for name in "xy")
            away = [math.hypot(x - p.at[0], y - p.at[1]) for p in ask.places]
            assert min(away) == math.hypot(x - right.at[0], y - right.at[1]) <= right.within


@pytest.mark.parametrize("step", [e for e in ASKING if isinstance(e.values[0].ask, Goal)])
def test_a_goal_can_be_reached_by_its_controls_and_is_not_yet(step: Step) -> None:
    goal = step.ask
    assert isinstance(goal, Goal)
    assert step.controls
    assert goal.number in (*STATED, *STATUSES)
    opens, solved = scene_of(step.scene), scene_of(goal.solved_by)
    for scene, reached in ((opens, False), (solved, True)):
        raced = {each.label: each for each in run_race(scene)}
        assert reaches(raced[goal.of], goal.number, goal.between) == reached
    one, other = page_and_query(step.scene)[1], page_and_query(goal.solved_by)[1]
    differs = {k for k in {*one, *other} if one.get(k) != other.get(k)}
    assert differs <= set(step.controls)


@pytest.mark.parametrize("claim", CLAIMS)
def test_claims_are_true(claim: lessons.Claim) -> None:
    lo, hi = claim.between
    out = ratio(claim)
    assert lo <= out <= hi, f"measured: {out}"


def test_names_and_get() -> None:
    assert lessons.names() == tuple(lessons.LESSONS)
    assert lessons.get("steepest").number == 4
    with pytest.raises(ValueError, match=r"there is no lesson 'flattest'; there are .*steepest"):
        lessons.get("flattest")


@pytest.mark.parametrize("step", STEPS)
def test_what_is_often_heard_and_not_so_has_a_source(step: Step) -> None:
    assert bool(step.source) >= bool(step.often_heard)
