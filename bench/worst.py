"""A search for the link that costs a server most, on each page and each route.

    python bench/worst.py --links 200

Each link is opened by a new session on one server; what is told is processor time, and memory at
the end. Nobody has opened the links before, so nothing is known of them. Linux only.
"""

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import hostile, served
from bench.timing import chosen
from bench.visitor import Lost, Visitor, fetch

PAGES = ("", "basins", "sweep", "network", "profile", "methods")
ROUTES = ("live/race", "live/basins", "live/sweep", "live/ground", "export/basins-64.csv")
SHOWN = 3
"""Of each page or route, so many of the dearest links are printed."""
ANSWERS = ("HTTP Error 4", "HTTP Error 503")
"""Refusals in a sentence, which are answers."""


@dataclass(frozen=True)
class Sizes:
    """How many links are tried on each page and route."""

    links: int = 30
    seed: int = 0


TINY = Sizes(links=1)


async def open_page(server: served.Served, page: str, link: str) -> None:
    """Open a page by a link, and leave."""
    visitor = await Visitor.arrive(server.url, link, page)
    try:
        await visitor.open()
    finally:
        await visitor.leave()


async def ask(server: served.Served, route: str, link: str) -> None:
    """Ask a route by a link; to be refused is an answer."""
    try:
        await asyncio.to_thread(fetch, f"{server.url}/{route}?{link}")
    except Lost as refusal:
        if not str(refusal).startswith(ANSWERS):
            raise


async def dearest(
    server: served.Served, name: str, links: list[str], act: Callable[[str], Awaitable[None]]
) -> None:
    """Do it with each link, and print those that cost most."""
    costs, failed = [], []
    for link in links:
        before, began = server.cpu(), time.perf_counter()
        try:
            await act(link)
        except Lost as error:
            failed.append(f"{error} at {link}")
        costs.append((server.cpu() - before, time.perf_counter() - began, link))
    costs.sort(reverse=True)
    print(f"{name}: {len(costs)} links, {len(failed)} failed, {server.memory():.0f} MB")
    for cpu, took, link in costs[:SHOWN]:
        print(f"  {1e3 * cpu:.0f} ms of processor, {1e3 * took:.0f} ms in all: {link[:300]}")
    for each in failed[:SHOWN]:
        print(f"  failed: {each[:300]}")


async def search(server: served.Served, sizes: Sizes) -> None:
    """All pages, then all routes."""
    chance = random.Random(sizes.seed)
    for page in PAGES:
        links = [hostile.link(chance)[:4000] for _ in range(sizes.links)]
        name = f"page {page or 'playground'}"
        await dearest(server, name, links, lambda link, page=page: open_page(server, page, link))  # type: ignore[misc]
    for route in ROUTES:
        links = [hostile.link(chance)[:4000] for _ in range(sizes.links)]
        await dearest(
            server,
            f"route {route}",
            links,
            lambda link, route=route: ask(server, route, link),  # type: ignore[misc]
        )


def main() -> None:
    """Search and print."""
    sizes = chosen(__doc__ or "", Sizes(), TINY)
    with served.app(1) as server:
        asyncio.run(open_page(server, "", ""))  # what is loaded once is not counted
        asyncio.run(search(server, sizes))


if __name__ == "__main__":
    main()
