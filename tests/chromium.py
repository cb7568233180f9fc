"""A real browser for tests, and pages of it that fail their test when anything went wrong in them.

A test that uses the browser, wherever it lies, is a browser test: it is marked so.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

import thalweg

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
    """Mark what uses the browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


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
