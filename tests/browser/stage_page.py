"""What several browser tests do with the stage: wait for it, move a slider, read what it shows."""

from typing import Any

from chromium import eventually, give_focus, settle
from playwright.sync_api import Page

SHOWN = """
() => {
  const { race, panels: { contour } } = document.querySelector("[data-stage]").player;
  return [contour.terrain.knobs, race.runs.map(({ label, x, y }) => [label, [...x], [...y]])];
}
"""


def drawn(page: Page, after: int = 0) -> int:
    """Wait for a picture newer than number `after`; the number of the one shown."""
    page.wait_for_function(
        "(n) => Number(document.querySelector('[data-stage]')?.dataset.drawn ?? 0) > n", arg=after
    )
    return int(page.locator("[data-stage]").get_attribute("data-drawn") or 0)


def press(page: Page, label: str, key: str) -> None:
    """Move a slider by a key and wait for the picture and the address."""
    drawn(page)
    settle(page)
    before, address = shown(page), page.url
    give_focus(page.locator(f"input[type=range][aria-label='{label}']").first)
    page.keyboard.press(key)
    page.wait_for_function("(old) => location.href !== old", arg=address)
    eventually(page, lambda: shown(page) not in (None, before))


def shown(page: Page) -> Any:
    """The ground and the paths, as data; None while there is no stage."""
    there = page.evaluate("Boolean(document.querySelector('[data-stage]')?.player?.race)")
    return page.evaluate(SHOWN) if there else None


def connected(page: Page) -> bool:
    """Whether the page says that it is connected to its server."""
    app = page.get_by_test_id("stApp")
    return app.get_attribute("data-test-connection-state") == "CONNECTED"
