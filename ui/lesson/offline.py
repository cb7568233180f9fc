"""A lesson as one HTML file: its questions, races and words, for a class without a server."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np

from core.sentences import ENGLISH, _
from lessons import Lesson
from ui.browser.lesson_file import lesson_file
from ui.kit.language import LANGUAGES, spoken
from ui.lesson import offline_steps
from ui.lesson.offline_steps import Others, Shown, Stills
from ui.lesson.visit import Visit
from viz import browser


@dataclass(frozen=True)
class AskedLesson:
    """A lesson that is asked for, and where the app is."""

    visit: Visit
    base: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def link(self) -> str:
        """The lesson's link in full, from its first step on."""
        return f"{self.base}/lesson?{urlencode({'v': '1', 'lesson': self.visit.of.slug})}"

    @property
    def file(self) -> str:
        """The name of its file, without an ending."""
        return f"thalweg-lesson-{self.visit.of.slug.replace('_', '-')}"


def asked_lesson(query: Mapping[str, str], base: str) -> AskedLesson:
    """What a query asks for: the lesson that it names, else the first one."""
    wanted = {"lesson": query["lesson"]} if "lesson" in query else {}
    return AskedLesson(Visit.from_query(wanted)[0], base)


def offline(
    asked: AskedLesson, others: Others | None = None, stills: Stills | None = None
) -> bytes:
    """The whole file. `others` make pictures of scenes that are no races, `stills` drawings."""
    lesson, told, first = asked.visit.of, dict[str, object](), Shown()
    header: dict[str, object] = {"slug": lesson.slug, "number": lesson.number, "app": asked.link}
    parts = dict[str, bytes]()
    for language in LANGUAGES:
        shown = Shown(others or {})
        with spoken(language):
            steps = offline_steps.facts(lesson, shown, asked.base)
            told[language] = offline_steps.words(lesson, stills or {})
        if language == ENGLISH:
            header["steps"], first = steps, shown
        parts |= _parts(language, first, shown)
    return _file(asked, lesson, header | {"words": told}, parts)


def _file(
    asked: AskedLesson, lesson: Lesson, header: dict[str, object], parts: dict[str, bytes]
) -> bytes:
    words = {
        "title": _(lesson.title),
        "bare": _("The pictures need JavaScript."),
        "old": _("This browser is too old for the pictures."),
    }
    return lesson_file(words, browser.blob(header, parts)).encode()


def _parts(language: str, first: Shown, shown: Shown) -> dict[str, bytes]:
    """Stages and grounds by name.

    In another language only their beginning is another one: so it is kept alone, after the number
    of bytes that follow as in English.
    """
    found = dict[str, bytes]()
    both = (("stage", first.stages, shown.stages), ("ground", first.grounds, shown.grounds))
    for kind, known, told in both:
        for name, whole in told.items():
            if language == ENGLISH:
                found[f"{kind} {name}"] = whole
                continue
            same = _same_end(known[name], whole)
            own = whole[: len(whole) - same]
            found[f"{kind} {name} {language}"] = same.to_bytes(4, "little") + own
    return found


def _same_end(one: bytes, other: bytes) -> int:
    """How many bytes at the end of two messages are the same, in whole numbers of four."""
    least = min(len(one), len(other))
    ends = (np.frombuffer(each[len(each) - least :], np.uint8) for each in (one, other))
    others = np.flatnonzero(np.not_equal(*ends))
    return (least - 1 - int(others[-1]) if len(others) else least) // 4 * 4
