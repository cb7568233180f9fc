"""Photograph every surface in the running app: desktop and phone, light and dark, on one sheet.

    PYTHONPATH=. python tools/app_sheet.py sheet       and open sheet/index.html

The app is started for it, or is the one at `--app`. Needs Playwright and a Chromium, as the browser
tests do. What one looks for: windows that hide the point of a surface, starts outside of it, paths
that leave at once, views of the surface that show its back.
"""

import argparse
import html
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

import landscapes
import thalweg

DEVICES = {"desktop": (1280, 800), "phone": (390, 844)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DRAWN = "(n) => Number(document.querySelector('[data-stage]')?.dataset.drawn ?? 0) > n"
REST = 900
"""Milliseconds after which the surface is refined."""
PAGE = """<!doctype html> <!-- Every surface in the app. -->
<html lang="en"><meta charset="utf-8"><title>Surfaces</title>
<style>
body {{ margin: 8px; font: 14px system-ui; }}
section {{ display: flex; gap: 6px; margin-bottom: 14px; align-items: start; }}
img {{ height: 420px; border: 1px solid #999; }}
</style>
{}
</html>
"""


@contextmanager
def running(address: str) -> Iterator[str]:
    """The address of the app: the given one, or that of one started here."""
    if address:
        yield address.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port)]
    process = subprocess.Popen([*command, "--log-level", "warning"], cwd=thalweg.ROOT)  # noqa: S603
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The app does not start.")


def opened(browser: Browser, device: str) -> Page:
    """An empty page of such a device."""
    width, height = DEVICES[device]
    phone = device == "phone"
    return browser.new_page(
        viewport={"width": width, "height": height},
        has_touch=phone,
        is_mobile=phone,
        reduced_motion="reduce",
    )


def photographs(page: Page, address: str, name: str, folder: Path) -> list[str]:
    """Of one surface in both themes: the names of the files."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.wait_for_function(DRAWN, arg=0, timeout=60_000)
    made = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(REST)
        file = f"{name}-{theme}.jpg"
        phone = "phone" in name
        page.screenshot(path=folder / file, type="jpeg", quality=80, full_page=phone)
        made.append(file)
    return made


def sheet(rows: dict[str, list[str]]) -> str:
    """The page: a row of pictures for each surface."""
    parts = []
    for title, files in rows.items():
        pictures = "".join(f'<img src="{file}" alt="{file}">' for file in files)
        parts.append(f"<h2>{html.escape(title)}</h2><section>{pictures}</section>")
    return PAGE.format("\n".join(parts))


def main() -> None:
    """Make the sheet."""
    parser = argparse.ArgumentParser(description="Photograph every surface in the running app.")
    parser.add_argument("folder", type=Path, help="where the sheet is to be")
    parser.add_argument("--app", default="", help="the address of an app that runs already")
    parser.add_argument("--only", nargs="+", default=landscapes.names(), help="these surfaces")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[str]] = {slug: [] for slug in asked.only}
    flags = ["--no-sandbox", "--enable-unsafe-swiftshader"]
    with running(asked.app) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=thalweg.find_chromium(), args=flags)
        for device in DEVICES:
            page = opened(browser, device)
            for slug, files in rows.items():
                address, name = f"{url}/?surface={slug}", f"{slug}-{device}"
                files += photographs(page, address, name, asked.folder)
        browser.close()
    (asked.folder / "index.html").write_text(sheet(rows), "utf-8")
    print(asked.folder / "index.html")


if __name__ == "__main__":
    main()
