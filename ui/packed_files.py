"""Scripts and style sheets as they travel: packed, once for all visitors, and kept ready.

Streamlit sends its own as they are and leaves packing to a proxy, as it would pack them anew for
every visitor. They are most of what a phone has to load before it sees anything, and a page has so
many that to look for each in its folder costs the server more than all else of a visit.
"""

import gzip
import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.browser import assets

NAMES = (".js", ".mjs", ".css")
MOST = 1000
"""Answers that are kept: more than files, as a path may have any prefix."""
LONGEST_PATH = 300
WORTH_IT = 500
"""Bytes of a file: a smaller one fits into one packet as it is."""


class PackedFiles:
    """ASGI middleware that packs scripts and style sheets whose address names their content.

    Packed files are kept: there are no more of them than files of the app and of Streamlit. So are
    the last `MOST` answers, by path.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[bytes, bytes] = {}
        self.answers: dict[str, tuple[Message, Message]] = {}
        self.of = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; where such a file is asked for whole, pack the answer."""
        if not _wants_packed(scope):
            await self.app(scope, receive, send)
            return
        known = self.known(scope["path"])
        if known:
            start, body = known
            await send({**start, "headers": list(start["headers"])})
            await send(body)
            return
        # Otherwise Streamlit packs our own files, each time anew.
        kept = [each for each in scope["headers"] if each[0] != b"accept-encoding"]
        answer = Answer(self, scope["path"], send)
        await self.app({**scope, "headers": kept}, receive, answer.take)

    def known(self, path: str) -> tuple[Message, Message] | None:
        """What was answered before; nothing any more once a file of ours was edited."""
        if self.of != assets.modules_digest():
            self.of = assets.modules_digest()
            self.answers.clear()
        return self.answers.get(path)

    async def packed(self, whole: bytes) -> bytes:
        """A file's content, packed now or earlier."""
        key = hashlib.blake2b(whole).digest()
        if key not in self.kept:
            self.kept[key] = await run_in_threadpool(gzip.compress, whole, mtime=0)
        return self.kept[key]

    def keep(self, path: str, start: Message, body: Message) -> None:
        """Give this answer from now on; the oldest one is forgotten."""
        if len(path) > LONGEST_PATH:
            return
        if len(self.answers) >= MOST:
            del self.answers[next(iter(self.answers))]
        self.answers[path] = {**start, "headers": list(start["headers"])}, body


class Answer:
    """An answer on its way: passed on as it comes, unless it is to be packed."""

    def __init__(self, packer: PackedFiles, path: str, send: Send) -> None:
        self.packer, self.path, self.send = packer, path, send
        self.start: Message | None = None
        self.body = b""

    async def take(self, message: Message) -> None:
        """One message of it."""
        if message["type"] == "http.response.start" and _stays_as_it_is(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_packed(self.start)

    async def _send_packed(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        headers.add_vary_header("accept-encoding")
        if len(self.body) >= WORTH_IT:
            self.body = await self.packer.packed(self.body)
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(self.body))
            del headers["accept-ranges"]
            if (tag := headers.get("etag", "W/")).startswith('"'):
                headers["etag"] = f"W/{tag}"  # the same file, not the same bytes
        body = {"type": "http.response.body", "body": self.body}
        self.packer.keep(self.path, start, body)
        await self.send(start)
        await self.send(body)


def _wants_packed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith(NAMES):
        return False
    asked = Headers(scope=scope)
    return _takes_gzip(asked.get("accept-encoding", "")) and "range" not in asked


def _takes_gzip(accepted: str) -> bool:
    """Whether a browser takes it, by its Accept-Encoding; `gzip;q=0` says that it does not."""
    for each in accepted.lower().split(","):
        name, _, weight = each.replace(" ", "").partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" or not weight
    return False


def _stays_as_it_is(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    kept = "immutable" in headers.get("cache-control", "")
    return start["status"] == 200 and kept and "content-encoding" not in headers
