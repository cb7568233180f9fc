"""What goes wrong around a lesson, in a real browser: the page is right again by itself."""

from collections.abc import Callable

from chromium import NO_APP, eventually
from playwright.sync_api import Page
from stage_page import connected, drawn, press, shown
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Open = Callable[..., Page]
STORM = (-1, -1, 1, 1, -1, -1, 1, 1, -1, 1)
STORM_MS = 120
"""Between two moves through the history: as fast as a finger on the button."""


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
