"""The component of a link that is handed out. It is told the link by its parameters.

What is sent is described in ui/browser/shared/wire.md, “handout”.
"""

from collections.abc import Mapping
from typing import Any

from ui.browser.component import component
from viz import browser


def _component() -> Any:
    return component("handout")


def show(link: Mapping[str, str], title: str) -> None:
    """Show it."""
    _component()(key="handout.link", data=browser.blob(header(link, title), {}))


def header(link: Mapping[str, str], title: str) -> dict[str, Any]:
    """What is sent."""
    return {"link": dict(link), "title": title}
