"""Links for pages that embed by oEmbed: a link in, the HTML of a frame out."""

from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from core.sentences import _
from ui.kit import language
from ui.kit.base_address import VARY, base_of
from ui.kit.tab_title import APP

PATH = "/oembed"
WIDTH, HEIGHT = 960, 720
"""Pixels of a frame, unless less is asked for."""
LEAST = 200
LONGEST = 4000


def serve(request: Request) -> Response:
    """The answer for `oembed?url=...`, as oembed.com describes it."""
    with language.spoken(language.of_request(request)):
        return _answer(request)


def _answer(request: Request) -> Response:
    asked, base = request.query_params, base_of(request, PATH)
    url = asked.get("url", "")
    if asked.get("format", "json") != "json":
        return PlainTextResponse(_("Only JSON is offered."), 501)
    if len(url) > LONGEST or not (url == base or url.startswith((f"{base}/", f"{base}?"))):
        return PlainTextResponse(_("This is no link to a page of this app."), 404)
    width, height = (
        _size(asked.get(f"max{side}", ""), usual)
        for side, usual in (("width", WIDTH), ("height", HEIGHT))
    )
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": APP,
        "provider_url": f"{base}/",
        "title": APP,
        "width": width,
        "height": height,
        "html": frame(url, width, height),
    }
    headers = {"cache-control": "public, max-age=3600", "vary": VARY}
    return JSONResponse(answer, headers=headers)


def frame(url: str, width: int | str, height: int) -> str:
    """The HTML of a frame that shows a link without what stands around the pictures."""
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, "embed=true"]))
    source = parts._replace(query=query, fragment="").geturl()
    return (
        f'<iframe src="{escape(source)}" width="{width}" height="{height}" style="border: 0"'
        f' title="{APP}" loading="lazy" allowfullscreen></iframe>'
    )


def discovery(base: str, link: str) -> str:
    """The address under which the above is found for a link."""
    return f"{base}{PATH}?{urlencode({'url': link})}"


def _size(asked: str, most: int) -> int:
    return max(LEAST, min(int(asked), most)) if asked.isdecimal() and len(asked) < 6 else most
