"""The front door: on the bare address alone, with four ways in; and the gallery of scenes."""

from pathlib import Path

import pytest
from apptest import named, ran, scene
from streamlit.testing.v1 import AppTest

import lessons
from ui.kit.address import CAME_BACK
from ui.page_head import with_head
from ui.playground import front_door
from ui.scene import lecture_scenes
from ui.scenes import page, pictures

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    return ran(app)


def at_door(app: AppTest) -> bool:
    return bool(app.title[0].value == front_door.TITLE)


def test_the_bare_address_says_what_this_is_and_offers_four_ways_in() -> None:
    app = opened()
    assert at_door(app)
    assert app.markdown[0].value == front_door.SAYS
    links = {e.proto.label: e.proto for e in app.get("page_link")}
    assert links["Start lesson 1"].query_string == f"v=1&lesson={lessons.names()[0]}"
    assert links["Gallery of scenes"].page == "scenes"
    assert links["Walk it yourself"].page == "walk"
    ran(named(app.button, "Open the playground").click())
    assert app.title[0].value == "Ravine"
    assert dict(app.query_params) == {}


@pytest.mark.parametrize("query", [{"v": "1"}, {"surface": "ravine"}, {"nonsense": "1"}])
def test_a_link_opens_what_it_says(query: dict[str, str]) -> None:
    app = opened(**query)
    assert not at_door(app)
    scene(app)


def test_a_language_alone_is_no_link() -> None:
    assert opened(lang="ko").title[0].value != "Ravine"


def test_who_changes_anything_or_comes_from_elsewhere_is_inside() -> None:
    app = opened()
    ran(named(app.select_slider, "Condition number κ").set_value(20.0))
    assert app.title[0].value == "Ravine"
    app = opened()
    ran(app.switch_page("../pages/methods.py"))
    ran(app.switch_page("../pages/playground.py"))
    assert app.title[0].value == "Ravine"


@pytest.mark.parametrize(
    ("path", "query", "waits"),
    [
        ("/", "", "stage"),
        ("/", "lang=ko", "stage"),
        ("/lecture/", "", "stage"),
        ("/", "v=1", "sidebar stage"),
        ("/basins", "", "sidebar"),
    ],
)
def test_no_place_is_kept_for_a_sidebar_that_stays_closed(
    path: str, query: str, waits: str
) -> None:
    html = with_head("<html><head></head></html>", path, query)
    assert f'data-waits="{waits}"' in html
    assert ("data-alone" in html) == (waits == "stage")


def test_the_gallery_has_every_scene_with_a_picture_of_its_own() -> None:
    shown = [card for cards in page.cards().groups.values() for card in cards]
    assert {card.title for card in shown} == {one.title for one in lecture_scenes.ALL}
    assert len({card.light for card in shown} | {card.dark for card in shown}) == 2 * len(shown)
    assert set(pictures.named()) == {card.name for card in shown}
    made = pictures.made(next(n for n, s in pictures.named().items() if s.title == "Over the hump"))
    assert all(raw.startswith(b"\x89PNG") for raw in made.values())
    assert made[False] != made[True]


def test_who_comes_back_by_the_menu_finds_the_race_as_it_was_left() -> None:
    """So the player is told; a link that is opened plays as it says."""
    app = opened()
    assert app.session_state[CAME_BACK] is False
    ran(app.switch_page("../pages/methods.py"))
    ran(app.switch_page("../pages/playground.py"))
    assert app.session_state[CAME_BACK] is True
    ran(app)
    assert app.session_state[CAME_BACK] is False
    ran(app.switch_page("../pages/methods.py"))
    app.query_params["surface"] = "bowl"
    ran(app.switch_page("../pages/playground.py"))
    assert app.session_state[CAME_BACK] is False
