"""What goes wrong around a lesson, in a real browser: the page is right again by itself."""

from collections.abc import Callable
from typing import Any

from chromium import NO_APP, eventually
from playwright.sync_api import Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Open = Callable[..., Page]
SHOWN = """
() => {
  const { race, panels: { contour } } = document.querySelector("[data-stage]").player;
  return [contour.terrain.knobs, race.runs.map(({ label, x, y }) => [label, [...x], [...y]])];
}
"""
STORM = (-1, -1, 1, 1, -1, -1, 1, 1, -1, 1)
STORM_MS = 120
"""Between two moves through the history: as fast as a finger on the button."""


def drawn(page: Page, after: int = 0) -> int:
    """Wait for a picture newer than number `after`; the number of the one shown."""
    page.wait_for_function(
        "(n) => Number(document.querySelector('[data-stage]')?.dataset.drawn ?? 0) > n", arg=after
    )
    return int(page.locator("[data-stage]").get_attribute("data-drawn") or 0)


def press(page: Page, label: str, key: str) -> None:
    """Move a slider by a key and wait for the picture and the address."""
    before, address = drawn(page), page.url
    page.locator(f"input[type=range][aria-label='{label}']").first.focus()
    page.keyboard.press(key)
    drawn(page, before)
    page.wait_for_function("(old) => location.href !== old", arg=address)


def shown(page: Page) -> Any:
    """The ground and the paths, as data."""
    return page.evaluate(SHOWN)


def connected(page: Page) -> bool:
    """Whether the page says that it is connected to its server."""
    app = page.get_by_test_id("stApp")
    return app.get_attribute("data-test-connection-state") == "CONNECTED"


def references(page: Page) -> list[str]:
    """Messages from now on that stand for one that the browser is believed to have kept."""
    found: list[str] = []

    def received(data: bytes | str) -> None:
        message = ForwardMsg.FromString(data) if isinstance(data, bytes) else ForwardMsg()
        if message.metadata.cacheable or message.ref_hash:
            found.append(message.hash or message.ref_hash)

    page.on("websocket", lambda socket: socket.on("framereceived", received))
    return found


def test_a_storm_of_moves_through_the_history_ends_at_the_right_picture(open_page: Open) -> None:
    page = open_page(NO_APP)
    referred = references(page)
    page.goto(page.url.replace(NO_APP, "?surface=rosenbrock&race=gd~momentum~adam"))
    seen = [shown(page)] if drawn(page) else []
    for _ in range(8):
        press(page, "Learning rate α", "ArrowRight")
        seen.append(shown(page))
    for by in STORM:
        page.evaluate("(by) => history.go(by)", by)
        page.wait_for_timeout(STORM_MS)
    eventually(page, lambda: shown(page) == seen[8])
    assert connected(page)
    press(page, "Learning rate α", "ArrowLeft")
    eventually(page, lambda: shown(page) == seen[7])
    # Which storm makes a browser forget what it is believed to have depends on its speed.
    assert not referred
