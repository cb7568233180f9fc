"""docs/coverage.md: every idea of the lectures once, and every link opens."""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

import pytest

from ui.page_list import PAGES
from ui.scene import lecture_scenes
from ui.scene.run_race import run_race
from ui.scene.scene import Scene

FILE = Path(__file__).resolve().parents[1] / "docs" / "coverage.md"
IDEAS = {"A": 32, "B": 52, "C": 50, "D": 17, "E": 11}
"""How many each set of notes has."""


class Idea(NamedTuple):
    """A line of the list."""

    code: str
    says: str
    state: str
    links: list[str]


def read() -> list[Idea]:
    rows = (line.strip("|").split("|") for line in FILE.read_text().splitlines())
    told = [[cell.strip() for cell in row] for row in rows if re.match(r" [A-E]\d+ $", row[0])]
    return [Idea(*row[:3], re.findall(r"`([^`]+)`", row[3])) for row in told]


ALL = read()
LINKS = sorted({link for idea in ALL for link in idea.links})


def test_every_idea_is_listed_once_and_in_order() -> None:
    wanted = [f"{letter}{k}" for letter, last in IDEAS.items() for k in range(1, last + 1)]
    assert [idea.code for idea in ALL] == wanted
    assert len(FILE.read_text().splitlines()) < 300


def test_what_can_be_played_has_a_link_and_what_is_missing_has_none() -> None:
    for idea in ALL:
        assert idea.state in "+~-o", idea
        assert bool(idea.links) == (idea.state in "+~"), idea


@pytest.mark.parametrize("link", LINKS)
def test_every_link_opens_without_a_word(link: str) -> None:
    name, _, query = link.partition("?")
    (page,) = (page for page in PAGES if page.name == name)
    asked = dict(parse_qsl(query, strict_parsing=bool(query)))
    if page.address is None:
        assert not query
        return
    made, notes = page.address.read(asked)
    assert notes == ()
    assert page.address.read(made.to_query()) == (made, ())
    if name == "playground":
        races(made)


def races(scene: Scene) -> None:
    """The race is run, without an error."""
    assert all(each.trajectory.steps >= 0 for each in run_race(scene))


def test_every_scene_of_the_lecture_is_in_the_list() -> None:
    told = {
        Scene.from_query(dict(parse_qsl(link.partition("?")[2])))[0]
        for link in LINKS
        if link.startswith("playground?")
    }
    missing = [one.title for one in lecture_scenes.ALL if lecture_scenes.opened(one) not in told]
    assert not missing
