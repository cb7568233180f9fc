"""An hour of sessions that come and go: what the server's memory does meanwhile.

    python bench/hour.py --sessions 50 --minutes 60 --file hour.csv

So many visitors are there at any time. Each opens a page at a link of its own, moves sliders for
one to four minutes, and leaves; the next one comes. Each minute the memory of the server's
processes is written to a file; printed is how it was after ten minutes and after all of them. It
says nothing of how quick anything is. Linux only.
"""

import asyncio
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import served
from bench.load import LINKS
from bench.timing import chosen
from bench.visitor import Visitor

PAGES = ("", "", "", "", "", "", "basins", "sweep", "network", "profile")
"""Where visitors come: most of them to the playground."""
STAY = (60.0, 240.0)
"""Seconds that a visitor stays, at least and at most."""
SETTLED = 10
"""After so many minutes memory should not grow any more."""


@dataclass(frozen=True)
class Sizes:
    """How many are there at a time, how often each does something, and for how long in all."""

    sessions: int = 50
    minutes: float = 60.0
    every: float = 8.0
    workers: int = 2
    sample: float = 60.0
    file: str = "hour.csv"
    seed: int = 0


TINY = Sizes(sessions=2, minutes=0.05, every=0.3, workers=1, sample=1.0, file="")


async def guests(url: str, number: int, until: float, sizes: Sizes, done: Counter[str]) -> None:
    """One visitor after the other, until the end."""
    chance = random.Random(f"{sizes.seed} {number}")
    await asyncio.sleep(chance.uniform(0, min(60.0, 30 * sizes.minutes)))
    while time.monotonic() < until:
        try:
            await _visit(
                url, chance, min(until, time.monotonic() + chance.uniform(*STAY)), sizes, done
            )
        except Exception as error:  # whatever it is, the visitor did not get what was asked for
            done[f"failed: {str(error) or type(error).__name__}"[:200]] += 1
            await asyncio.sleep(1.0)


async def _visit(
    url: str, chance: random.Random, until: float, sizes: Sizes, done: Counter[str]
) -> None:
    at = "~".join(str(round(chance.uniform(-1, 1), 3)) for _ in "xy")
    link = f"{chance.choice(LINKS)}&start={at}&steps={chance.randint(50, 2000)}"
    visitor = await Visitor.arrive(url, link, chance.choice(PAGES))
    try:
        await visitor.open()
        done["visits"] += 1
        while time.monotonic() < until:
            await asyncio.sleep(sizes.every * chance.uniform(0.5, 1.5))
            if visitor.has_sliders:
                await visitor.move(chance)
                done["moves"] += 1
    finally:
        await visitor.leave()


async def watch(
    server: served.Served, until: float, sizes: Sizes, done: Counter[str]
) -> list[float]:
    """Note the memory now and then; the megabytes of each time."""
    seen, began = [], time.monotonic()
    with open(sizes.file or "/dev/null", "w") as file:
        print("minute,megabytes,processes,cpu_seconds,visits,moves,failed", file=file)
        while (now := time.monotonic()) < until:
            failed = sum(count for what, count in done.items() if what.startswith("failed"))
            seen.append(server.memory())
            each = " ".join(f"{mb:.0f}" for mb in server.memories().values())
            print(
                f"{(now - began) / 60:.1f},{seen[-1]:.1f},{each},{server.cpu():.1f},"
                f"{done['visits']},{done['moves']},{failed}",
                file=file,
                flush=True,
            )
            await asyncio.sleep(sizes.sample)
    seen.append(server.memory())
    return seen


async def hour(server: served.Served, sizes: Sizes) -> None:
    """All come and go, and what it was like is printed."""
    done: Counter[str] = Counter()
    until = time.monotonic() + 60 * sizes.minutes
    coming = [guests(server.url, n, until, sizes, done) for n in range(sizes.sessions)]
    watching = asyncio.create_task(watch(server, until, sizes, done))
    await asyncio.gather(watching, *coming)
    seen = watching.result()
    print(f"{done['visits']} visits, {done['moves']} moves; {sizes.sessions} at a time")
    settled = seen[min(round(60 * SETTLED / sizes.sample), len(seen) - 1)]
    print(f"memory: {seen[0]:.0f} MB at first, {settled:.0f} MB after {SETTLED} minutes,")
    print(f"  {seen[-1]:.0f} MB at the end, at most {max(seen):.0f} MB")
    for what, count in done.most_common():
        if what.startswith("failed"):
            print(f"  {count} x {what}")


def main() -> None:
    """Measure and print."""
    sizes = chosen(__doc__ or "", Sizes(), TINY)
    with served.app(sizes.workers) as server:
        asyncio.run(hour(server, sizes))


if __name__ == "__main__":
    main()
