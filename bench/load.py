"""A class opens the app at once: openings and moves of many sessions, beside an empty page.

    python bench/load.py --sessions 300 --workers 2

Visitors speak Streamlit's websocket (`bench/visitor.py`). They come within `spread` seconds; once
all are there, each does something every `every` seconds: moves any slider of its page, or now and
then drags a start, downloads or uploads something, or loses its line and comes back. A browser also
loads some 100 files, which are the same for all and come from its cache or a proxy's: only the page
itself is fetched here. Linux only, as the processor time of the server is read from /proc. The
visitors run on the same machine.
"""

import asyncio
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import served
from bench.timing import chosen
from bench.visitor import Lost, Visitor, fetch

LINKS = (
    "surface=rosenbrock&race=gd~momentum~adam",
    "surface=himmelblau&race=gd~adam",
    "surface=ravine&race=gd~momentum",
    "surface=rastrigin&race=adam~random_search",
    "surface=bowl&race=newton~gd",
    "formula=x^2*y^2%2Bx^2-y&race=gd~rmsprop",
    "surface=linear_classifier&race=gd~adam&batch=8",
    "surface=saddle&race=gd~momentum~adam~nesterov",
)
SELDOM = {"drag": 0.1, "download": 0.02, "upload": 0.01, "line lost": 0.02}
"""How often a visitor does something other than to move a slider."""
DOWNLOADS = ("loss_slice.py", "basins-64.csv?cells=64", "sweep-64.csv?cells=64")
FILE = b"".join(b"%d,%d,%d\n" % (x, y, x * x + y * y) for x in range(60) for y in range(60))
HEAVY = (
    "surface=rosenbrock&race=gd~momentum~adam~bfgs~rprop&fair=on&start={x}~{y}",
    "formula=max(tan(((y*x%2Bcosh(y))%2B(atan(y)))*(sqrt(-(y)%2B(y)))),{x})&critical=on",
    "surface=network&race=adam~gd&fair=on&start={x}~{y}",
)
"""Scenes that nobody else has asked for, whatever `x` and `y` are."""
FRAMES = 5
"""Pictures that a dragged start asks for on its way."""


@dataclass(frozen=True)
class Sizes:
    """How many come, and how busy they are.

    `slow`: how many of them read slowly. `same`: all open one link, else many different ones.
    `heavy`: so many more ask again and again for what takes a server longest.
    """

    sessions: int = 20
    workers: int = 2
    spread: float = 10.0
    seconds: float = 20.0
    every: float = 5.0
    slow: int = 1
    heavy: int = 0
    same: bool = True
    seed: int = 0


TINY = Sizes(sessions=2, seed=3, workers=1, spread=0.2, seconds=1.5, every=0.2, slow=1)


@dataclass
class Counts:
    """What happened: seconds by kind of act, what failed, and what it cost the server."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    done: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=dict)
    memory: tuple[float, float] = (0.0, 0.0)

    async def count(self, kind: str, act: Callable[[], Awaitable[float]], counted: bool) -> None:
        """Do something, and note how long it took or how it failed."""
        try:
            seconds = await act()
        except Exception as error:  # whatever it is, the visitor did not get what was asked for
            self.failed.append(f"{kind}: {error or type(error).__name__}")
            return
        self.done[kind] += 1
        if counted:
            self.took[kind].append(seconds)


async def lesson(server: served.Served, sizes: Sizes, plain: bool) -> Counts:
    """All come, and then all are busy; `plain`: at a page that has a slider and nothing more."""
    counts, chance = Counts(), random.Random(sizes.seed)
    visitors: list[Visitor] = []
    empty = server.memory()

    async def come(number: int) -> None:
        await asyncio.sleep(sizes.spread * number / sizes.sessions)
        link = "" if plain else LINKS[0 if sizes.same else number % len(LINKS)]
        slow = 0.05 if number < sizes.slow else 0.0

        async def act() -> float:
            began = time.perf_counter()
            visitor = await Visitor.arrive(server.url, link, delay=slow)
            await visitor.open()
            visitors.append(visitor)
            return time.perf_counter() - began

        await counts.count("opening", act, not slow)

    async def stay(visitor: Visitor, until: float) -> None:
        own = random.Random(chance.random())
        await asyncio.sleep(own.random() * sizes.every)
        while time.monotonic() < until:
            began = time.monotonic()
            kind, act = _what_next(visitor, own, plain)
            await counts.count(kind, act, not visitor.delay)
            await asyncio.sleep(max(0.0, began + sizes.every - time.monotonic()))

    await _costing(server, counts, "opening", [come(n) for n in range(sizes.sessions)])
    until = time.monotonic() + sizes.seconds
    busy = [] if plain else [_burden(server.url, n, until, counts) for n in range(sizes.heavy)]
    await _costing(server, counts, "act", [*[stay(each, until) for each in visitors], *busy])
    counts.memory = (empty, server.memory())
    await asyncio.gather(*(each.leave() for each in visitors), return_exceptions=True)
    return counts


async def _burden(base: str, number: int, until: float, counts: Counts) -> None:
    """Ask for one heavy scene after the other."""
    chance = random.Random(number)
    while time.monotonic() < until:
        x, y = (round(chance.uniform(-1, 1), 4) for _ in "xy")
        link = HEAVY[number % len(HEAVY)].format(x=x, y=y)

        async def act(link: str = link) -> float:
            began = time.perf_counter()
            visitor = await Visitor.arrive(base, link)
            await visitor.open()
            await visitor.leave()
            return time.perf_counter() - began

        await counts.count("heavy scene", act, True)


def _what_next(
    visitor: Visitor, chance: random.Random, plain: bool
) -> tuple[str, Callable[[], Awaitable[float]]]:
    seldom: dict[str, Callable[[], Awaitable[float]]] = {
        "drag": lambda: _drag(visitor, chance),
        "download": lambda: _download(visitor.base, chance.choice(DOWNLOADS)),
        "upload": lambda: _upload(visitor.base),
        "line lost": visitor.reconnect,
    }
    if not plain:
        lot = chance.random()
        for kind, often in SELDOM.items():
            if lot < often:
                return kind, seldom[kind]
            lot -= often
    return "move", lambda: visitor.move(chance)


async def _download(base: str, name: str) -> float:
    began = time.perf_counter()
    await asyncio.to_thread(fetch, f"{base}/export/{name}")
    return time.perf_counter() - began


async def _upload(base: str) -> float:
    """Open the page for it in another tab, and give it a file."""
    visitor = await Visitor.arrive(base, page="upload")
    await visitor.open()
    took = await visitor.upload("upload.file", "mine.csv", FILE)
    await visitor.leave()
    if not any("mine" in words for words in visitor.said):
        raise Lost("the file did not arrive")
    return took


async def _drag(visitor: Visitor, chance: random.Random) -> float:
    """Drag the start: pictures on the way, and the page once the hand has let go."""
    began = time.perf_counter()
    for _ in range(FRAMES):
        await asyncio.to_thread(fetch, f"{visitor.base}/live/race?{visitor.query}")
    at = [round(chance.uniform(-1, 1), 2) for _ in "xy"]
    await visitor.tell("stage", "start", {"at": at, "live": False})
    return time.perf_counter() - began


async def _costing(
    server: served.Served, counts: Counts, kind: str, acts: list[Awaitable[None]]
) -> None:
    """Do all of these at once, and note the processor time of the server meanwhile."""
    before = server.cpu()
    await asyncio.gather(*acts)
    counts.cpu[kind] = server.cpu() - before


def told(name: str, counts: Counts) -> dict[str, float]:
    """Print what happened; the processor milliseconds of an opening, and of an act after it."""
    for kind, took in counts.took.items():
        p50, p95 = (1e3 * each for each in _quantiles(took))
        print(f"  {name}, {kind}: {len(took)}, p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    before, after = counts.memory
    each = (after - before) / max(1, counts.done["opening"])
    print(f"  {name}, memory: {before:.0f} MB, {after:.0f} MB with all of them, {each:.1f} MB each")
    print(f"  {name}, failed: {len(counts.failed)}")
    for failure in sorted(set(counts.failed))[:5]:
        print(f"    {failure[:200]}")
    acts = {"opening": counts.done["opening"], "act": sum(counts.done.values())}
    acts["act"] -= acts["opening"]
    return {kind: 1e3 * spent / max(1, acts[kind]) for kind, spent in counts.cpu.items()}


def _quantiles(took: list[float]) -> tuple[float, float]:
    ranked = sorted(took)
    return statistics.median(ranked), ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]


def _held(where: AbstractContextManager[served.Served], sizes: Sizes, plain: bool) -> Counts:
    with where as server:
        return asyncio.run(lesson(server, sizes, plain))


def main() -> None:
    """Measure and print."""
    sizes = chosen(__doc__ or "", Sizes(), TINY)
    print(
        f"{sizes.sessions} sessions within {sizes.spread:g} s, then one act each {sizes.every:g} s"
    )
    empty = told("empty page", _held(served.empty_page(), sizes, True))
    ours = told("playground", _held(served.app(sizes.workers), sizes, False))
    for kind, spent in ours.items():
        least = empty[kind]
        times = spent / least
        print(f"  CPU of one {kind}: {spent:.1f} ms, empty page {least:.1f} ms, {times:.1f} x")


if __name__ == "__main__":
    main()
