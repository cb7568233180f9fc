"""What bench/player.py measures in: apps that are served, and their pages open in a browser."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, ViewportSize

import thalweg
from bench.served import EMPTY, page

ROOT = thalweg.ROOT
SCRIPT = ROOT / "bench" / "player.js"
APPS = {"empty": EMPTY, "playground": ROOT / "app.py"}
SLIDERS = {
    "empty": ("Rate", "ArrowRight", "empty"),
    "new paths": ("Learning rate α", "ArrowLeft", "paths"),
    "new paths, as the app has them": ("Learning rate α", "ArrowLeft", "app"),
    "new ground": ("Condition number κ", "ArrowRight", "ground"),
    "new ground, as the app has it": ("Condition number κ", "ArrowRight", "app"),
}
"""By what is measured: the slider that is moved, the key (a run with too high a rate leaves the
window whatever its rate), and what of bench/player.js changes then."""


@dataclass(frozen=True)
class Sizes:
    """How much is measured: moves of a slider, seconds of watching pictures.

    `warm_ups`: moves before those that count. `quiet`: milliseconds in which a page comes to rest
    after a move.
    """

    turns: int = 12
    warm_ups: int = 1
    seconds: float = 4.0
    quiet: int = 750
    steps: int = 1000
    width: int = 1440
    height: int = 900
    emulate_gpu: bool = False


TINY = Sizes(turns=1, warm_ups=0, seconds=0.2, quiet=30, steps=200, width=1000, height=500)


@contextmanager
def served() -> Iterator[dict[str, str]]:
    """The addresses of the apps."""
    with ExitStack() as running:
        yield {name: running.enter_context(page(app)).url for name, app in APPS.items()}


def sent(url: str) -> dict[str, int]:
    """Bytes the server sent so far, by connection; nothing where `ss` is missing."""
    if not shutil.which("ss"):
        return {}
    command = ["ss", "-tinHO", f"sport = :{url.rpartition(':')[2]}"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^\S+ +\d+ +\d+ +\S+ +(\S+) .*\bbytes_sent:(\d+)", lines, re.MULTILINE)
    return {peer: int(number) for peer, number in found}


class Visit:
    """One page open in a window of its own, with nothing kept, and the bytes its server sent."""

    def __init__(self, browser: Browser, kind: str, url: str, sizes: Sizes) -> None:
        self.quiet, self.bytes = sizes.quiet, 0
        size: ViewportSize = {"width": sizes.width, "height": sizes.height}
        self.page: Page = browser.new_page(viewport=size)
        self.page.on("websocket", lambda s: s.on("framereceived", self._received))
        self.page.add_init_script(path=SCRIPT)
        self.open(kind, url)

    def open(self, kind: str, url: str) -> None:
        """Go there, and wait until all is drawn."""
        self.page.goto(url, timeout=60_000)
        self.page.wait_for_function(f"bench.shown[{kind!r}]() !== undefined", timeout=60_000)
        self.page.wait_for_timeout(2 * self.quiet)

    def _received(self, payload: bytes | str) -> None:
        self.bytes += len(payload)

    def move(self, what: str) -> float:
        """Milliseconds from a key press on a slider to the picture after it.

        Always to a value nobody saw before: the server sends a known answer as a reference.
        """
        label, key, kind = SLIDERS[what]
        self.page.bring_to_front()
        before = self.page.evaluate("bench.look()")
        self.page.locator(f"input[type=range][aria-label='{label}']").first.focus()
        self.page.evaluate("kind => bench.watch(kind)", kind)
        self.page.keyboard.press(key)
        self.page.wait_for_function("bench.took !== null", timeout=30_000)
        took = float(self.page.evaluate("bench.took"))
        self.page.wait_for_timeout(self.quiet)
        if self.page.evaluate("bench.look()") == before:
            raise RuntimeError(f"{what}: the picture is the same")
        return took

    def blocked(self) -> tuple[float, int]:
        """Milliseconds of tasks longer than 50 ms since it was opened, and how many there were."""
        tasks = self.page.evaluate("bench.tasks()")
        return float(sum(tasks)), len(tasks)
