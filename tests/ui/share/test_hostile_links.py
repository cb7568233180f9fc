"""Whatever a stranger writes into a link: no address of the app answers with HTML that says it."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlencode

import exports
import pytest
from starlette.applications import Starlette

from ui.page_head import with_head
from ui.page_list import PAGES
from ui.previews import ROUTES

BASE = "https://lab.example"
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}</title></head>"
TAME = "a plain question"
PAGE = "<html><head><title>Streamlit</title></head><body></body></html>"
SHOWN = "text/html", "image/svg+xml"
Query = Callable[[str], dict[str, str]]
PLACES: dict[str, Query] = {
    "question": lambda text: {"ask": "own", "ask.says": text, "ask.choices": f"a~{text}"},
    "names": lambda text: {"surface": text, "race": text, "lock": text, text: text},
    "formula": lambda text: {"surface": "formula", "formula": text, "window": text},
    "file": lambda text: {"surface": "upload", "file": text, "file.name": text},
    "version": lambda text: {"v": text, "lang": text, "embed": text, "step": text},
    "both": lambda text: {"a": urlencode({"surface": text}), "b": text},
    "lesson": lambda text: {"lesson": text, "said": text},
}
"""Where a stranger's text stands in a link."""
OTHERS = (
    *("live/race", "live/ground", "live/batch", "export/race.csv", "export/race.json"),
    *("export/race.tex", "export/race.py", "export/race.ipynb", "export/qr.svg"),
)


@pytest.fixture(autouse=True)
def all_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the page of races, too, and what is drawn while something moves."""
    monkeypatch.setattr(exports, "APP", Starlette(routes=ROUTES))


class Elements(HTMLParser):
    """The elements of a page and the names of their attributes, as a reader of HTML finds them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


@pytest.mark.parametrize("place", PLACES)
def test_the_head_of_every_page_is_built_alike_whatever_its_link_says(place: str) -> None:
    for page in PAGES:
        evil, tame = (
            Elements(with_head(PAGE, f"/{page.name}", urlencode(PLACES[place](text)), BASE)).found
            for text in (EVIL, TAME)
        )
        assert evil == tame
        assert ("img", ("src", "onerror")) not in evil


def test_what_a_link_asks_is_said_of_it() -> None:
    query = urlencode(PLACES["question"]("Which one?"))
    assert 'content="Which one?"' in with_head(PAGE, "/", query, BASE)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["html", "svg"])
def test_a_file_that_a_browser_shows_is_built_alike(place: str, kind: str) -> None:
    found = []
    for text in (EVIL, TAME):
        query = {"race": "gd", "steps": "2", **PLACES[place](text)}
        status, headers, body = exports.export(kind, query)
        assert status in (200, 422)
        shown = headers["content-type"].startswith(SHOWN)
        assert shown == (status == 200)
        found.append(Elements(body.decode()).found if shown else [])
    assert found[0] == found[1]


@pytest.mark.parametrize("place", PLACES)
def test_other_answers_are_no_html(place: str) -> None:
    query = urlencode(PLACES[place](EVIL))
    for path in OTHERS:
        _, headers, body = exports.answer(f"/{path}", query)
        assert not headers.get("content-type", "").startswith("text/html")
        if headers.get("content-type") == "application/json":
            json.loads(body)
    url = urlencode({"url": f"http://lab.example:8501/?{query}"})
    html = json.loads(exports.answer("/oembed", url)[2])["html"]
    assert [tag for tag, _ in Elements(html).found] == ["iframe"]
