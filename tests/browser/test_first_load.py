"""A first load, with nothing in the browser's memory: its bytes, and that nothing jumps."""

from collections.abc import Callable

import pytest
from chromium import eventually
from playwright.sync_api import Browser, Page, expect

Open = Callable[..., Page]
MOST = 2e6
"""Bytes that a phone loads before it shows the race."""
# How far, and what jumped from where to where.
JUMPS = """
window.jumps = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const what = sources.map(({ node, previousRect: { y, height }, currentRect: now }) =>
      `${node?.outerHTML?.slice(0, 90)} from ${y}, ${height} to ${now.y}, ${now.height}`);
    if (!hadRecentInput) jumps.push([value, what]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
SIZES = {"desktop": (1440, 900), "laptop": (1280, 720), "phone": (390, 844)}


class FirstVisit:
    """A browser that was never here opens the app: what it loads, and how its page jumps."""

    def __init__(self, chromium: Browser, size: str) -> None:
        width, height = SIZES[size]
        phone = size == "phone"
        self.context = chromium.new_context(
            viewport={"width": width, "height": height}, has_touch=phone, is_mobile=phone
        )
        self.page = self.context.new_page()
        self.page.add_init_script(JUMPS)
        self.loaded: dict[str, float] = {}
        self.names: dict[str, str] = {}
        log = self.context.new_cdp_session(self.page)
        log.send("Network.enable")
        log.on("Network.responseReceived", self._begins)
        log.on("Network.loadingFinished", self._ends)

    def _begins(self, event: dict) -> None:
        self.names[event["requestId"]] = event["response"]["url"]

    def _ends(self, event: dict) -> None:
        self.loaded[event["requestId"]] = event["encodedDataLength"]

    def open(self, url: str) -> Page:
        """Until the race is drawn and nothing more is loaded."""
        self.page.goto(url)
        self.page.wait_for_selector("[data-stage][data-drawn]", timeout=60_000)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture
def first_visit(chromium: Browser, server: object) -> object:
    """Make first visits: `first_visit("phone")` is the opened visit."""
    made: list[FirstVisit] = []

    def visit(size: str, path: str = "/") -> FirstVisit:
        made.append(FirstVisit(chromium, size))
        made[-1].open(server.url + path)  # type: ignore[attr-defined]
        return made[-1]

    yield visit
    for each in made:
        each.context.close()


def test_a_phone_loads_less_than_two_megabytes_and_nothing_jumps(
    first_visit: Callable[..., FirstVisit],
) -> None:
    visit = first_visit("phone")
    sizes = {visit.names[key]: size for key, size in visit.loaded.items() if key in visit.names}
    heaviest = sorted(sizes.items(), key=lambda each: -each[1])[:8]
    assert len(sizes) > 100  # it was a first load indeed
    assert sum(sizes.values()) < MOST, heaviest
    assert not [name for name in sizes if "plotly" in name.lower()]
    jumps = visit.page.evaluate("jumps")
    assert sum(value for value, _ in jumps) < 0.1, jumps


@pytest.mark.parametrize("path", ["/", "/?surface=rosenbrock&race=gd~momentum~adam~rmsprop"])
@pytest.mark.parametrize("size", ["desktop", "laptop"])
def test_nothing_jumps_and_the_bar_that_plays_is_in_the_first_window(
    size: str, path: str, first_visit: Callable[..., FirstVisit]
) -> None:
    page = first_visit(size, path).page
    jumps = page.evaluate("jumps")
    assert sum(value for value, _ in jumps) < 0.1, jumps
    box = page.locator("[data-bar]").bounding_box()
    assert box
    assert box["y"] + box["height"] <= SIZES[size][1]


def test_nothing_jumps_in_a_lesson_on_a_phone(first_visit: Callable[..., FirstVisit]) -> None:
    """Its question comes before the picture, and is seen below it."""
    page = first_visit("phone", "/lesson").page
    eventually(page, lambda: page.locator("[data-opens]").count() == 0)
    jumps = page.evaluate("jumps")
    assert sum(value for value, _ in jumps) < 0.1, jumps
    expect(page.locator(".st-key-lesson-asked")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_grounds_are_seen_before_any_script_ran(
    width: int, open_page: Open, complaints: list[str]
) -> None:
    page = open_page("_stcore/health", width=width, height=844)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(page.url.replace("_stcore/health", ""))
    first = """() => {
      const seen = getComputedStyle(document.body, "::before");
      const places = [seen.left, seen.right, seen.top, seen.height];
      return [...places.map(parseFloat), seen.backgroundImage];
    }"""
    left, right, _, height, image = page.evaluate(first)
    assert "radial-gradient" in image
    assert height > 300
    assert left >= 0
    assert width - left - right > 300
    # Where a sidebar belongs to the page they stay where they are when it comes.
    page.goto(f"{page.url}?surface=bowl")
    before = page.evaluate(first)
    page.evaluate("() => { document.documentElement.dataset.waits = 'stage'; }")
    assert page.evaluate(first) == before
    complaints.clear()  # of scripts that did not come
