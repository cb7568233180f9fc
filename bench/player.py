"""From a moved slider to the painted picture, in a real browser: `python bench/player.py`.

Two pages take turns in one Chromium, on this machine and in one run: an empty Streamlit app that
moves a slider and a text, and the playground. A figure is the median over the moves, in
milliseconds from the key press to the picture after the last change, with all that the graphics
card has to do for it; and that the picture did change is checked each time. Beside that: how long
the page is blocked while it loads (tasks longer than 50 ms, summed); pictures a second while eight
runs of 1000 steps play (beside those of a page with only a picture and one canvas above it), while
the surface is turned, while one of its sliders and while the start is dragged; and bytes sent for
one move of a race of eight runs of 200 steps, on the wire (previews and all that the protocols add
included; needs `ss`) and as messages before the connection packs them.
Needs Playwright and a Chromium, as the browser tests do.

The browser draws as it does on a computer without a graphics card, and tells by what it draws.
`--emulate-gpu` has it draw the page itself with an emulated card, too, which no visitor has: the
emulator then is what one measures. With a real card, run it on a computer that has one.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import thalweg
from bench.player_pages import SLIDERS, TINY, Sizes, Visit, sent, served
from bench.timing import chosen

RACE = "?surface=ravine&surface.kappa=2&race=gd~momentum~adam&gd.learning_rate=0.05"
EIGHT = "gd~momentum~nesterov~adagrad~rmsprop~adam~adamw~lion"
"""None of these ends early at these rates, so all of them fill their steps."""
RATES = "".join(
    f"&{slug}.learning_rate={rate}"
    for slug, rate in [("gd", 1e-4), ("momentum", 1e-5), ("nesterov", 1e-5)]
)
GAPS = "seconds => bench.gaps(seconds)"


def medians(empty: Visit, playground: Visit, sizes: Sizes) -> dict[str, float]:
    """What is measured takes turns; the first turns are for warming up."""
    took: dict[str, list[float]] = {what: [] for what in SLIDERS}
    for turn in range(sizes.warm_ups + sizes.turns):
        for what, every in took.items():
            milliseconds = (empty if what == "empty" else playground).move(what)
            if turn >= sizes.warm_ups:
                every.append(milliseconds)
    return {what: statistics.median(every) for what, every in took.items()}


def rate(gaps: list[float]) -> tuple[float, float]:
    """Pictures a second, and the longest wait for one in milliseconds."""
    return 1000 * len(gaps) / sum(gaps), max(gaps)


def playing(page: Page, seconds: float) -> tuple[float, float]:
    """While the race plays."""
    page.locator("[data-stage]").focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(300)
    page.keyboard.press(" ")
    gaps = page.evaluate(GAPS, seconds)
    page.keyboard.press(" ")
    return rate(gaps)


def turning(page: Page, seconds: float) -> tuple[float, float]:
    """While the surface turns with every picture."""
    page.evaluate("bench.turn()")
    gaps = page.evaluate(GAPS, seconds)
    page.evaluate("bench.stop()")
    return rate(gaps)


def dragged(page: Page, selector: str, counter: str, seconds: float) -> float:
    """New pictures a second, as bench/player.js counts them, while something is dragged about."""
    what = page.locator(selector).first
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    before, began, k = page.evaluate(counter), time.monotonic(), 0
    while time.monotonic() - began < seconds or page.evaluate(counter) == before:
        if time.monotonic() - began > 30:
            raise RuntimeError(f"nothing follows {selector}")
        k += 1
        # Far enough that a slider comes to another of its stops with nearly every move.
        page.mouse.move(x + 20 + 13 * k % 120, y + 20 + k % 40)
        page.wait_for_timeout(15)
    found = (page.evaluate(counter) - before) / (time.monotonic() - began)
    page.mouse.up()
    return float(found)


def report(took: dict[str, float]) -> None:
    """What was measured, beside the empty app."""
    for what, milliseconds in took.items():
        print(f"{what:32} {milliseconds:6.0f} ms {milliseconds / took['empty']:6.2f} x")


def moving(visit: Visit, sizes: Sizes) -> None:
    """Pictures a second while hands move what is seen."""
    page, seconds = visit.page, sizes.seconds
    each, worst = turning(page, seconds)
    print(f"surface turned: {each:.1f} pictures a second, longest wait {worst:.0f} ms")
    slider = "[role=group][aria-label='Condition number κ']"
    print(f"surface slider dragged: {dragged(page, slider, 'bench.grounds', seconds):.1f} a second")
    page.wait_for_timeout(2 * sizes.quiet)
    print(f"start dragged: {dragged(page, '[data-start]', 'bench.races()', seconds):.1f} a second")


def crowded(visit: Visit, url: str, sizes: Sizes) -> None:
    """Eight runs: bytes, and pictures a second."""
    many, page = f"{url}/?race={EIGHT}{RATES}", visit.page
    visit.open("app", f"{many}&steps=200")
    visit.move("new paths")
    before, visit.bytes = sent(url), 0
    visit.move("new paths")
    wire = sum(number - before.get(peer, 0) for peer, number in sent(url).items())
    packed, whole = wire / 1000, visit.bytes / 1000
    print(f"one move of 8 x 200 steps: {packed:.1f} kB sent, {whole:.1f} unpacked")
    if sizes.steps != 200:
        visit.open("app", f"{many}&steps={sizes.steps}")
    each, worst = playing(page, sizes.seconds)
    print(f"playing 8 x {sizes.steps} steps: {each:.1f} a second, longest wait {worst:.0f} ms")
    print(f"the player's own work for a picture: {page.evaluate('bench.work()'):.1f} ms")
    page.evaluate("bench.ceiling()")
    page.wait_for_timeout(2 * sizes.quiet)
    print(f"a picture with one canvas: {rate(page.evaluate(GAPS, sizes.seconds))[0]:.1f} a second")


@contextmanager
def chromium(sizes: Sizes) -> Iterator[Browser]:
    """The browser that the browser tests use."""
    flags = ["--no-sandbox", "--enable-unsafe-swiftshader"]
    flags += ["--use-angle=swiftshader", "--enable-gpu-rasterization"] * sizes.emulate_gpu
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=thalweg.find_chromium(), args=flags)
        yield browser
        browser.close()


def main() -> None:
    """Print the figures and their ratios."""
    sizes = chosen(__doc__, Sizes(), TINY)
    with served() as urls, chromium(sizes) as browser:
        empty = Visit(browser, "empty", urls["empty"], sizes)
        playground = Visit(browser, "app", f"{urls['playground']}/{RACE}", sizes)
        print(f"drawn by {playground.page.evaluate('bench.card()')}")
        for name, visit in (("empty", empty), ("playground", playground)):
            milliseconds, count = visit.blocked()
            print(f"{name}, blocked while loading: {milliseconds:.0f} ms in {count} tasks")
        report(medians(empty, playground, sizes))
        empty.page.close()
        moving(playground, sizes)
        crowded(playground, urls["playground"], sizes)


if __name__ == "__main__":
    main()
