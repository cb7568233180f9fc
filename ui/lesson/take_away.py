"""The way to a lesson as one file: for a class without a network."""

from urllib.parse import urlencode

from core.sentences import N_, sentence
from lessons import Lesson
from ui.kit.downloads import download_link
from ui.kit.language import in_address

SAYS = N_(
    "One HTML file with its questions and races, in English and Korean: it opens from a disk or a"
    " course page and needs no network."
)


def show(lesson: Lesson, short: bool = False) -> None:
    """A link that saves the file."""
    words = N_("HTML") if short else N_("Take this lesson away")
    called = sentence("Take this lesson away: {title}", title=lesson.title) if short else ""
    download_link(words, address(lesson), SAYS, called)


def address(lesson: Lesson) -> str:
    """Where its file is found, relative to a page."""
    return f"export/lesson.html?{urlencode({'lesson': lesson.slug} | in_address())}"
