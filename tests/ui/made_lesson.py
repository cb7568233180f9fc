"""A lesson made for tests: a place on the map, a choice without numbers, a start to be moved."""

import pytest

import lessons
from core.sentences import N_
from lessons import Choice, Choose, Lesson, Place, Point, Step

WELLS = "surface=double_well&race=gd&gd.learning_rate=0.02&start=-1.5~0.5"
LESSON = Lesson(
    "made",
    16,
    N_("A lesson for tests"),
    N_("Where?"),
    (
        Step(
            N_("A place"),
            N_("Two valleys."),
            WELLS,
            ask=Point(
                N_("Where will it end?"),
                (
                    Place((-1, 0), 0.6, N_("In the left one."), right=True),
                    Place((1, 0), 0.6, N_("Not in the right one.")),
                ),
                N_("In neither."),
                "gd",
            ),
            reveals=N_("It goes down. It does not climb."),
        ),
        Step(
            N_("Two words"),
            N_("Yes or no?"),
            WELLS,
            ask=Choose(
                N_("Is it so?"),
                (Choice(N_("Yes"), N_("So it is."), True), Choice(N_("No"), N_("It is."))),
            ),
        ),
        Step(
            N_("A start"),
            N_("Move it."),
            WELLS,
            controls=("start", "surface.tilt", "gd.learning_rate"),
        ),
        Step(N_("Elsewhere"), N_("A map."), "basins?v=1&surface=two_wells"),
    ),
)  # fmt: skip


def among_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put it among the others."""
    monkeypatch.setattr(lessons, "LESSONS", {**lessons.LESSONS, LESSON.slug: LESSON})
