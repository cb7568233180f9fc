"""The address of the page of a lesson."""

from core.sentences import sentence
from ui.kit.address import Address
from ui.lesson.visit import Visit


def says(visit: Visit) -> str:
    """What a link to it shows, for the title."""
    return sentence("Lesson {n}: {title}", n=visit.of.number, title=visit.of.title)


LESSON = Address("lesson", Visit.from_query, says)
