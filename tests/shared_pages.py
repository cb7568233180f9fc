"""Pages that tests look at one after the other: opening one takes longer than most of what is seen.

A page is handed to the next test only if it is as it was when it was opened.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from app_server import Server
from chromium import SHOWN, Complaints, Kind, Tab, painted
from playwright.sync_api import Browser, Page

MOST_OPEN = 3
"""Pages that stay open for somebody to look at; the one that was not wanted longest goes first."""
DRAWN = "Boolean(document.querySelector('[data-stage][data-drawn]'))"
# Takes away what a hand leaves.
CALM = """() => {
  document.activeElement?.blur();
  const places = document.querySelectorAll("main, section, [data-testid=stMain]");
  for (const place of places) place.scrollTo(0, 0);
}"""
# All that one test can leave behind for another: words, entries, and how the pictures are seen.
STATE = """() => {
  const { dataset, player } = document.querySelector("[data-stage]") ?? {};
  const { step, playing, lecture } = dataset ?? {};
  const { contour, surface } = player?.panels ?? {};
  const entries = [...document.querySelectorAll("input, select, textarea")];
  const places = [...document.querySelectorAll("details, [data-collapsed], [aria-expanded]")];
  const shown = [...document.querySelectorAll("[data-shows], [data-run]")];
  const map = [...document.querySelectorAll("[data-map]")];
  // What is read aloud comes and goes by itself.
  const live = [...document.querySelectorAll("[aria-live]")].map((each) => each.innerText);
  const words = live.reduce((text, said) => text.replace(said, ""), document.body.innerText);
  return JSON.stringify([
    location.href, innerWidth, innerHeight, words.split(/\\s+/),
    ["dark", "light"].map((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches),
    matchMedia("(prefers-reduced-motion: reduce)").matches,
    step, playing, lecture, contour?.seen, surface?.camera, shown.map((each) => each.ariaPressed),
    entries.map(({ type, value, checked }) => [type, value, checked]),
    places.map((each) => [each.open, each.dataset.collapsed, each.ariaExpanded]),
    map.map((each) => ({ ...each.dataset })),
    [...document.querySelectorAll("main, section, [data-testid=stMain]")].map((e) => e.scrollTop),
  ]);
}"""


@dataclass(frozen=True)
class Shared:
    """A page that stays open: its tab, and all there is to be seen before a test touched it."""

    kind: Kind
    tab: Tab
    state: str

    def is_as_it_was(self) -> bool:
        """Whether a test left it so."""
        if self.tab.page.is_closed():
            return False
        self.tab.page.unroute_all(behavior="ignoreErrors")
        return state(self.tab.page) == self.state


def state(page: Page) -> str:
    """All there is to be seen, when no hand is on it."""
    page.mouse.move(0, 0)
    page.evaluate(CALM)
    painted(page)
    return str(page.evaluate(STATE))


Asked = tuple[object, ...]
"""What was asked for: the link and the window."""


@pytest.fixture(scope="session")
def left_open(chromium: Browser, server: Server) -> Iterator[dict[Asked, Shared]]:
    """Pages as they were when they were opened, for the next test that asks for the same."""
    found: dict[Asked, Shared] = {}
    yield found
    for each in found.values():
        each.tab.page.context.close()


@pytest.fixture
def look_at(
    request: pytest.FixtureRequest,
    open_page: Callable[..., Page],
    complaints: Complaints,
    left_open: dict[Asked, Shared],
    server: Server,
    tabs: dict[Kind, list[Tab]],
) -> Iterator[Callable[..., Page]]:
    """As `open_page`, but perhaps a page that an earlier test looked at and left as it was.

    Not for tests that replace functions of the page. `until` holds when the page is complete.
    """
    used = request.node.stash[SHOWN]
    mine: list[tuple[Asked, Shared]] = []

    def look(query: str = "", until: str = DRAWN, **window: object) -> Page:
        asked = (query, *sorted(window.items()))
        shared = left_open.pop(asked, None)
        if shared:
            shared.tab.complaints = complaints
            used.append((shared.kind, shared.tab))
        else:
            page = open_page(query, **window)
            page.wait_for_function(until)
            kind, tab = used[-1]
            shared = Shared(kind, tab, state(page))
        mine.append((asked, shared))
        return shared.tab.page

    yield look
    if getattr(request.node, "failed", False):
        return  # whatever it left behind goes with its tab
    for asked, shared in mine:
        if asked not in left_open and shared.is_as_it_was():
            used.remove((shared.kind, shared.tab))
            left_open[asked] = shared
    while len(left_open) > MOST_OPEN:
        last = left_open.pop(next(iter(left_open)))
        last.tab.leave(server.url)
        tabs[last.kind].append(last.tab)
