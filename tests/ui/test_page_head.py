"""The served HTML says what a page is and what a link shows, and a link cannot write into it."""

import asyncio
import re
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from ui import page_head
from ui.browser import assets
from ui.page_head import LONGEST_LINK, PageHead, head, with_head
from ui.page_list import PAGES, PageFacts, page_at
from ui.serve import MIDDLEWARE

STREAMLITS = (
    '<!DOCTYPE html><html><head><meta\n name="viewport"\n content="width=device-width" />'
    '<link rel="shortcut icon" href="./favicon.png" />\n'
    "<title>Streamlit</title><script></script></head><body></body></html>"
)


def asked(path: str = "/", query: str = "", method: str = "GET", **more: Any) -> tuple[dict, bytes]:
    """Headers and body of an answer that passed through; `more` is about the app's own.

    But for `headers`: what else the browser sends.
    """
    body = more.get("body", STREAMLITS.encode())
    kind = more.get("kind", "text/html; charset=utf-8")
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        names = [name for name, _ in scope["headers"]]
        assert (b"accept-encoding" in names) == more.get("passed_on", False)
        headers = [(b"content-type", kind.encode()), (b"etag", b"one")]
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        half = len(body) // 2
        await send({"type": "http.response.body", "body": body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": body[half:]})

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "query_string": query.encode(),
        "headers": [
            (b"accept-encoding", b"gzip"), (b"range", b"bytes=0-9"), *more.get("headers", ()),
        ],
    }  # fmt: skip
    asyncio.run(PageHead(app)(scope, asyncio.sleep, send))  # type: ignore[arg-type]
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message["body"] for message in sent[1:])


def test_a_page_has_a_title_an_icon_and_a_description_of_its_own() -> None:
    headers, body = asked("/basins")
    html = body.decode()
    assert html.count("<title>") == 1
    assert "<title>Basins – Thalweg</title>" in html
    assert "favicon.png" not in html
    assert 'rel="shortcut icon" type="image/svg+xml" href="./assets/' in html
    assert f'<meta name="description" content="{page_at("/basins").says}">' in html
    assert '<meta property="og:title" content="Basins – Thalweg">' in html
    assert '<html lang="en" data-waits="sidebar">' in html
    assert html.count('name="viewport"') == 1
    assert "viewport-fit=cover" in html  # sheets reach the rim of a phone's screen
    assert html.count('name="theme-color"') == 2
    assert "None" not in html
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers


def test_what_every_page_loads_is_in_its_head() -> None:
    found = re.findall(r'href="\./([^"]+)"|src="\./([^"]+)"', head("/methods", ""))
    loaded = {style or script for style, script in found}
    files = {f"page/{path.name}" for path in (assets.HERE / "page").iterdir()}
    assert loaded == {assets.module_url(name) for name in (*files, "icon.svg")}


def test_every_page_says_something_else() -> None:
    every = [head("/" if page is PAGES[0] else f"/{page.name}", "") for page in PAGES]
    assert len(set(every)) == len(PAGES)
    assert all(50 < len(page.says) < 200 for page in PAGES)


@pytest.mark.parametrize(
    ("path", "query", "title"),
    [
        ("/", "race=adam~momentum~adam", "Adam, Momentum, Adam 2 on Rosenbrock valley"),
        ("/", "surface=beale&race=gd", "Gradient descent on Beale"),
        ("/", "surface=formula&formula=x%5E2%2By%5E2&race=gd", "Gradient descent on x^2+y^2"),
        ("/lecture/7/basins", "surface=ackley&race=adam", "Basins: Adam on Ackley"),
        ("/sweep", "race=adam", "Sweep: Adam on "),
        ("/network", "race=adam~gd", "Neural network: Adam, Gradient descent"),
        ("/profile", "methods=adam~gd", "Performance profile: Adam, Gradient descent"),
        ("/methods", "nonsense=1", "Methods and surfaces"),
        ("/nonsense", "", "Optimizers on loss landscapes"),
    ],
)
def test_a_link_says_what_it_shows(path: str, query: str, title: str) -> None:
    assert f"<title>{title}" in head(path, query)


@pytest.mark.parametrize(
    "query",
    [
        "surface=formula&formula=%3Cscript%3Ealert(1)%3C/script%3E",
        "surface=formula&formula=x%3C%22y%3E&race=gd",
        "race=%3Cb%3E",
        "surface=upload&file=%3Cb%3E&file.name=%3Cimg%20src=x%3E",
        "%FF=%00&surface=%F0%9F",
        "surface=formula&formula=" + "x%2B" * LONGEST_LINK,
    ],
)
def test_a_link_cannot_write_into_the_page(query: str) -> None:
    written, bare = (with_head(STREAMLITS, "/", each) for each in (query, ""))
    assert written.count("<") == bare.count("<")
    assert written.count('"') == bare.count('"')


def test_what_stands_in_a_title_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = PageFacts("evil", '</title><b>"', "", '"><script>')
    monkeypatch.setattr(page_head, "page_at", lambda path: evil)
    written = head("/", "")
    assert "</title><b>" not in written.removesuffix("</title>")
    assert '"><script>' not in written
    assert "&lt;/title&gt;&lt;b&gt;&quot;" in written


def test_a_link_that_is_too_long_is_not_read() -> None:
    query = "race=gd&formula=" + "x" * LONGEST_LINK
    assert "<title>Optimizers on loss landscapes – Thalweg</title>" in head("/", query)


def test_many_names_are_counted() -> None:
    many = head("/", "race=gd~adam~momentum~nesterov~rmsprop")
    assert "<title>Gradient descent, Adam, Momentum and 2 more on" in many


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/assets/1/player/stage.js", {"passed_on": True}),
        ("/lecture/_stcore/health", {"passed_on": True}),
        ("/live/race", {"passed_on": True}),
        ("/nothing", {"kind": "text/plain"}),
    ],
)
def test_what_is_no_page_passes_as_it_is(path: str, more: dict[str, Any]) -> None:
    headers, body = asked(path, **more)
    assert body.decode() == STREAMLITS
    assert headers["etag"] == "one"


def test_who_asks_for_headers_alone_gets_no_length_of_another_page() -> None:
    headers, body = asked(method="HEAD", body=b"")
    assert body == b""
    assert "content-length" not in headers


def test_the_app_has_it() -> None:
    assert any(each.cls is PageHead for each in MIDDLEWARE)
