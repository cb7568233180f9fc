"""A scene of a lesson, read: which page of the app it belongs to, and the race if it is one."""

from urllib.parse import parse_qsl

from ui.scene.scene import Scene

PLAYGROUND = "playground"


def page_and_query(link: str) -> tuple[str, dict[str, str]]:
    """The name of the page and the parameters: `basins?v=1` or, of the playground, `v=1`."""
    page, query = link.split("?", 1) if "?" in link else ("", link)
    return page or PLAYGROUND, dict(parse_qsl(query, keep_blank_values=True))


def scene_of(link: str) -> Scene:
    """The race that a link to the playground shows."""
    return Scene.from_query(page_and_query(link)[1])[0]


def is_race(link: str) -> bool:
    """Whether it is the playground's, so that the stage can show it."""
    return page_and_query(link)[0] == PLAYGROUND
