"""Photograph the first visit for the README: docs/playground.png.

    PYTHONPATH=. python -m tools.readme_picture

The app is started for it, or is the one at `--app`. Needs Playwright and a Chromium, as the browser
tests do.
"""

import argparse
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import thalweg
from tools.app_sheet import REST, running

FILE = thalweg.ROOT / "docs" / "playground.png"
SIZE = (1440, 900)
STEP = 26
"""Of the race: gradient descent still zigzags, and momentum is far ahead."""
STAGE = "document.querySelector('[data-stage]')"


def photograph(browser: Browser, url: str, file: Path) -> None:
    """What a fresh visitor sees while the race plays, at a step that shows what it is about."""
    width, height = SIZE
    # Who asked for less motion sees the first step and can go on from there.
    page = browser.new_page(
        viewport={"width": width, "height": height}, reduced_motion="reduce", color_scheme="light"
    )
    page.goto(url)
    page.wait_for_function(f"{STAGE}?.dataset.drawn", timeout=60_000)
    page.evaluate("document.fonts.ready")
    page.evaluate(f"(step) => {STAGE}.player.playback.go(step)", STEP)
    page.wait_for_timeout(REST)
    page.screenshot(path=file)
    page.close()


def main() -> None:
    """Make the picture."""
    parser = argparse.ArgumentParser(description="Photograph the first visit for the README.")
    parser.add_argument("--app", default="", help="the address of an app that runs already")
    flags = ["--no-sandbox", "--enable-unsafe-swiftshader"]
    with running(parser.parse_args().app) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=thalweg.find_chromium(), args=flags)
        photograph(browser, url, FILE)
        browser.close()
    print(FILE)


if __name__ == "__main__":
    main()
