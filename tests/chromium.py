"""A real browser for tests, and pages of it that fail their test when anything went wrong in them.

A test that uses the browser, wherever it lies, is a browser test: it is marked so.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_server import Server
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

import thalweg

Kind = tuple[bool, str]
"""Of a tab: whether it is a phone's, and which of `GRAPHICS` it has."""
# After that, what a test waits for will not come, however busy the machine is.
WAIT_MS = 60_000
expect.set_options(timeout=WAIT_MS)
PAUSE_MS = 50
STAYS_MS = 1_000
# An address of the server with a few letters of text and nothing of the app.
NO_APP = "_stcore/health"
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # WebGL without a graphics card: slower, the same everywhere.
    "--enable-unsafe-swiftshader",
    # Pages live for seconds: code made faster for later, and helpers that sweep up, never pay.
    "--js-flags=--no-opt --single-threaded-gc",
)
# Not about the app: what the browser says about its software renderer, and how Streamlit finds
# out, on a sub-page, which part of the address is a path prefix.
HARMLESS = re.compile(
    r"GPU stall due to ReadPixels|Automatic fallback to software WebGL"
    r"|404 \(Not Found\) \(\S+/_stcore/(health|host-config)\)"
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Read no other files where only browser tests are asked for."""
    only = config.option.markexpr == "browser" and collection_path.suffix == ".py"
    return True if only and not names_a_browser(collection_path) else None


def names_a_browser(path: Path) -> bool:
    """Whether a file of tests can hold one that uses the browser."""
    text = path.read_text("utf-8")
    return any(name in text for name in ("chromium", "open_page", "bare_page", "look_at"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            if not names_a_browser(item.path):
                raise pytest.UsageError(f"{item.nodeid} should name its fixture for the browser")
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
            executable_path=executable, args=[*FLAGS, *as_root], timeout=WAIT_MS
        )
        yield browser
        browser.close()


def _playwrights_own(playwright: Playwright) -> str | None:
    path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


class Complaints(list[str]):
    """Console errors and uncaught exceptions of the pages of one test."""

    def hear(self, message: ConsoleMessage) -> None:
        """Note an error of the console."""
        text = f"{message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not HARMLESS.search(text):
            self.append(f"console: {text}")

    def caught(self, error: Error) -> None:
        """Note what no code caught."""
        self.append(f"uncaught: {error.stack or error}")


SHOWN: pytest.StashKey[list[tuple[Kind, "Tab"]]] = pytest.StashKey()
"""The tabs of a test, and of each its kind."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Say what the pages showed when a test failed."""
    report: pytest.TestReport = yield
    if report.failed and report.when == "call":
        for _, tab in item.stash.get(SHOWN, []):
            report.sections.append(("Page", tab.shown()))
    return report  # type: ignore[return-value]


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the pages of this test complain of; anything left at the end fails the test.

    A test that provokes an error on purpose clears the list.
    """
    noted = Complaints()
    yield noted
    if noted:
        pytest.fail("The page reported errors:\n" + "\n".join(noted), pytrace=False)


# Some browsers have no WebGL: the app then shows no 3-D view.
NO_WEBGL = """
const { getContext } = HTMLCanvasElement.prototype;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.includes("webgl") ? null : getContext.call(this, kind, ...rest);
};
"""
# What the graphics card paints is painted by software here, which takes long. Where nobody looks at
# it, shaders are compiled and buffers filled, but nothing is painted.
UNPAINTED = """
const acts = ["clear", "drawArrays", "drawElements", "drawArraysInstanced", "blitFramebuffer"];
for (const act of acts) WebGL2RenderingContext.prototype[act] = () => {};
"""
GRAPHICS = {"painted": "", "unpainted": UNPAINTED, "flat": NO_WEBGL}
"""What a new page runs first, by what becomes of the pictures of the graphics card."""
# The grey bars in the place of what still loads shimmer, and each time all of the window is drawn.
STILL = """
const still = new CSSStyleSheet();
still.replaceSync(".stSkeleton, [data-testid=stAppSkeleton] * { animation: none !important }");
document.adoptedStyleSheets = [still];
"""
# How many entries a page adds to the history. The browser's own count stops at 50.
COUNTER = """() => {
  const { pushState } = history;
  window.written = 0;
  history.pushState = (...entry) => {
    window.written += 1;
    return pushState.apply(history, entry);
  };
}"""


def links_written(page: Page) -> Callable[[], int]:
    """Count the links that the app writes to the address from now on."""
    page.evaluate(COUNTER)
    return lambda: int(page.evaluate("window.written"))


# Of maps and stages, and whether the server's script still runs.
FACTS = """() => JSON.stringify(
  ["[data-test-script-state]", "[data-map]", "[data-stage]"].flatMap((what) =>
    [...document.querySelectorAll(what)].map(({ dataset }) => dataset)))"""


class Tab:
    """A tab that one test after the other opens pages in.

    In a new one the browser would read and compile all scripts of the app again, which takes
    longer than everything else that happens when a page opens. Each has a window of its own: what
    lies behind another tab of the same window is hardly ever drawn.
    """

    def __init__(self, browser: Browser, touch: bool, graphics: str) -> None:
        self.page = browser.new_context(has_touch=touch, is_mobile=touch).new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.page.add_init_script(f"{{{STILL}{GRAPHICS[graphics]}}}")
        self.complaints = Complaints()
        self.page.on("console", lambda message: self.complaints.hear(message))
        self.page.on("pageerror", lambda error: self.complaints.caught(error))

    def take(self, complaints: Complaints, width: int, height: int, dark: bool) -> Page:
        """The page, as one that nobody used would be."""
        self.complaints = complaints
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(
            color_scheme="dark" if dark else "light", reduced_motion="no-preference"
        )
        return self.page

    def shown(self) -> str:
        """What the page shows, in words, with the facts that its components give."""
        try:
            facts = self.page.evaluate(FACTS)
            return f"{self.page.url}\n{facts}\n{self.page.inner_text('body')[:4000]}"
        except Error as gone:
            return f"{gone}"

    def leave(self, base: str) -> None:
        """Leave the app, which ends its session there, and forget everything it kept."""
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.goto(f"{base}/{NO_APP}")
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.context.clear_cookies()


@pytest.fixture(scope="session")
def tabs() -> defaultdict[Kind, list[Tab]]:
    """By kind, tabs that no test uses at the moment; all have left the shared server's app."""
    return defaultdict(list)


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest,
    chromium: Browser,
    server: Server,
    tabs: defaultdict[Kind, list[Tab]],
    complaints: Complaints,
    fresh_server: object,  # stops after this, or its pages would complain that it is gone
) -> Iterator[Callable[..., Page]]:
    """Open the app in a tab of its own: `open_page("?f=x^2", width=390, dark=True)`.

    The first argument is a path, a query or both, relative to the root of the app; `base` is the
    address of another server than the shared one. `touch` means a phone with a touch screen, `flat`
    a browser without WebGL. Who looks at pixels of the ground, in the map or in 3-D, has it
    `painted`. Waits until the first script run is over.
    """
    used = request.node.stash.setdefault(SHOWN, [])

    def open_it(
        query: str = "",
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        touch: bool = False,
        flat: bool = False,
        painted: bool = False,
        base: str | None = None,
    ) -> Page:
        graphics = "flat" if flat else "painted" if painted else "unpainted"
        idle = tabs[touch, graphics]
        tab = idle.pop() if idle else Tab(chromium, touch, graphics)
        used.append(((touch, graphics), tab))
        page = tab.take(complaints, width, height, dark)
        page.goto(f"{base or server.url}/{query.lstrip('/')}")
        if query != NO_APP:
            settle(page)
        return page

    yield open_it
    whole = not getattr(request.node, "failed", False)
    for kind, tab in used:
        if whole and not tab.page.is_closed():
            tab.leave(server.url)
            tabs[kind].append(tab)
        else:  # a test that failed may have left anything behind
            tab.page.context.close()


@pytest.fixture
def bare_page(open_page: Callable[..., Page]) -> Page:
    """An empty page that may import the app's JavaScript modules, without the app itself."""
    page = open_page(NO_APP)
    # Addresses are relative to the root, as they are in the app.
    page.evaluate(
        "() => { document.head.innerHTML = '<base href=\"/\">'; document.body.innerHTML = ''; }"
    )
    return page


# Streamlit loads the scripts of an element when it meets the first of its kind, and shows a grey
# bar in its place; one of ours is filled a moment after that.
STILL_TO_COME = "[data-testid=stSkeleton], [data-testid=stBidiComponentRegular]:empty"


def settle(page: Page) -> None:
    """Wait until the app has run its script and every element is in its place.

    What one of our components draws there may still be on its way.
    """
    for selector in (
        '[data-testid="stApp"][data-test-script-state="notRunning"]',
        '[data-testid="stMain"] [data-testid="stElementContainer"] > :not([data-testid=stEmpty])',
    ):
        page.wait_for_selector(selector)
    page.wait_for_function(f"!document.querySelector({STILL_TO_COME!r})")


def painted(page: Page) -> None:
    """Wait until what is to be drawn with the next picture of the screen is drawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def stays(page: Page, holds: Callable[[], bool]) -> bool:
    """Whether something holds and goes on to: what is on its way may look so for a moment."""
    for _ in range(STAYS_MS // PAUSE_MS):
        if not holds():
            return False
        page.wait_for_timeout(PAUSE_MS)
    return holds()


def eventually(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds that comes by itself; fail when it never comes."""
    for _ in range(WAIT_MS // PAUSE_MS):
        if holds():
            return
        page.wait_for_timeout(PAUSE_MS)
    assert holds()


def give_focus(element: Locator) -> None:
    """Give an element the keys, as soon as it takes them: what is hidden takes none, unheard."""
    focus = "(element) => (element.focus(), element === document.activeElement)"
    eventually(element.page, lambda: bool(element.evaluate(focus)))
