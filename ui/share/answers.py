"""How an export is served: made once, kept for a while, and only if there is time for it.

An answer hangs on nothing but its address, the language of who asks, this version of the app, and
for some on how much is known by now. So its ETag is known before it is made: who has it already is
told so at once.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core import sentences
from core.sentences import ENGLISH, _
from ui.kit import language
from ui.kit.base_address import VARY, base_of
from ui.kit.downloads import KEPT_SECONDS, is_known, tag_of
from ui.kit.kept import Kept
from ui.share.asked import NoSuchExportError, asked

LONGEST = 8000
"""Characters of a link; a longer one is refused."""
AT_ONCE = threading.Semaphore(1)
"""Exports made at a time, for all visitors: they must not hold up the app."""
WAIT_FOR_TURN = 8.0
"""Seconds until who waits is asked to come back."""
WAITING = threading.Semaphore(8)
"""So many may be there at a time, at work or waiting; others are asked to come back at once. Each
holds one of the server's 40 threads, which pages and scripts are answered by, too."""
KEPT = 24_000_000
"""Bytes of answers that are kept."""


class Wanted(Protocol):
    """What is asked for: a race, a map, a lesson."""

    @property
    def link(self) -> str:
        """Its link in full."""

    @property
    def file(self) -> str:
        """The name of a file of it, without an ending."""

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What else decides the file."""


@dataclass(frozen=True)
class Kind:
    """One kind of export: its file below `export/`, what it is, and how it is made."""

    name: str
    media_type: str
    make: Callable[[Any], bytes]
    inline: bool = False
    """Whether a browser shows it instead of saving it."""
    speaks: bool = False
    """Whether its words are in the language of who asks; else they are English: what other
    programs read."""
    read: Callable[[Mapping[str, str], str], Wanted] = asked
    """What a query asks for, of the app at an address; a NoSuchExportError where that cannot be."""
    by_now: Callable[[Any], object] | None = None
    """What of it is known by now, where that decides the file: who has it asks again each time."""

    @property
    def path(self) -> str:
        """Its address below the app."""
        return f"/export/{self.name}"

    @property
    def ending(self) -> str:
        """What follows the name of the file."""
        return self.name.partition(".")[2]


KEEP = Kept[bytes](KEPT, len)


def etag(kind: Kind, wanted: Wanted, spoken: str) -> str:
    """A name for the answer to a question."""
    known = kind.by_now(wanted) if kind.by_now else ()
    told_in = spoken if kind.speaks else ENGLISH
    return tag_of(kind.name, wanted.link, wanted.options, told_in, known)


def serve(kind: Kind, request: Request) -> Response:
    """The answer to a request for this kind."""
    spoken = language.of_request(request)
    with language.spoken(spoken):
        return _answer(kind, request, spoken)


def _answer(kind: Kind, request: Request, spoken: str) -> Response:
    if len(request.url.query) > LONGEST:
        return PlainTextResponse(_("This link is too long."), 414)
    try:
        wanted = kind.read(dict(request.query_params), base_of(request, kind.path))
    except NoSuchExportError as error:
        return PlainTextResponse(_(str(error)), 422)
    tag = etag(kind, wanted, spoken)
    vary = ", ".join((VARY, *language.VARY)) if kind.speaks else VARY
    kept = "no-cache" if kind.by_now else f"public, max-age={KEPT_SECONDS}"
    headers = {"etag": tag, "cache-control": kept, "vary": vary}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    try:
        body = _made(kind, tag, wanted)
    except NoSuchExportError as error:
        return PlainTextResponse(_(str(error)), 422)
    if body is None:
        busy = {"retry-after": "5", "cache-control": "no-store"}
        return PlainTextResponse(_("The server is busy; try again in a moment."), 503, busy)
    if not kind.inline:
        name = f"{wanted.file}.{kind.ending}"
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(body, headers=headers, media_type=kind.media_type)


def _made(kind: Kind, tag: str, wanted: Wanted) -> bytes | None:
    """The answer, made if nobody asked before; None where there is no time now."""
    body = KEEP.get(tag)
    if body is not None:
        return body
    return alone(lambda: _kept(kind, tag, wanted))


def _kept(kind: Kind, tag: str, wanted: Wanted) -> bytes:
    body = KEEP.get(tag)  # somebody else may have asked for it meanwhile
    if body is None:
        body = in_its_language(kind, wanted)
        KEEP.put(tag, body)
    return body


def alone(make: Callable[[], bytes]) -> bytes | None:
    """What is made while no other export is; None where there is no time now."""
    if not WAITING.acquire(blocking=False):
        return None
    try:
        if not AT_ONCE.acquire(timeout=WAIT_FOR_TURN):
            return None
        try:
            return make()
        finally:
            AT_ONCE.release()
    finally:
        WAITING.release()


def in_its_language(kind: Kind, wanted: Wanted) -> bytes:
    """A file, in the language of who asks if it speaks, else in English."""
    with language.spoken(sentences.language() if kind.speaks else ENGLISH):
        return kind.make(wanted)
