"""From a moved slider to the painted picture, in a real browser: `python bench/player.py`.

Three pages take turns in one Chromium, on this machine and in one run: an empty Streamlit app that
moves a slider and a text, the playground, and a page that shows the same figures with
`st.plotly_chart`. A figure is the median over the moves, in milliseconds from the key press to the
picture after the last change. Beside that: pictures a second while eight runs of 1000 steps play,
beside those of a page with only the map and one canvas on it; pictures a second while the start is
dragged; and bytes sent for one move of a race of eight runs of 200 steps, on the wire (previews and
all that the protocols add included; needs `ss`) and as messages before the connection packs them.
Needs Playwright and a Chromium, as the browser tests do.

The browser draws as it does on a computer without a graphics card. `--emulate-gpu` has it draw the
page with an emulated card instead, which no visitor has: the emulator then is what one measures.
"""

import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import thalweg
from bench.timing import chosen

ROOT = thalweg.ROOT
SCRIPT = ROOT / "bench" / "player.js"
APPS = {
    "empty": ROOT / "bench" / "pages" / "empty.py",
    "playground": ROOT / "app.py",
    "plain": ROOT / "bench" / "pages" / "plain.py",
}
GAPS = "seconds => bench.gaps(seconds)"
EIGHT = "gd~momentum~nesterov~adagrad~rmsprop~adam~adamw~lion"
"""None of these ends early at these rates, so all of them fill their steps."""
RATES = "".join(
    f"&{slug}.learning_rate={rate}"
    for slug, rate in [("gd", 1e-4), ("momentum", 1e-5), ("nesterov", 1e-5)]
)


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
    width: int = 1440
    height: int = 900
    emulate_gpu: bool = False


TINY = Sizes(turns=1, warm_ups=0, seconds=0.3, quiet=50, width=640, height=400)


@contextmanager
def served(app: Path) -> Iterator[str]:
    """A Streamlit app in a process of its own, with the settings of this repository."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def sent(url: str) -> dict[str, int]:
    """Bytes the server sent so far, by connection; nothing where `ss` is missing."""
    if not shutil.which("ss"):
        return {}
    command = ["ss", "-tinHO", f"sport = :{url.rpartition(':')[2]}"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^\S+ +\d+ +\d+ +\S+ +(\S+) .*\bbytes_sent:(\d+)", lines, re.MULTILINE)
    return {peer: int(number) for peer, number in found}


class Visit:
    """One page open in the browser, and the bytes its server sent."""

    def __init__(self, window: BrowserContext, kind: str, url: str, sizes: Sizes) -> None:
        self.kind, self.quiet, self.bytes = kind, sizes.quiet, 0
        self.page: Page = window.new_page()
        self.page.on("websocket", lambda s: s.on("framereceived", self._received))
        self.page.add_init_script(path=SCRIPT)
        self.page.goto(url, timeout=60_000)
        self.page.wait_for_function(f"bench.shown[{kind!r}]() !== undefined", timeout=60_000)
        self.page.wait_for_timeout(2 * self.quiet)

    def _received(self, payload: bytes | str) -> None:
        self.bytes += len(payload)

    def move(self, key: str = "ArrowRight", kind: str = "") -> float:
        """Milliseconds from a key press on a slider to the picture after it.

        Always to a value nobody saw before: the server sends a known answer as a reference.
        """
        label = "Learning rate α" if self.kind == "playground" else "Rate"
        self.page.locator(f"input[type=range][aria-label='{label}']").first.focus()
        self.page.evaluate("kind => bench.watch(kind)", kind or self.kind)
        self.page.keyboard.press(key)
        self.page.wait_for_function("bench.took !== null", timeout=30_000)
        took = float(self.page.evaluate("bench.took"))
        self.page.wait_for_timeout(self.quiet)
        return took


def medians(visits: list[Visit], sizes: Sizes) -> dict[str, float]:
    """The pages take turns; the first turns are for warming up."""
    kinds = [(visit, visit.kind) for visit in visits]
    kinds.insert(2, (visits[1], "playground, as the app has it"))
    took: dict[str, list[float]] = {kind: [] for _, kind in kinds}
    for turn in range(sizes.warm_ups + sizes.turns):
        for visit, kind in kinds:
            visit.page.bring_to_front()
            milliseconds = visit.move(kind=kind)
            if turn >= sizes.warm_ups:
                took[kind].append(milliseconds)
    return {kind: statistics.median(every) for kind, every in took.items()}


def pictures(page: Page, seconds: float) -> tuple[float, float, float]:
    """While the race plays: pictures a second, the longest wait for one and the work for one."""
    page.locator("[data-stage]").focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(300)
    page.keyboard.press(" ")
    gaps = page.evaluate(GAPS, seconds)
    page.keyboard.press(" ")
    work = page.evaluate("bench.work()")
    return 1000 * len(gaps) / sum(gaps), max(gaps), work


def ceiling(page: Page, seconds: float) -> float:
    """Pictures a second of a map with one canvas above it, which takes the place of the page."""
    page.evaluate("bench.ceiling()")
    page.wait_for_timeout(500)
    gaps = page.evaluate(GAPS, seconds)
    return float(1000 * len(gaps) / sum(gaps))


def dragged(page: Page, seconds: float) -> float:
    """Pictures of new paths a second while the start is dragged in a circle."""
    box = page.locator("[data-start]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    drawn = """(({ drawn, ahead }) => Number(drawn) + Number(ahead ?? 0))(
      document.querySelector("[data-stage]").dataset)"""
    before, began, k = page.evaluate(drawn), time.monotonic(), 0
    while time.monotonic() - began < seconds:
        k += 1
        page.mouse.move(x + 40 + k % 60, y + 20 + k % 40)
        page.wait_for_timeout(15)
    rate = (page.evaluate(drawn) - before) / (time.monotonic() - began)
    page.mouse.up()
    return float(rate)


def crowded(window: BrowserContext, url: str, sizes: Sizes) -> None:
    """Eight runs: bytes, and pictures a second."""
    many, seconds = f"{url}/?race={EIGHT}{RATES}", sizes.seconds
    visit = Visit(window, "playground", f"{many}&steps=200", sizes)
    visit.move()
    before, visit.bytes = sent(url), 0
    visit.move()
    wire = sum(number - before.get(peer, 0) for peer, number in sent(url).items())
    print(
        f"one move of 8 x 200 steps: {wire / 1000:.1f} kB sent, {visit.bytes / 1000:.1f} unpacked"
    )
    print(f"start dragged: {dragged(visit.page, seconds):.1f} pictures a second")
    visit.page.close()
    visit = Visit(window, "playground", f"{many}&steps=1000", sizes)
    rate, worst, work = pictures(visit.page, seconds)
    print(f"playing 8 x 1000 steps: {rate:.1f} a second, longest wait {worst:.0f} ms")
    print(f"the player's own work for a picture: {work:.1f} ms")
    print(f"a map with one canvas: {ceiling(visit.page, seconds):.1f} a second")


def report(took: dict[str, float]) -> None:
    """The three pages beside each other."""
    for kind, milliseconds in took.items():
        print(f"{kind:30} {milliseconds:6.0f} ms")
    print(f"playground / empty app: {took['playground'] / took['empty']:.2f}")
    print(f"plain figures / playground: {took['plain'] / took['playground']:.1f}")


@contextmanager
def chromium(sizes: Sizes) -> Iterator[BrowserContext]:
    """A window of the browser that the browser tests use."""
    flags = ["--no-sandbox", "--enable-unsafe-swiftshader"]
    flags += ["--use-angle=swiftshader"] * sizes.emulate_gpu
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=thalweg.find_chromium(), args=flags)
        yield browser.new_context(viewport={"width": sizes.width, "height": sizes.height})
        browser.close()


def main() -> None:
    """Print the figures and their ratios."""
    sizes = chosen(__doc__, Sizes(), TINY)
    with chromium(sizes) as window, ExitStack() as stack:
        urls = {kind: stack.enter_context(served(app)) for kind, app in APPS.items()}
        visits = [Visit(window, kind, url, sizes) for kind, url in urls.items()]
        took = medians(visits, sizes)
        for visit in visits:
            visit.page.close()
        report(took)
        crowded(window, urls["playground"], sizes)


if __name__ == "__main__":
    main()
