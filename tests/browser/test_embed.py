"""Races in frames of another origin: pictures and player alone, all in view; and a question."""

import threading
from collections.abc import Iterator
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from chromium import give_focus
from playwright.sync_api import Page, expect

HOST = """<!DOCTYPE html><title>A course</title><h1>A course</h1>
<iframe src="{}" width="{}" height="300" style="border: 0"></iframe>
<script>
window.heights = [];
addEventListener("message", ({{ data }}) => {{
  if (data.subject !== "lti.frameResize") return;
  heights.push(data.height);
  document.querySelector("iframe").height = data.height;
}});
</script>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()


@pytest.fixture
def course(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server of another origin, and the folder that it serves."""
    made = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}", tmp_path
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize("width", [1000, 600])
def test_a_frame_is_as_high_as_what_it_shows(
    bare_page: Page, server: Any, course: tuple[str, Path], width: int
) -> None:
    address, folder = course
    link = "?surface=himmelblau&race=gd~adam&steps=50"
    (folder / "index.html").write_text(HOST.format(f"{server.url}/{link}&embed=true", width))
    page = bare_page
    page.goto(address)
    inside = page.frame_locator("iframe")
    inside.locator("[data-stage][data-drawn]").wait_for()
    whole = inside.get_by_role("link", name="Open in Thalweg")
    whole.wait_for()
    frame = page.frames[1]
    main = "document.querySelector('[data-testid=stMain]')"
    page.wait_for_function("heights.length > 0")
    frame.wait_for_function(f"() => {main}.scrollHeight <= innerHeight + 1 && innerHeight > 400")
    assert page.evaluate("heights.at(-1)") < 1400  # it ends: the height hangs on the width
    for name in ("stSidebar", "stHeader"):
        expect(inside.get_by_test_id(name)).to_be_hidden()
    expect(inside.get_by_role("heading", level=1)).to_be_hidden()
    expect(inside.locator("[data-inspector]")).to_be_hidden()
    expect(inside.get_by_role("button", name="Play", exact=True)).to_be_visible()
    href = whole.get_attribute("href") or ""
    assert href.startswith(f"{server.url}/?")
    assert "embed" not in href
    assert "race=gd~adam" in href
    give_focus(inside.locator("[data-stage]"))
    page.keyboard.press("Home")
    inside.locator("[data-stage][data-step='0']").wait_for()


EVIL = "<img src=x onerror=parent.evil=1>"


def test_a_question_in_a_frame_is_answered_by_keyboard_and_the_frame_follows_its_height(
    bare_page: Page, server: Any, course: tuple[str, Path]
) -> None:
    address, folder = course
    asks = urlencode({"ask": "own", "ask.says": f"Which one? {EVIL}", "ask.choices": "a~b"})
    link = f"?surface=bowl&race=gd~adam&steps=60&lock=rest&{asks}&embed=true"
    (folder / "index.html").write_text(HOST.format(f"{server.url}/{escape(link)}", 800))
    page = bare_page
    page.goto(address)
    inside = page.frame_locator("iframe")
    inside.locator("[data-stage][data-drawn]").wait_for()
    expect(inside.locator("[data-question]")).to_have_text(f"Which one? {EVIL}")
    commit = inside.get_by_role("button", name="That is my prediction")
    expect(commit).to_be_disabled()
    expect(inside.locator("[data-bar]")).to_have_attribute("inert", "")
    assert inside.locator("[data-stage]").get_attribute("data-step") == "0"
    give_focus(inside.get_by_role("radio", name="b"))
    page.keyboard.press("Space")
    expect(commit).to_be_enabled()
    commit.press("Enter")
    inside.get_by_role("button", name="To its end").press("Enter")
    expect(inside.locator("[data-reply]")).to_contain_text("The race has decided")
    expect(inside.locator("[data-ask]")).to_contain_text("Your prediction: b")
    main = "document.querySelector('[data-testid=stMain]')"
    page.frames[1].wait_for_function(f"() => {main}.scrollHeight <= innerHeight + 1")
    assert page.evaluate("window.evil") is None
    assert page.evaluate("heights.at(-1)") < 2000  # it ends: the height hangs on the width
    whole = inside.get_by_role("link", name="Open in Thalweg").get_attribute("href") or ""
    assert "lock=rest" in whole
    assert "embed" not in whole
