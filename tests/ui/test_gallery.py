"""Choosing by sight: the addresses of the pictures, what is accepted, and what a choice does."""

import asyncio
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from apptest import named, ran, scene
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

import landscapes
import optim
from ui import previews
from ui.browser.gallery import Card, Gallery, picked, thumbnail_url, thumbnails
from ui.controls.by_sight import METHODS_HELP, method_groups, surface_groups
from ui.scene.scene import MAX_RACERS, Scene

MAIN = str(Path(__file__).resolve().parents[2] / "ui" / "main.py")
APP = Starlette(routes=previews.ROUTES)


def get(path: str) -> tuple[int, dict[str, str], bytes]:
    """What the app answers to one request: status, headers and body."""
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "root_path": ""}
    asyncio.run(APP({**scope, "headers": []}, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent)


# -- pictures -------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["/", "/lecture/7/"])
@pytest.mark.parametrize(("kind", "slug"), [("surfaces", "bowl"), ("methods", "newton")])
def test_pictures_are_kept_for_ever(prefix: str, kind: str, slug: str) -> None:
    bodies = []
    for dark in (False, True):
        status, headers, body = get(prefix + thumbnail_url(kind, slug, dark))
        assert (status, headers["content-type"]) == (200, "image/png")
        assert "immutable" in headers["cache-control"]
        assert body.startswith(b"\x89PNG")
        bodies.append(body)
    assert bodies[0] != bodies[1]


def test_pictures_differ_by_surface_and_by_method() -> None:
    asked = [("surfaces", "bowl"), ("surfaces", "ravine"), ("methods", "gd"), ("methods", "newton")]
    assert len({get(f"/{thumbnail_url(kind, slug, False)}")[2] for kind, slug in asked}) == 4


def test_an_old_address_gets_the_new_picture_and_is_not_kept() -> None:
    status, headers, _ = get("/thumbnails/0123456789ab/surfaces/bowl.light.png")
    assert (status, headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize(
    "name",
    [
        "surfaces/nowhere.light.png",
        "surfaces/newton.light.png",
        "methods/bowl.light.png",
        "nothing/bowl.light.png",
        "surfaces/bowl.blue.png",
        "surfaces/bowl.png",
        "surfaces/bowl",
        "surfaces/.light.png",
        "surfaces/__init__.light.png",
        "surfaces/../surfaces/bowl.light.png",
        "surfaces/%2e%2e/bowl.light.png",
        "surfaces/" + "a" * 9000 + ".light.png",
        "surfaces/bowl\0.light.png",
        "KINDS/bowl.light.png",
    ],
)
def test_no_other_picture_is_served_or_made(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "_made", lambda kind, slug: pytest.fail(f"{kind} {slug}"))
    assert get(f"/thumbnails/0123456789ab/{name}")[0] == 404


def test_a_picture_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def make(slug: str) -> dict[bool, bytes]:
        made.append(slug)
        return {False: b"light", True: b"dark"}

    monkeypatch.setitem(thumbnails.KINDS, "surfaces", (("bowl",), make))
    thumbnails._made.cache_clear()
    try:
        for ending in ("light.png", "dark.png", "light.png"):
            body = get(f"/thumbnails/0123456789ab/surfaces/bowl.{ending}")[2]
            assert body == ending.partition(".")[0].encode()
        assert made == ["bowl"]
    finally:
        thumbnails._made.cache_clear()


# -- cards ----------------------------------------------------------------------------------


def test_every_surface_and_every_method_has_a_card_in_its_group() -> None:
    for groups, titles, classes in (
        (surface_groups(), landscapes.GROUPS, landscapes.CLASSES),
        (method_groups(), optim.GROUPS, optim.CLASSES),
    ):
        assert tuple(groups) == titles
        cards = [card for group in groups.values() for card in group]
        assert sorted(card.name for card in cards) == sorted(classes)
        for title, group in groups.items():
            assert all(classes[card.name].teaches == title for card in group)
        for card in cards:
            assert card.title == classes[card.name].title
            assert card.says.endswith(".")
            assert get(f"/{card.light}")[0] == get(f"/{card.dark}")[0] == 200


CARDS = tuple(Card(name, name, name, "", "") for name in "abc")


@pytest.mark.parametrize(
    ("told", "most", "expected"),
    [
        (None, 2, None),
        ("a", 2, None),
        ({}, 2, None),
        ({"names": "ab"}, 2, None),
        ({"names": []}, 2, ()),
        ({"names": ["b", "a"]}, 2, ("b", "a")),
        ({"names": ["b", "b", "x", 1, None, ["a"], "c"]}, 2, ("b", "c")),
        ({"names": ["a", "b", "c"]}, 2, ("a", "b")),
        ({"names": ["a", "b"]}, 0, ("a",)),
    ],
)
def test_only_names_of_cards_are_accepted_and_not_too_many(
    told: Any, most: int, expected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {"key": {"pick": told}})
    assert picked("key", Gallery("", {"one": CARDS[:2], "two": CARDS[2:]}, (), most)) == expected


# -- choices --------------------------------------------------------------------------------


class Browser:
    """A gallery in whose place somebody picks `wanted` as soon as it is shown."""

    def __init__(self) -> None:
        self.wanted: tuple[str, ...] | None = None
        self.shown: list[dict[str, Any]] = []

    def __call__(self, key: str, data: bytes, on_pick_change: Callable[[], None]) -> None:
        (length,) = struct.unpack_from("<I", data)
        self.shown.append(json.loads(data[4 : 4 + length]))
        st.session_state[key] = {"pick": self.wanted and {"names": list(self.wanted)}}
        if self.wanted is not None:
            on_pick_change()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    made = Browser()
    monkeypatch.setattr("ui.browser.gallery.mount._component", lambda: made)
    return made


def opened(page: str = "playground", **query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    if page != "playground":
        ran(app)
        app.switch_page(f"../pages/{page}.py")
    for key, value in query.items():
        app.query_params[key] = value
    return ran(app)


def by_sight(app: AppTest, methods: bool) -> AppTest:
    """The page after one of the buttons was pressed."""
    every = [button for button in app.button if button.label == "Choose by sight"]
    assert len(every) == 2
    wanted = [button for button in every if (button.help == METHODS_HELP) == methods]
    return ran(wanted[0].click())


def test_nothing_is_shown_before_somebody_asks(browser: Browser) -> None:
    opened()
    assert browser.shown == []


def test_a_surface_that_is_picked_opens_as_from_the_menu(browser: Browser) -> None:
    app = opened(surface="bowl", steps="33", noise="0.5")
    browser.wanted = ("himmelblau",)
    app = by_sight(app, methods=False)
    assert browser.shown[0]["chosen"] == ["bowl"]
    assert scene(app) == Scene.opening("himmelblau")
    assert named(app.selectbox, "Surface").value == "himmelblau"
    menu = opened(surface="bowl", steps="33", noise="0.5")
    ran(named(menu.selectbox, "Surface").select("himmelblau"))
    assert scene(menu) == scene(app)
    assert len(browser.shown) == 1  # it has closed


def test_the_current_surface_may_be_one_without_a_card(browser: Browser) -> None:
    app = by_sight(opened(surface="formula", formula="x^2 + y^2"), methods=False)
    assert browser.shown[0]["chosen"] == ["formula"]
    assert scene(app).surface == "formula"


def test_methods_are_ticked_on_and_off(browser: Browser) -> None:
    app = opened(race="gd~adam", **{"adam.learning_rate": "0.125"})
    browser.wanted = ("adam", "newton")
    app = by_sight(app, methods=True)
    assert (browser.shown[0]["chosen"], browser.shown[0]["most"]) == (["gd", "adam"], MAX_RACERS)
    assert scene(app).labels() == ("gd", "adam")  # until it is done
    ran(named(app.button, "Done").click())
    assert scene(app).labels() == ("adam", "newton")
    assert dict(scene(app).race[0].knobs)["learning_rate"] == 0.125
    assert app.multiselect[0].value == ["adam", "newton"]
    assert len(browser.shown) == 1


def test_done_without_a_tick_changes_nothing(browser: Browser) -> None:
    app = by_sight(opened(race="gd~adam"), methods=True)
    ran(named(app.button, "Done").click())
    assert scene(app).labels() == ("gd", "adam")


def test_copies_stay_with_their_method_and_leave_with_it(browser: Browser) -> None:
    app = opened(race="gd~adam~adam.2")
    browser.wanted = ("gd", "adam", "newton")
    app = by_sight(app, methods=True)
    assert browser.shown[0]["most"] == MAX_RACERS - 1
    ran(named(app.button, "Done").click())
    assert scene(app).labels() == ("gd", "adam", "adam.2", "newton")
    browser.wanted = ("gd",)
    app = by_sight(app, methods=True)
    ran(named(app.button, "Done").click())
    assert scene(app).labels() == ("gd",)


def test_no_more_race_than_may(browser: Browser) -> None:
    app = opened(race="gd")
    browser.wanted = optim.names()
    app = by_sight(app, methods=True)
    ran(named(app.button, "Done").click())
    assert len(scene(app).labels()) == MAX_RACERS


@pytest.mark.parametrize("page", ["basins", "sweep"])
def test_maps_are_chosen_by_sight_too(page: str, browser: Browser) -> None:
    app = opened(page, cells="64", steps="20", race="momentum")
    browser.wanted = ("bowl",)
    app = by_sight(app, methods=False)
    assert named(app.selectbox, "Surface").value == "bowl"
    assert app.session_state[page].scene.surface == "bowl"
    browser.wanted = ("adam",)
    app = by_sight(app, methods=True)
    assert browser.shown[-1]["most"] == 0
    assert browser.shown[-1]["chosen"] == ["momentum"]
    assert named(app.selectbox, "Optimizer").value == "adam"
    assert app.session_state[page].scene.race[0].slug == "adam"


def test_the_page_of_methods_shows_every_picture_under_its_group() -> None:
    app = ran(ran(opened()).switch_page("../pages/methods.py"))
    parts = ["Family tree", "Methods", *optim.GROUPS, "Surfaces", *landscapes.GROUPS]
    assert [each.value for each in app.header] == parts
    shown = "".join(each.proto.body for each in app.main if each.type == "html")
    assert all(thumbnail_url("methods", slug, True) in shown for slug in optim.names())
    assert all(thumbnail_url("surfaces", slug, False) in shown for slug in landscapes.names())
