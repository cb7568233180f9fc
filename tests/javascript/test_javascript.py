"""The browser's modules without the app: each `test(...)` of a *.test.js here is a test.

They run in the Chromium that all browser tests use, from a server of plain files.
"""

import json
import math
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import given
import pytest
from playwright.sync_api import Browser, Error, Page

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = sorted(path.name for path in HERE.glob("*.test.js"))
CASES = {
    file: re.findall(r'^test\("(.+?)", ', (HERE / file).read_text("utf-8"), re.MULTILINE)
    for file in FILES
}
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "ui").rglob("*.js"))
RUN = """async (file) => {
  const { run } = await import("./harness.js");
  await import(`./${file}`);
  return run();
}"""
WAIT_MS = 60_000


class Files(SimpleHTTPRequestHandler):
    """The files of the project, and below /given/ what Python made for a test."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def do_GET(self) -> None:
        """Answer one request."""
        if not self.path.startswith("/given/"):
            return super().do_GET()
        made = given.MADE[unquote(self.path.removeprefix("/given/"))]()
        raw = made if isinstance(made, bytes) else json.dumps(plain(made)).encode()
        kind = "application/octet-stream" if raw is made else "application/json"
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """A test that fails says enough."""


def plain(value: Any) -> Any:
    """As JSON can have it: arrays as lists, what is not finite as a word."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page beside the tests."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = chromium.new_context()
    opened = context.new_page()
    opened.set_default_timeout(WAIT_MS)
    opened.goto(f"http://127.0.0.1:{server.server_address[1]}/tests/javascript/page.html")
    yield opened
    context.close()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def outcome(page: Page) -> Callable[[str], dict[str, str | None]]:
    """What became of the cases of a file: each file runs once."""
    done: dict[str, dict[str, str | None]] = {}

    def of(file: str) -> dict[str, str | None]:
        if file not in done:
            try:
                done[file] = dict(page.evaluate(RUN, file))
            except Error as error:
                done[file] = dict.fromkeys(CASES[file], f"{file} does not load: {error}")
        return done[file]

    return of


@pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, names in CASES.items() for name in names]
)
def test_javascript(outcome: Callable[[str], dict[str, str | None]], file: str, name: str) -> None:
    """Also that no case of its file is missed here."""
    assert list(outcome(file)) == CASES[file]
    wrong = outcome(file)[name]
    assert wrong is None, wrong


def test_every_file_has_cases() -> None:
    assert FILES
    assert all(CASES.values()), CASES


@pytest.mark.parametrize("module", MODULES)
def test_every_module_loads_by_itself(page: Page, module: str) -> None:
    """So nothing is imported that is not exported."""
    assert page.evaluate("async (path) => Boolean(await import(path))", f"/{module}")
