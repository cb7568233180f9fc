"""Scripts and style sheets travel packed, are packed once, and everything else passes as it is."""

import asyncio
import gzip
from collections.abc import Iterable

import pytest
from starlette.types import Message, Receive, Scope, Send

from ui import packed_files
from ui.packed_files import WORTH_IT, PackedFiles
from ui.serve import MIDDLEWARE

FILE = b"export const hundred = 100;\n" * 100
STAYS = (b"cache-control", b"public, immutable, max-age=31536000")
ASKED = (b"accept-encoding", b"gzip, br")
Header = tuple[bytes, bytes]


class Files:
    """An app that gives every path the same file, in two halves."""

    def __init__(self, body: bytes = FILE, status: int = 200, *more: Header) -> None:
        self.body, self.status = body, status
        self.headers = [*more, (b"etag", b'"one"'), (b"accept-ranges", b"bytes")]
        self.headers.append((b"content-length", str(len(body)).encode()))
        self.asked: list[list[bytes]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append([name for name, _ in scope["headers"]])
        start = {"type": "http.response.start", "status": self.status, "headers": self.headers}
        await send(start | {"headers": list(self.headers)})
        half = len(self.body) // 2
        await send({"type": "http.response.body", "body": self.body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[half:]})


def get(
    app: PackedFiles, path: str = "/static/js/index.js", headers: Iterable[Header] = (ASKED,),
    method: str = "GET",
) -> tuple[dict[str, str], bytes]:  # fmt: skip
    """Headers and body of what the browser gets."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    asyncio.run(app(scope, asyncio.sleep, send))  # type: ignore[arg-type]
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return found, b"".join(message["body"] for message in sent[1:])


@pytest.mark.parametrize("path", ["/static/js/index.js", "/a/b/static/css/index.css", "/film.mjs"])
def test_a_file_whose_address_names_its_content_is_packed(path: str) -> None:
    headers, body = get(PackedFiles(Files(FILE, 200, STAYS)), path)
    assert gzip.decompress(body) == FILE
    assert len(body) < len(FILE) / 2
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(body))
    assert headers["vary"].lower() == "accept-encoding"
    assert headers["cache-control"] == STAYS[1].decode()
    assert headers["etag"] == 'W/"one"'  # not the bytes that this tag stood for
    assert "accept-ranges" not in headers


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True), ("br;q=1.0, GZIP;q=0.8", True), ("deflate, gzip ; q=0.001", True),
        ("gzip;q=0", False), ("br, gzip; q=0.000", False), ("br", False), ("", False),
        ("not-gzip", False),
    ],
)  # fmt: skip
def test_it_is_packed_for_who_takes_that(accepted: str, packed: bool) -> None:
    asked = [(b"accept-encoding", accepted.encode())]
    headers, body = get(PackedFiles(Files(FILE, 200, STAYS)), headers=asked)
    assert ("content-encoding" in headers) == packed
    assert (gzip.decompress(body) if packed else body) == FILE


def test_it_is_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[bytes] = []

    def compress(whole: bytes, mtime: float) -> bytes:
        packed.append(whole)
        return gzip.compress(whole, mtime=mtime)

    monkeypatch.setattr(packed_files, "gzip", type("Gzip", (), {"compress": compress}))
    app = PackedFiles(Files(FILE, 200, STAYS))
    assert get(app) == get(app)
    assert packed == [FILE]


def test_a_known_answer_is_given_without_a_look_at_the_file() -> None:
    files = Files(FILE, 200, STAYS)
    app = PackedFiles(files)
    assert get(app) == get(app) == get(app)
    assert len(files.asked) == 1
    plain = get(app, headers=())
    assert plain[1] == FILE
    assert len(files.asked) == 2


def test_an_edit_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files(FILE, 200, STAYS)
    app = PackedFiles(files)
    get(app)
    files.body = FILE + b"export const more = 1;\n"
    monkeypatch.setattr(packed_files.assets, "modules_digest", lambda: "another")
    assert gzip.decompress(get(app)[1]) == files.body


def test_no_more_answers_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_files, "MOST", 3)
    app = PackedFiles(Files(FILE, 200, STAYS))
    for k in range(9):
        get(app, f"/{k}/index.js")
    assert list(app.answers) == ["/6/index.js", "/7/index.js", "/8/index.js"]
    assert len(app.kept) == 1


def test_what_may_change_is_asked_for_each_time() -> None:
    files = Files(FILE, 200, (b"cache-control", b"no-store"))
    app = PackedFiles(files)
    assert get(app) == get(app)
    assert len(files.asked) == 2


def test_nobody_behind_it_packs_the_same_anew() -> None:
    files = Files(FILE, 200, STAYS)
    get(PackedFiles(files))
    assert files.asked == [[]]


@pytest.mark.parametrize(
    "asking",
    [
        {"headers": ()},
        {"headers": ((b"accept-encoding", b"identity"),)},
        {"headers": (ASKED, (b"range", b"bytes=0-9"))},
        {"path": "/static/media/letters.woff2"},
        {"path": "/basins"},
        {"method": "HEAD"},
    ],
)
def test_who_does_not_ask_for_that_gets_it_as_it_is(asking: dict) -> None:
    headers, body = get(PackedFiles(Files(FILE, 200, STAYS)), **asking)
    assert body == FILE
    assert headers["etag"] == '"one"'
    assert "content-encoding" not in headers


@pytest.mark.parametrize(
    "files",
    [
        Files(FILE, 200, (b"cache-control", b"no-store")),
        Files(FILE, 404, STAYS),
        Files(FILE, 206, STAYS),
        Files(FILE, 200, STAYS, (b"content-encoding", b"br")),
        Files(b"x" * (WORTH_IT - 1), 200, STAYS),
    ],
)
def test_what_is_not_worth_it_passes_as_it_is(files: Files) -> None:
    headers, body = get(PackedFiles(files))
    assert body == files.body
    assert headers["etag"] == '"one"'
    assert headers.get("content-encoding") in (None, "br")


def test_the_app_has_it() -> None:
    assert any(each.cls is PackedFiles for each in MIDDLEWARE)
