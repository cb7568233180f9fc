"""A lesson as one HTML file: the stage, what leads through the steps, and all that they show."""

from collections.abc import Mapping
from html import escape

from ui.browser import assets, one_file
from ui.kit.language import LANGUAGES


def lesson_file(words: Mapping[str, str], content: bytes) -> str:
    """The whole file around the message with the lesson.

    `words` are its `title`, and what is said where nothing can be shown: `bare` and `old`.
    """
    written = {
        "title": escape(words["title"]),
        "bare": escape(words["bare"]),
        "styles": assets.styles(
            assets.text("page/lesson.css"),
            assets.text("lesson/lesson.css"),
            assets.text("lesson_file/lesson_file.css"),
        ),
        "stage": assets.text("player/stage.html"),
        "companion": assets.text("lesson/lesson.html"),
    }
    data = {"old": words["old"], "lesson": one_file.packed(content), "tongues": LANGUAGES}
    template, entry = assets.text("lesson_file/lesson_file.html"), "lesson_file/lesson_file.js"
    return one_file.page(template, entry, written, data, tuple(LANGUAGES))
