"""A server, a browser, and pages that fail their test when anything went wrong in them."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

import thalweg

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
LOAD_MS = 60_000
# After that, what a test waits for will not come: a broken app must not take CI an hour.
WAIT_MS = 20_000
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # WebGL without a graphics card: slower, the same everywhere.
    "--enable-unsafe-swiftshader",
)
# Not about the app: what the browser says about its software renderer, and how Streamlit finds
# out, on a sub-page, which part of the address is a path prefix.
HARMLESS = re.compile(
    r"GPU stall due to ReadPixels|Automatic fallback to software WebGL"
    r"|404 \(Not Found\) \(\S+/_stcore/(health|host-config)\)"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Server:
    """A running app: its address, and what it wrote so far."""

    url: str
    process: subprocess.Popen[bytes]
    log_path: Path

    @property
    def log(self) -> str:
        """The server's output up to now."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the server, by force if it does not listen."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(log_path: Path, *options: str, prefix: str = "") -> Server:
    """Start the app as `streamlit run` does, below a path prefix if one is given."""
    port = free_port()
    command = ["streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command += ["--server.fileWatcherType", "none", "--server.baseUrlPath", prefix, *options]
    return launch(command, f"http://127.0.0.1:{port}/{prefix}".rstrip("/"), log_path)


def start_uvicorn(log_path: Path) -> Server:
    """Start the app as the README says for a server of one's own."""
    port = free_port()
    return launch(["uvicorn", "app:app", "--port", str(port)], f"http://127.0.0.1:{port}", log_path)


def launch(command: list[str], url: str, log_path: Path) -> Server:
    """Run a Python module as the server behind `url` and wait until it answers."""
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
    server = Server(url, process, log_path)
    deadline = time.monotonic() + START_SECONDS
    while not _healthy(server.url):
        if process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            pytest.fail(f"The server did not start:\n{server.log}", pytrace=False)
        time.sleep(0.1)
    return server


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do not ask for a fresh one."""
    started = start_server(tmp_path_factory.mktemp("server") / "log.txt")
    yield started
    started.stop()


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start servers nobody visited yet, also with `prefix="lecture/7"` or `uvicorn=True`."""
    started: list[Server] = []

    def start(*options: str, prefix: str = "", uvicorn: bool = False) -> Server:
        log = tmp_path / f"log-{len(started)}.txt"
        server = start_uvicorn(log) if uvicorn else start_server(log, *options, prefix=prefix)
        started.append(server)
        return server

    yield start
    for each in started:
        each.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser: an installed one, else Playwright's; without any, CI fails and others skip."""
    with sync_playwright() as playwright:
        executable = thalweg.find_chromium() or _playwrights_own(playwright)
        if executable is None:
            reason = "no Chromium found: run `python3 thalweg.py test` or set THALWEG_CHROMIUM"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
        # Chromium's sandbox does not start as root.
        as_root = ["--no-sandbox"] if thalweg.is_root() or os.environ.get("CI") else []
        browser = playwright.chromium.launch(
            executable_path=executable, args=[*FLAGS, *as_root], timeout=LOAD_MS
        )
        yield browser
        browser.close()


def _playwrights_own(playwright: Playwright) -> str | None:
    path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


class Complaints(list[str]):
    """Console errors and uncaught exceptions of the pages of one test."""

    def watch(self, page: Page) -> None:
        """Note what goes wrong in a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(f"uncaught: {error.stack or error}"))

    def _console(self, message: ConsoleMessage) -> None:
        text = f"{message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not HARMLESS.search(text):
            self.append(f"console: {text}")


@pytest.fixture
def complaints(request: pytest.FixtureRequest) -> Iterator[Complaints]:
    """What the pages of this test complain of; anything left at the end fails the test.

    A test that provokes an error on purpose clears the list.
    """
    noted = Complaints()
    yield noted
    if noted:
        pytest.fail("The page reported errors:\n" + "\n".join(noted), pytrace=False)


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, chromium: Browser, complaints: Complaints
) -> Iterator[Callable[..., Page]]:
    """Open the app in a window of its own: `open_page("?f=x^2", width=390, dark=True)`.

    The first argument is a path, a query or both, relative to the root of the app; `base` is the
    address of another server than the shared one. Waits until the first script run is over.
    """
    contexts = []

    def open_it(
        query: str = "",
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        base: str | None = None,
    ) -> Page:
        base = base or request.getfixturevalue("server").url
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        complaints.watch(page)
        page.goto(f"{base}/{query.lstrip('/')}", timeout=LOAD_MS)
        settle(page)
        return page

    yield open_it
    for context in contexts:
        context.close()


def settle(page: Page) -> None:
    """Wait until the app has run its script and shows the result."""
    for selector in (
        '[data-testid="stApp"][data-test-script-state="notRunning"]',
        '[data-testid="stMain"] [data-testid="stElementContainer"]',
    ):
        page.wait_for_selector(selector, timeout=LOAD_MS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Show the end of the server's log below a browser test that failed."""
    report = yield
    used = getattr(item, "funcargs", {}).get("server")
    if report.failed and isinstance(used, Server):
        report.sections.append(("Server log", used.log[-4000:]))
    return report
