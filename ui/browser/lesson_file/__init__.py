"""A lesson in one HTML file: made of the player and of what a lesson's page has beside it."""

from ui.browser.lesson_file.lesson_file import lesson_file

__all__ = ["lesson_file"]
