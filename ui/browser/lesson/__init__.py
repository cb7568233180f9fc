"""What a lesson's page has beside the stage: cards, suspense, ticks, keys."""

from ui.browser.lesson.mount import Facts, frame, show

__all__ = ["Facts", "frame", "show"]
