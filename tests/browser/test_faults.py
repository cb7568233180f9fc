"""What goes wrong around a lesson, in a real browser: the page is right again by itself."""

from collections.abc import Callable
from pathlib import Path

from app_server import free_port, start_uvicorn
from chromium import NO_APP, eventually, give_focus, settle, stays
from playwright.sync_api import Page, expect
from stage_page import connected, drawn, press, shown
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Open = Callable[..., Page]
SWITCHES = 9
"""With two pictures of the graphics card each, more than the 16 that Chromium keeps at a time."""
GROWS = 1.2
"""By less than that what a page keeps differs from switch to switch."""
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
    # The storm comes by that picture more than once.
    eventually(page, lambda: stays(page, lambda: shown(page) == seen[8]))
    assert connected(page)
    press(page, "Learning rate α", "ArrowLeft")
    eventually(page, lambda: shown(page) == seen[7])
    # Which storm makes a browser forget what it is believed to have depends on its speed.
    assert not referred


def test_a_server_that_is_restarted_finds_its_page_waiting(
    open_page: Open, tmp_path: Path, complaints: list[str]
) -> None:
    port = free_port()
    server = start_uvicorn(tmp_path / "before.log", port=port)
    page = open_page("?surface=rosenbrock&race=gd~adam", base=server.url)
    drawn(page)
    # Nothing was moved: then Streamlit does not tell the new server of the page by itself.
    before, address = shown(page), page.url
    server.process.kill()
    server.process.wait(10)
    eventually(page, lambda: not connected(page))
    server = start_uvicorn(tmp_path / "after.log", port=port)
    try:
        eventually(page, lambda: connected(page) and shown(page) == before)
        assert page.url == address
        press(page, "Learning rate α", "ArrowLeft")
    finally:
        page.goto("about:blank")
        server.stop()
    complaints.clear()  # the browser tells of the line that was cut


def test_two_tabs_keep_to_themselves(open_page: Open) -> None:
    one = open_page("?surface=rosenbrock&race=gd~adam")
    press(one, "Learning rate α", "ArrowRight")
    other = one.context.new_page()
    other.goto(one.url)
    settle(other)
    eventually(other, lambda: shown(other) == shown(one))
    before, address = shown(one), one.url
    press(other, "Learning rate α", "ArrowRight")
    assert other.url != one.url == address
    assert shown(one) == before
    other.close()
    press(one, "Learning rate α", "ArrowLeft")


def kept(page: Page) -> dict[str, int]:
    """How many nodes and listeners the browser keeps for a page when all else is swept away."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    found = session.send("Memory.getDOMCounters")
    session.detach()
    return {name: int(found[name]) for name in ("nodes", "jsEventListeners")}


def test_going_back_and_forth_between_pages_leaves_nothing_behind_but_the_step(
    open_page: Open,
) -> None:
    page = open_page("?surface=bowl&race=gd")
    stage, warned = page.locator("[data-stage]"), list[str]()
    page.on("console", lambda message: warned.append(message.text))
    drawn(page)
    for key in ("Home", "ArrowRight", "ArrowRight"):
        give_focus(stage)
        page.keyboard.press(key)
    whole, after = shown(page), dict[int, dict[str, int]]()
    for k in range(SWITCHES):
        # The page with many pictures takes long: the first and the last time are enough.
        name = "Methods and surfaces" if k in (0, SWITCHES - 1) else "Upload a surface"
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name).wait_for()
        expect(stage).to_have_count(0)
        page.get_by_role("link", name="Playground").click()
        drawn(page)
        settle(page)
        assert stage.get_attribute("data-step") == "2"
        assert shown(page) == whole
        assert "surface=bowl" in page.url
        if k in (1, SWITCHES - 1):
            after[k] = kept(page)
    for name in ("nodes", "jsEventListeners"):
        assert after[SWITCHES - 1][name] < GROWS * after[1][name], (name, after)
    assert not [text for text in warned if "WebGL" in text and "context" in text]
    give_focus(stage)
    page.keyboard.press("Home")
    assert stage.get_attribute("data-step") == "0"
