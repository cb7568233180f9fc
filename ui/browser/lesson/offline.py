"""A lesson as one HTML file: the stage, what leads through the steps, and all that they show."""

from collections.abc import Mapping
from html import escape

from ui.browser import assets, one_file
from ui.kit.language import LANGUAGES

STYLES = ("shared/common.css", "page/lesson.css", "lesson/lesson.css", "lesson/offline.css")


def lesson_file(words: Mapping[str, str], content: bytes) -> str:
    """The whole file around the message with the lesson.

    `words` are its `title`, and what is said where nothing can be shown: `bare` and `old`.
    """
    written = {
        "title": escape(words["title"]),
        "bare": escape(words["bare"]),
        "styles": "\n".join(map(assets.text, STYLES)),
        "stage": assets.text("player/stage.html"),
        "companion": assets.text("lesson/lesson.html"),
    }
    data = {"old": words["old"], "lesson": one_file.packed(content), "tongues": LANGUAGES}
    entry = "lesson/offline_lesson.js"
    return one_file.page("lesson/offline.html", entry, written, data, tuple(LANGUAGES))
