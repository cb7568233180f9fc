"""Answers: what a link may hold, and what is said to each."""

import pytest

import lessons
from core.sentences import N_
from lessons import Choice, Choose, Estimate, Goal, Place, Point
from ui.lesson import ask, number_line
from ui.scene import answers

CHOOSE = Choose(
    N_("How many?"),
    (
        Choice(N_("1"), N_("No."), scene="surface=bowl", value=1),
        Choice(N_("9"), N_("Yes."), True, value=9),
    ),
    measure=lambda: 9.0,
    unit=N_("times"),
)  # fmt: skip
ESTIMATE = Estimate(
    N_("How many?"), 10, 1000, 149, (100, 220), lambda: 149.0,
    N_("Too low."), N_("Too high."), N_("Close."), unit=N_("steps"),
)  # fmt: skip
PLACES = (
    Place((0, 0), 0.5, N_("There."), right=True),
    Place((0.6, 0), 0.5, N_("Beside."), scene="surface=bowl"),
)
POINT = Point(N_("Where?"), PLACES, N_("Nowhere."), "gd")
GOAL = Goal(
    N_("Reach it."), "gd", "steps", (0, 10), N_("Well done."), N_("Not yet."), "surface=bowl"
)


@pytest.mark.parametrize(
    ("asked", "text", "kept"),
    [
        (CHOOSE, "b", "b"),
        (CHOOSE, "c", ""),
        (CHOOSE, "ab", ""),
        (CHOOSE, "", ""),
        (ESTIMATE, "120.0", "120"),
        (ESTIMATE, "9.99", ""),
        (ESTIMATE, "1e400", ""),
        (POINT, "0.5_-1", "0.5_-1"),
        (POINT, "0.123456_0", "0.1235_0"),
        (POINT, "1e7_0", ""),
        (POINT, "1_2_3", ""),
        (POINT, "1", ""),
        (GOAL, "1", "1"),
        (GOAL, "2", ""),
        (CHOOSE, "-", "-"),
        (None, "-", ""),
        (None, "b", ""),
    ],
)
def test_what_a_link_may_hold(asked: lessons.Ask | None, text: str, kept: str) -> None:
    assert answers.kept(asked, text) == kept


@pytest.mark.parametrize(
    ("asked", "answer", "right", "feedback"),
    [
        (CHOOSE, "a", False, "No."),
        (CHOOSE, "b", True, "Yes."),
        (ESTIMATE, "99", False, "Too low."),
        (ESTIMATE, "100", True, "Close."),
        (ESTIMATE, "220", True, "Close."),
        (ESTIMATE, "221", False, "Too high."),
        (POINT, "0.2_0.1", True, "There."),
        (POINT, "0.31_0", False, "Beside."),
        (POINT, "0.31_0.5", False, "Nowhere."),
        (GOAL, "1", True, "Well done."),
    ],
)
def test_what_is_said_to_an_answer(
    asked: lessons.Ask, answer: str, right: bool, feedback: str
) -> None:
    told = answers.verdict(asked, answer)
    assert told
    assert (told.right, told.feedback) == (right, feedback)
    assert told.scene == ("surface=bowl" if feedback in ("No.", "Beside.") else "")


def test_nothing_is_said_to_who_only_looked() -> None:
    for asked in (CHOOSE, ESTIMATE, POINT, GOAL):
        assert answers.verdict(asked, answers.SHOWN) is None
        assert answers.verdict(asked, "") is None


def test_the_line_has_the_prediction_and_what_happened_at_their_places() -> None:
    drawn = number_line.drawn(ESTIMATE, 1000, 149)
    assert 'data-kind="said" data-side="right" style="--at:1.0000"><b>1000 steps</b>' in drawn
    assert 'style="--at:0.5866"><b>149 steps</b>' in drawn  # log(14.9)/log(100)
    assert "Your prediction: 1000. What happened: 149. (steps)" in drawn
    assert number_line.limits(CHOOSE) == (1, 9, True)
    assert number_line.place(3, 1, 9, True) == pytest.approx(0.5)
    assert number_line.place(3, 1, 9, False) == pytest.approx(0.25)


def test_the_slider_of_an_estimate_stays_within_its_limits() -> None:
    stops = ask.stops_of(ESTIMATE)
    assert (stops[0], stops[-1]) == (10, 1000)
    assert all(answers.kept(ESTIMATE, repr(stop)) for stop in stops)
