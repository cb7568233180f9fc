"""What goes wrong around a lesson, at full length, in a real browser; then all has to be right.

    python bench/faults.py --cut 30 --switches 200

The network is cut, and a slider is moved meanwhile; a server cannot write a single file; somebody
goes back and forth between two pages for long. Whatever is not right afterwards ends it. Needs
Playwright and a Chromium; the test suite has shorter ones (`tests/browser/test_faults.py`).
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import thalweg
from bench import served
from bench.line import Line
from bench.timing import chosen

FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader")
RACE = "?v=1&surface=rosenbrock&race=gd~momentum~adam"
WAIT_MS = 120_000
SHOWN = """() => {
  const race = document.querySelector("[data-stage]")?.player?.race;
  return race ? JSON.stringify(race.runs.map(({ label, x }) => [label, [...x]])) : "";
}"""
STATE = "document.querySelector('[data-testid=stApp]')?.dataset.testConnectionState"
RUNS = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'running'"


@dataclass(frozen=True)
class Sizes:
    """For how many seconds the line is cut, and how often pages are switched."""

    cut: float = 30.0
    switches: int = 200
    every: int = 20


TINY = Sizes(cut=1.0, switches=1, every=1)


def main() -> None:
    """Everything once."""
    sizes = chosen(__doc__ or "", Sizes(), TINY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=thalweg.find_chromium(), args=list(FLAGS)
        )
        with served.app(1) as server:
            line_cut(browser, server, sizes)
            switches(browser, server, sizes)
        with served.app(1, no_disk=True) as server:
            no_disk(browser, server)
        browser.close()


def line_cut(browser: Browser, server: served.Served, sizes: Sizes) -> None:
    """What was moved while nothing got through is shown once it does, at its address."""
    line = Line(int(server.url.rpartition(":")[2]))
    page = opened(browser, line.url + RACE)
    press(page, "ArrowRight")
    before = shown(page)
    line.cut()
    page.wait_for_function(f"{STATE} !== 'CONNECTED'")
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1000 * sizes.cut)
    line.mend()
    began = time.monotonic()
    page.wait_for_function(f"{STATE} === 'CONNECTED'")
    connected = time.monotonic() - began
    until(page, lambda: settled(page) and shown(page) == fresh(browser, page.url))
    print(f"line cut for {sizes.cut:g} s: connected {connected:.1f} s after it was mended,")
    print(f"  right by itself after {time.monotonic() - began:.1f} s")
    print(f"  the move made meanwhile was {'kept' if shown(page) != before else 'dropped'}")
    press(page, "ArrowLeft")
    page.context.close()
    line.cut()


def switches(browser: Browser, server: served.Served, sizes: Sizes) -> None:
    """Back and forth between two pages: what the browser keeps, and pictures of the card lost."""
    page = opened(browser, server.url + RACE)
    lost: list[str] = []
    page.on("console", lambda message: lost.append(message.text))
    for k in range(sizes.switches + 1):
        if k % sizes.every == 0:
            counts = " ".join(f"{name} {n}" for name, n in kept(page).items())
            print(f"  after {k} switches: {counts}")
        page.get_by_role("link", name="Upload a surface").click()
        page.get_by_role("heading", name="Upload a surface").wait_for()
        page.get_by_role("link", name="Playground").click()
        page.wait_for_function(SHOWN)
        until(page, lambda: settled(page))
    gone = [text for text in lost if "WebGL" in text and "context" in text]
    print(f"{sizes.switches} switches of pages: {len(gone)} pictures of the card lost")
    page.context.close()


def no_disk(browser: Browser, server: served.Served) -> None:
    """Races, maps and downloads where no file can be written."""
    page = opened(browser, server.url + RACE)
    press(page, "ArrowRight")
    page.goto(server.url + "/basins" + RACE)
    page.wait_for_function("document.querySelector('[data-map] canvas')?.width > 0")
    until(page, lambda: settled(page))
    errors = page.get_by_test_id("stException").count()
    print(f"no file can be written: a race and a map are drawn, {errors} errors on the page")
    for kind in ("race.csv", "basins.csv", "race.gif"):
        answer = page.request.get(f"{server.url}/export/{kind}?surface=booth&race=gd")
        print(f"  {kind}: {answer.status}, {len(answer.body())} bytes")
    page.context.close()


def opened(browser: Browser, address: str) -> Page:
    """A page with its race drawn."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    page.wait_for_function(SHOWN)
    until(page, lambda: settled(page))
    return page


def fresh(browser: Browser, address: str) -> str:
    """What the same address shows to somebody else."""
    page = opened(browser, address)
    found = shown(page)
    page.context.close()
    return found


def shown(page: Page) -> str:
    """The paths that are drawn."""
    return str(page.evaluate(SHOWN))


def settled(page: Page) -> bool:
    """Whether the page is connected, and no script runs for it."""
    return bool(page.evaluate(f"{STATE} === 'CONNECTED' && {RUNS}"))


def slider(page: Page) -> Any:
    """The first learning rate."""
    return page.locator("input[type=range][aria-label='Learning rate α']").first


def press(page: Page, key: str) -> None:
    """Move it, and wait for another picture."""
    before = shown(page)
    slider(page).focus()
    page.keyboard.press(key)
    until(page, lambda: shown(page) not in ("", before))
    until(page, lambda: settled(page))


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until it holds, or end all."""
    last = time.monotonic() + WAIT_MS / 1000
    while not holds():
        if time.monotonic() > last:
            raise TimeoutError("the page did not become right")
        page.wait_for_timeout(100)


def kept(page: Page) -> dict[str, int]:
    """What the browser keeps for the page when all else is swept away."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    found = session.send("Memory.getDOMCounters")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    counts = {name: int(found[name]) for name in ("nodes", "jsEventListeners", "documents")}
    return counts | {"heap kB": round(heap / 1000)}


if __name__ == "__main__":
    main()
