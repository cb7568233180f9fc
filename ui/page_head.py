"""What the HTML of a page says before its scripts run: title, icon, description, style, scripts.

Streamlit serves one HTML file for all pages. Search engines, messengers that show a link, and a tab
whose page still loads know no more of a page than that.
"""

import re
from html import escape
from urllib.parse import parse_qs

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.sentences import ENGLISH, _
from ui.browser import assets
from ui.kit import language as languages
from ui.kit.asked_page import SHOWN
from ui.kit.base_address import base_of
from ui.kit.tab_title import APP
from ui.page_list import PAGES, page_at, page_path
from ui.scene import door
from ui.share import link_head

LONGEST_LINK = 2000
"""Bytes of a link that is read for a title; longer ones have the title of their page."""
WOULD_PACK_OR_SKIP = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
"""What a browser may ask for that would keep us from reading the answer, or from giving one."""
NO_PAGES = ("/_stcore", "/live", "/vote", "/votes")
"""Folders of answers to the app itself; a file, unlike a page, has a dot in its name."""
OF_THE_FILE = ("etag", "last-modified", "accept-ranges", "content-length")
"""Headers about Streamlit's own file, which is not what is sent."""
REPLACED = re.compile(
    r"<title>.*?</title>|<link rel=\"[a-z ]*icon\"[^>]*>|<meta\s+name=\"viewport\"[^>]*>", re.DOTALL
)
VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover"
"""Also the rims of a phone's screen are ours: our style sheets keep clear of notch and corners."""


def head(path: str, query: str, base: str = "") -> str:
    """Title, icon and description of the page at an address, as HTML; `base`: where the app is."""
    page = page_at(path)
    asked = parse_qs(query) if len(query) <= LONGEST_LINK else {}
    asked = {name: values for name, values in asked.items() if name not in SHOWN}
    title, scene = page.title_of(asked), page.scene_of(asked)
    says = _(link_head.lesson(scene) if asked and page.is_scene else page.says)
    described = [
        ("name", "viewport", VIEWPORT),
        ("name", "description", says),
        ("property", "og:type", "website"),
        ("property", "og:site_name", APP),
        ("property", "og:title", title),
        ("property", "og:description", says),
    ]
    link = _link(base, path, query if asked else "")
    described += link_head.tags(base, link, title, scene)
    lines = [f"<title>{escape(title)}</title>"]
    lines += [
        f'<meta {kind}="{name}" content="{escape(content)}">' for kind, name, content in described
    ]
    found = escape(link_head.discovery(base, link))
    lines.append(f'<link rel="alternate" type="application/json+oembed" href="{found}">')
    for scheme in ("light", "dark"):
        colour = st.get_option(f"theme.{scheme}.backgroundColor")
        media = f"(prefers-color-scheme: {scheme})"
        lines.append(f'<meta name="theme-color" media="{media}" content="{colour}">')
    icon = assets.module_url("icon.svg")
    lines.append(f'<link rel="shortcut icon" type="image/svg+xml" href="./{icon}">')
    lines += [f'<link rel="stylesheet" href="./{style}">' for style in _styles()]
    lines += [f'<script type="module" src="./{script}"></script>' for script in _scripts()]
    return "\n    ".join(lines)


def _link(base: str, path: str, query: str) -> str:
    """The address of a page in full; `base` ends where the page's own name begins."""
    page = page_at(path)
    name = "" if page is PAGES[0] else page.name
    return f"{base}/{name}{'?' if query else ''}{query}"


def _styles() -> tuple[str, ...]:
    return (
        assets.module_url("page/first_sight.css"),
        assets.module_url("page/streamlit.css"),
        assets.module_url("page/tables.css"),
        assets.module_url("page/family.css"),
        assets.module_url("page/flow.css"),
        assets.module_url("page/sheet.css"),
        assets.module_url("page/lesson.css"),
        assets.module_url("page/embed.css"),
        assets.module_url("page/language.css"),
    )


def _scripts() -> tuple[str, ...]:
    return (
        assets.module_url("page/first_sight.js"),
        assets.module_url("page/top_down.js"),
        assets.module_url("page/place_marks.js"),
        assets.module_url("page/line_is_back.js"),
        assets.module_url("page/mend.js"),
        assets.module_url("page/sheet.js"),
        assets.module_url("page/embed.js"),
        assets.module_url("page/language.js"),
        assets.module_url("page/streamlit_words.js"),
    )


def with_head(html: str, path: str, query: str, base: str = "", language: str = ENGLISH) -> str:
    """Streamlit's HTML with our head in place of its own title and icon."""
    framed = parse_qs(query).get("embed") == ["true"] if len(query) <= LONGEST_LINK else False
    waits = page_at(path).waits
    if framed or door.is_at(page_at(path) is PAGES[0], parse_qs(query[:LONGEST_LINK])):
        waits = waits.replace("sidebar", "").strip()
    # Later on the stage alone may be missing on any page: the sidebar has come first.
    marks = (" data-alone" if waits == "stage" else "") + (" data-embed" if framed else "")
    root = f'<html lang="{language}" data-waits="{waits}"{marks}>'
    bare = re.sub(r"<html[^>]*>", root, REPLACED.sub("", html), count=1)
    before, found, after = bare.partition("</head>")
    with languages.spoken(language):
        return f"{before}{head(path, query, base)}\n  {found}{after}" if found else html


class PageHead:
    """ASGI middleware that gives the HTML of every page its own head."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; where a page is asked for, its whole HTML is awaited and changed."""
        if not _may_be_page(scope):
            await self.app(scope, receive, send)
            return
        kept = [each for each in scope["headers"] if each[0] not in WOULD_PACK_OR_SKIP]
        answer = Answer(scope, send)
        await self.app({**scope, "headers": kept}, receive, answer.take)


class Answer:
    """An answer on its way: passed on as it comes, unless it is HTML."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.send = scope, send
        self.start: Message | None = None
        self.body = b""

    async def take(self, message: Message) -> None:
        """One message of it."""
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_changed(self.start)

    async def _send_changed(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        for name in OF_THE_FILE:
            del headers[name]
        if self.scope["method"] == "GET":
            query = self.scope["query_string"].decode("latin-1")
            html = self.body.decode("utf-8")
            # A formula in the link takes a moment to read; others are served meanwhile.
            path = self.scope["path"]
            base = base_of(HTTPConnection(self.scope), page_path(path))
            language = languages.of_request(HTTPConnection(self.scope))
            html = await run_in_threadpool(with_head, html, path, query, base, language)
            self.body = html.encode("utf-8")
            for asked in languages.VARY:
                headers.add_vary_header(asked)
            headers["content-length"] = str(len(self.body))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": self.body})


def _may_be_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    folder, _, name = scope["path"].rpartition("/")
    return "." not in name and not folder.endswith(NO_PAGES)


def _is_html(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")
