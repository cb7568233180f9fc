"""From a moved slider to the painted picture, in a real browser: `python bench/player.py`.

Three pages take turns in one Chromium, on this machine and in one run: an empty Streamlit app that
moves a slider and a text, the playground, and a page that shows the same figures with
`st.plotly_chart`. A figure is the median over the moves, in milliseconds from the key press to the
picture after the last change. Beside that: pictures a second while eight runs of 1000 steps play,
beside those of a page with only the map and one canvas on it; pictures a second while the start is
dragged; and bytes sent for one move of a race of eight runs of 200 steps, on the wire (previews and
all that the protocols add included; needs `ss`) and as messages before the connection packs them.

The browser draws as it does on a computer without a graphics card. `--emulate-gpu` has it draw the
page with an emulated card instead, which no visitor has: the emulator then is what one measures.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import thalweg

ROOT = thalweg.ROOT
EIGHT = "gd~momentum~nesterov~adagrad~rmsprop~adam~adamw~lion"
"""None of these ends early at these rates, so all of them fill their steps."""
RATES = "".join(
    f"&{slug}.learning_rate={rate}"
    for slug, rate in [("gd", 1e-4), ("momentum", 1e-5), ("nesterov", 1e-5)]
)
EMPTY = """
import streamlit as st
value = st.select_slider("Rate", [k / 10 for k in range(50)])
st.write(f"value {value}")
"""
PLAIN = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from dataclasses import replace
import streamlit as st
from ui import race
from ui.scene import Racer, Scene
st.set_page_config(layout="wide")
scene = Scene.opening("rosenbrock")
rate = st.select_slider("Rate", [round(1e-4 * k, 5) for k in range(1, 50)])
scene = replace(scene, race=(Racer("gd", (("learning_rate", rate),)), *scene.race[1:]))
figures = race.figures(scene, race.race(scene))
for name, figure in figures.items():
    figure.update_layout(meta=rate)
    st.plotly_chart(figure, key=name)
"""
# Watches for the end of a move: `done()` is asked with each picture after a key was pressed.
WATCH = """
(done) => {
  const ready = new Function("return " + done)();
  window.took = null;
  const before = ready();
  addEventListener("keydown", () => {
    const from = performance.now();
    const look = () => {
      if (ready() === before) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => (window.took = performance.now() - from)));
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true });
}
"""
DONE = {
    "empty": "() => document.querySelector('[data-testid=stMarkdown] p')?.textContent",
    # New paths: a preview or the app's own picture, whichever is first.
    "playground": """() => {
      const { drawn, ahead } = document.querySelector("[data-stage]")?.dataset ?? {};
      return drawn && drawn + "," + ahead;
    }""",
    "playground, as the app has it": "() => document.querySelector('[data-stage]')?.dataset.drawn",
    # All three pictures show the new value; until then nothing has changed.
    "plain": """() => {
      const shown = [...document.querySelectorAll('.js-plotly-plot')].map((p) => p.layout?.meta);
      const same = shown.length === 3 && new Set(shown).size === 1;
      return same ? (window.shown = shown[0]) : window.shown;
    }""",
}


@contextmanager
def served(app: Path, port: int) -> Iterator[str]:
    """A Streamlit app of its own, with the settings of this repository."""
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.fileWatcherType", "none"]
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

    def __init__(self, browser: Browser, kind: str, url: str) -> None:
        self.kind, self.bytes = kind, 0
        self.page: Page = browser.new_page(viewport={"width": 1440, "height": 900})
        self.page.on("websocket", lambda s: s.on("framereceived", self._received))
        self.page.goto(url, timeout=60_000)
        self.page.wait_for_function(f"({DONE[kind]})() !== undefined", timeout=60_000)
        self.page.wait_for_timeout(1500)

    def _received(self, payload: bytes | str) -> None:
        self.bytes += len(payload)

    def move(self, key: str = "ArrowRight", kind: str = "") -> float:
        """Milliseconds from a key press on a slider to the picture after it.

        Always to a value nobody saw before: the server sends a known answer as a reference.
        """
        label = "Learning rate α" if self.kind == "playground" else "Rate"
        self.page.locator(f"input[type=range][aria-label='{label}']").first.focus()
        self.page.evaluate(WATCH, DONE[kind or self.kind])
        self.page.keyboard.press(key)
        self.page.wait_for_function("window.took !== null", timeout=30_000)
        took = float(self.page.evaluate("window.took"))
        self.page.wait_for_timeout(700)
        return took


def medians(visits: list[Visit], turns: int) -> dict[str, float]:
    """The pages take turns; the first turn is for warming up."""
    kinds = [(visit, visit.kind) for visit in visits]
    kinds.insert(2, (visits[1], "playground, as the app has it"))
    took: dict[str, list[float]] = {kind: [] for _, kind in kinds}
    for turn in range(turns + 1):
        for visit, kind in kinds:
            visit.page.bring_to_front()
            milliseconds = visit.move(kind=kind)
            if turn:
                took[kind].append(milliseconds)
    return {kind: statistics.median(every) for kind, every in took.items()}


# Milliseconds the player itself works for a picture, over a whole race one step at a time.
WORK = """
() => {
  const { player } = document.querySelector("[data-stage]");
  const { playback, panels } = player;
  playback.go(0);
  const took = [];
  for (let step = 0; step < playback.steps; step += 2) {
    playback.position = step + 0.5;
    const from = performance.now();
    for (const panel of Object.values(panels)) player.paint(panel);
    took.push(performance.now() - from);
  }
  return took.sort((a, b) => a - b)[Math.floor(took.length / 2)];
}
"""


# Instead of the page: its map, and above it one canvas on which as much moves.
CEILING = """
() => {
  const { data, layout, clientWidth: wide, clientHeight: high } =
    document.querySelector("[data-plot=contour]");
  document.body.innerHTML = `<div id="map" style="width:${wide}px;height:${high}px"></div>`;
  const div = document.getElementById("map");
  return Plotly.newPlot(div, data, layout).then(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: high });
    canvas.style.cssText = "position:absolute;left:0;top:0;will-change:transform";
    div.querySelector(".svg-container").append(canvas);
    const ctx = canvas.getContext("2d");
    let k = 0;
    const place = (run, k) => [wide / 2, high / 2].map((c, i) =>
      c * (1 + 0.7 * Math.sin(k / (50 + 9 * run) + i)));
    const draw = () => {
      k++;
      ctx.clearRect(0, 0, wide, high);
      for (let run = 0; run < 8; run++) {
        ctx.beginPath();
        for (let j = Math.max(0, k - 300); j < k; j++) ctx.lineTo(...place(run, j));
        ctx.stroke();
        ctx.beginPath();
        ctx.arc(...place(run, k), 6, 0, 7);
        ctx.fill();
      }
      requestAnimationFrame(draw);
    };
    draw();
  });
}
"""
GAPS = """
(seconds) => new Promise((resolve) => {
  const gaps = [];
  let last = null;
  const look = (now) => {
    if (last !== null) gaps.push(now - last);
    last = now;
    if (gaps.reduce((a, b) => a + b, 0) > 1000 * seconds) resolve(gaps);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
"""


def pictures(page: Page, seconds: float) -> tuple[float, float, float]:
    """While the race plays: pictures a second, the longest wait for one and the work for one."""
    page.locator("[data-stage]").focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(300)
    page.keyboard.press(" ")
    gaps = page.evaluate(GAPS, seconds)
    page.keyboard.press(" ")
    work = page.evaluate(WORK)
    return 1000 * len(gaps) / sum(gaps), max(gaps), work


def ceiling(page: Page, seconds: float) -> float:
    """Pictures a second of a map with one canvas above it, which takes the place of the page."""
    page.evaluate(CEILING)
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


def main() -> None:
    """Print the figures and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=12)
    parser.add_argument("--port", type=int, default=8741)
    parser.add_argument("--emulate-gpu", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        apps = {"empty": Path(folder) / "empty.py", "plain": Path(folder) / "plain.py"}
        apps["empty"].write_text(EMPTY, "utf-8")
        apps["plain"].write_text(PLAIN, "utf-8")
        apps["playground"] = ROOT / "app.py"
        flags = ["--no-sandbox", "--enable-unsafe-swiftshader"]
        flags += ["--use-angle=swiftshader"] * options.emulate_gpu
        browser = playwright.chromium.launch(executable_path=thalweg.find_chromium(), args=flags)
        with (
            served(apps["empty"], options.port) as empty,
            served(apps["playground"], options.port + 1) as playground,
            served(apps["plain"], options.port + 2) as plain,
        ):
            visits = [
                Visit(browser, "empty", empty),
                Visit(browser, "playground", playground),
                Visit(browser, "plain", plain),
            ]
            took = medians(visits, options.turns)
            for visit in visits:
                visit.page.close()
            report(took)
            crowded(browser, playground)
        browser.close()


def crowded(browser: Browser, url: str) -> None:
    """Eight runs: bytes, and pictures a second."""
    many = f"{url}/?race={EIGHT}{RATES}"
    visit = Visit(browser, "playground", f"{many}&steps=200")
    visit.move()
    before, visit.bytes = sent(url), 0
    visit.move()
    wire = sum(number - before.get(peer, 0) for peer, number in sent(url).items())
    print(
        f"one move of 8 x 200 steps: {wire / 1000:.1f} kB sent, {visit.bytes / 1000:.1f} unpacked"
    )
    print(f"start dragged: {dragged(visit.page, 3):.1f} pictures a second")
    visit.page.close()
    visit = Visit(browser, "playground", f"{many}&steps=1000")
    rate, worst, work = pictures(visit.page, 4)
    print(f"playing 8 x 1000 steps: {rate:.1f} a second, longest wait {worst:.0f} ms")
    print(f"the player's own work for a picture: {work:.1f} ms")
    print(f"a map with one canvas: {ceiling(visit.page, 4):.1f} a second")


def report(took: dict[str, float]) -> None:
    """The three pages beside each other."""
    for kind, milliseconds in took.items():
        print(f"{kind:30} {milliseconds:6.0f} ms")
    print(f"playground / empty app: {took['playground'] / took['empty']:.2f}")
    print(f"plain figures / playground: {took['plain'] / took['playground']:.1f}")


if __name__ == "__main__":
    main()
