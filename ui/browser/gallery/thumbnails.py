"""Small pictures of all surfaces and methods, made when first asked for and kept by browsers.

Their addresses change with the code that makes them, as those of modules do with the modules:
see `ui.browser.assets`. Whichever process of the server is asked, the answer is the same.
"""

import functools
import hashlib
import threading
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import landscapes
import optim
import viz
from ui.browser.assets import FOR_EVER
from viz import thumbnails

KINDS = {
    "surfaces": (landscapes.names(), thumbnails.surface_thumbnails),
    "methods": (optim.names(), thumbnails.method_thumbnails),
}
"""The slugs of each kind, and how their pictures are made."""
ENDINGS = {"light.png": False, "dark.png": True}
"""By the end of the name, whether a picture is for the dark theme."""
DECISIVE = (".py", ".npz")
"""Files of these kinds decide what is on the pictures."""
_ONE_AT_A_TIME = threading.Lock()


def thumbnail_url(kind: str, slug: str, dark: bool) -> str:
    """The address of a picture, relative to the page."""
    ending = next(name for name, value in ENDINGS.items() if value == dark)
    return f"thumbnails/{_digest()}/{kind}/{slug}.{ending}"


@functools.cache
def _digest() -> str:
    """A hash over all code and data that a picture is made from."""
    total = hashlib.sha256()
    for room in (landscapes, optim, viz):
        for path in sorted(Path(room.__path__[0]).rglob("*")):
            if path.suffix in DECISIVE:
                total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]


@functools.lru_cache(maxsize=128)
def _made(kind: str, slug: str) -> thumbnails.Themes:
    return KINDS[kind][1](slug)


def _serve(request: Request) -> Response:
    kind, (slug, _, ending) = (
        request.path_params["kind"],
        request.path_params["name"].partition("."),
    )
    if kind not in KINDS or slug not in KINDS[kind][0] or ending not in ENDINGS:
        return PlainTextResponse("Not found", 404)
    with _ONE_AT_A_TIME:  # who asks for the same picture at the same time waits for it
        content = _made(kind, slug)[ENDINGS[ending]]
    current = request.path_params["digest"] == _digest()
    headers = {"cache-control": FOR_EVER if current else "no-store"}
    return Response(content, headers=headers, media_type="image/png")


ROUTES = [
    Route(prefix + "/thumbnails/{digest}/{kind}/{name}", _serve)
    for prefix in ("", "/{prefix:path}")
]
"""Below any path prefix, as in `ui.browser.assets`."""
