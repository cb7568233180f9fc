"""Votes in the lecture view, as a component: it speaks with the server's room by itself.

What is sent is described in ui/browser/shared/wire.md, “votes”.
"""

from typing import Any

from ui.browser.component import component
from viz import browser


def _component() -> Any:
    return component("votes")


def show(lesson: str, step: int, shown: bool) -> None:
    """What the class may vote on: a step of a lesson, and whether its answer is shown."""
    _component()(key="lesson.votes", data=browser.blob(header(lesson, step, shown), {}))


def header(lesson: str, step: int, shown: bool) -> dict[str, Any]:
    """What is sent."""
    return {"lesson": lesson, "step": step, "shown": shown}
