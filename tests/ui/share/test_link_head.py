"""A link in a chat, on a slide, in another page: its head, its picture, its code, its frame."""

import io
import json
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from exports import answer
from PIL import Image

import optim
from core.knob import knobs_of
from ui import page_head
from ui.page_head import LONGEST_LINK, head
from ui.scene.racer import Racer
from ui.scene.scene import Scene
from ui.scene.welcome import WELCOME
from ui.share import oembed

BASE = "https://lab.example/course"
RACE = "v=1&surface=himmelblau&race=adam~newton"
FOUR = (
    "v=1&surface=rosenbrock&race=gd~momentum~adam~rmsprop&gd.learning_rate=0.002"
    "&momentum.learning_rate=0.0005&adam.learning_rate=0.05&rmsprop.learning_rate=0.02&steps=400"
)


class Head(HTMLParser):
    """What a reader of HTML that is not ours finds in a head."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.oembed = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.said[facts.get("property") or facts.get("name", "")] = facts.get("content", "")
        if facts.get("type") == "application/json+oembed":
            self.oembed = facts["href"]


def local(address: str) -> tuple[str, str]:
    """Path and query below the app of an address in full."""
    assert address.startswith(BASE)
    parts = urlsplit(address.removeprefix(BASE))
    return parts.path, parts.query


def test_a_link_has_a_picture_of_its_scene() -> None:
    said = Head(head("/", RACE, BASE)).said
    assert said["og:title"] == said["twitter:title"] == "Adam, Newton on Himmelblau – Thalweg"
    assert said["og:url"] == f"{BASE}/?{RACE}"
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:image"] == said["twitter:image"]
    assert "200 steps from (0.6, 4.1)" in said["og:description"] == said["description"]
    path, query = local(said["og:image"])
    assert Scene.from_query(dict(parse_qsl(query)))[0] == Scene.from_query(dict(parse_qsl(RACE)))[0]
    status, headers, body = answer(path, query)
    assert (status, headers["content-type"]) == (200, "image/png")
    size = int(said["og:image:width"]), int(said["og:image:height"])
    assert Image.open(io.BytesIO(body)).size == size == (1200, 600)
    assert len(body) < 300_000


@pytest.mark.parametrize(
    ("path", "query", "scene"),
    [
        ("/", "", WELCOME),
        ("/", "embed=true", WELCOME),
        ("/methods", "nonsense=1", WELCOME),
        ("/", "surface=formula&formula=x%22%3E%3Cb%3E", Scene.opening()),
        ("/", "v=1&formula=" + "x" * LONGEST_LINK, WELCOME),
    ],
)
def test_whatever_a_link_says_there_is_a_picture(path: str, query: str, scene: Scene) -> None:
    _, asked = local(Head(head(path, query, BASE)).said["og:image"])
    asked_for = {k: v for k, v in parse_qsl(asked) if not k.startswith("export.")}
    assert (Scene.from_query(asked_for)[0] if asked_for else WELCOME) == scene


def test_the_picture_of_a_map_shows_its_surface_and_method() -> None:
    _, asked = local(Head(head("/basins", "surface=ackley&race=adam", BASE)).said["og:image"])
    found = Scene.from_query(dict(parse_qsl(asked)))[0]
    assert (found.surface, found.labels()) == ("ackley", ("adam",))


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_head_knows_where_the_app_is(slash: str) -> None:
    import asyncio

    sent: list = []

    async def app(scope, receive, send) -> None:
        kind = [(b"content-type", b"text/html")]
        await send({"type": "http.response.start", "status": 200, "headers": kind})
        await send({"type": "http.response.body", "body": b"<html><head></head></html>"})

    async def send(message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": f"/course/sweep{slash}",
        "query_string": b"race=adam", "scheme": "http", "server": ("1.2.3.4", 80),
        "headers": [(b"host", b"lab.example"), (b"x-forwarded-proto", b"https")],
    }  # fmt: skip
    asyncio.run(page_head.PageHead(app)(scope, asyncio.sleep, send))
    found = Head(sent[1]["body"].decode())
    assert found.said["og:url"] == f"{BASE}/sweep?race=adam"
    assert found.said["og:image"].startswith(f"{BASE}/export/card.png?")
    assert found.oembed == f"{BASE}/oembed?" + urlencode({"url": f"{BASE}/sweep?race=adam"})


def test_oembed_gives_a_frame_with_nothing_but_the_pictures() -> None:
    link = f"http://lab.example:8501/basins?{RACE}&note=%22%3E%3Cscript%3E"
    status, _, body = answer("/oembed", urlencode({"url": link, "maxwidth": "500"}))
    found = json.loads(body)
    assert (status, found["version"], found["type"]) == (200, "1.0", "rich")
    assert (found["width"], found["height"]) == (500, oembed.HEIGHT)
    assert found["html"].count("<") == 2
    source = unescape(found["html"].split('src="')[1].split('"')[0])
    assert source == f"{link}&embed=true"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"url": "https://elsewhere.example/?v=1"}, 404),
        ({"url": "http://lab.example:8501.evil.example/"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({}, 404),
        ({"url": "http://lab.example:8501/", "format": "xml"}, 501),
        ({"url": "http://lab.example:8501/", "maxwidth": "-5", "maxheight": "9" * 50}, 200),
        ({"url": 'http://lab.example:8501/?"onload="alert(1)'}, 200),
    ],
)
def test_oembed_frames_no_other_place(query: dict[str, str], status: int) -> None:
    found, _, body = answer("/oembed", urlencode(query))
    assert found == status
    if status == 200:
        frame = json.loads(body)["html"]
        assert frame.count('"') == 12
        assert 'width="960"' in frame


def shortest(scene: Scene) -> str:
    """Its link as it is shown, which must open it again and need no %."""
    query = urlencode(scene.to_query(), safe="~")
    assert Scene.from_query(dict(parse_qsl(query))) == (scene, ())
    assert "%" not in query
    return f"https://thalweg.example/?{query}"


def test_a_link_with_four_methods_is_short_enough_for_a_projector() -> None:
    scene, notes = Scene.from_query(dict(parse_qsl(FOUR)))
    assert notes == ()
    written = shortest(scene)
    names = "gd-.002~momentum-.0005~adam-.05~rmsprop-.02"
    assert parse_qs(urlsplit(written).query)["race"] == [names]
    assert len(written) < 100


WITH_RATES = [slug for slug, cls in optim.CLASSES.items() if "learning_rate" in knobs_of(cls)]


@pytest.mark.parametrize(
    ("slugs", "most"),
    [
        (("momentum", "nesterov", "rmsprop", "adam"), 200),
        (sorted(WITH_RATES, key=len)[-4:], 210),  # the longest names there are
    ],
)
def test_four_methods_with_settings_of_their_own_are_told_shortly(
    slugs: tuple[str, ...], most: int
) -> None:
    """A rate and one more knob each, on a surface with two, from a start of one's own."""
    race = []
    for slug in slugs:
        limits = knobs_of(optim.CLASSES[slug])
        other = max((name for name in limits if name != "learning_rate"), key=len, default="")
        own = {"learning_rate": 0.0125} | ({other: limits[other].clamp(0.375)} if other else {})
        race.append(Racer(slug, tuple(own.items())))
    surface = {"surface": "rosenbrock", "surface_knobs": (("a", 1.25), ("b", 12.5))}
    scene = Scene.opening(**surface, race=tuple(race), start=(-1.25, 0.75), steps=350)
    assert all(dict(racer.knobs)["learning_rate"] == 0.0125 for racer in scene.race)
    assert len(shortest(scene)) < most


def test_a_qr_code_holds_the_link() -> None:
    segno = pytest.importorskip("segno")
    status, headers, body = answer("/export/qr.svg", RACE)
    assert (status, headers["content-type"]) == (200, "image/svg+xml")
    side = segno.make_qr(f"http://lab.example:8501/?{RACE}", error="l").symbol_size(8, 4)[0]
    assert f'width="{side}"'.encode() in body
    assert b"<?xml" not in body
    long = "surface=formula&formula=x" + "%09" * 300 + "%2By"  # short enough for a formula
    status, _, body = answer("/export/qr.svg", long)
    assert (status, b"too long" in body) == (422, True)
