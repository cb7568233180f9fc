"""Lessons: the lecture, to be played. See `names` and `get`; the course has one file a lesson."""

from collections.abc import Mapping

from core import registry
from lessons import course
from lessons.asks import Choice, Choose, Estimate, Goal, Measure, Place, Point
from lessons.base import Ask, Claim, Lesson, Step
from lessons.glossary import TERMS, Term

LESSONS: Mapping[str, Lesson] = registry.declared(course, Lesson)


def names() -> tuple[str, ...]:
    """The slugs of the lessons, in the order of the course."""
    return tuple(LESSONS)


def get(slug: str) -> Lesson:
    """A lesson; a slug that there is not is a ValueError in one sentence."""
    if slug not in LESSONS:
        raise ValueError(f"there is no lesson {slug!r}; there are {', '.join(LESSONS)}.")
    return LESSONS[slug]


__all__ = [
    "LESSONS",
    "TERMS",
    "Ask",
    "Choice",
    "Choose",
    "Claim",
    "Estimate",
    "Goal",
    "Lesson",
    "Measure",
    "Place",
    "Point",
    "Step",
    "Term",
    "get",
    "names",
]
