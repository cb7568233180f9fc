"""What a lesson's page has beside the stage: cards, suspense, ticks, keys; a lesson in one file."""

from ui.browser.lesson.mount import Facts, frame, show
from ui.browser.lesson.offline import lesson_file

__all__ = ["Facts", "frame", "lesson_file", "show"]
