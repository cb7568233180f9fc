"""Several servers at one address: uploads and downloads reach whoever answers, and none is lost."""

import asyncio
import io
import random
import sys
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from app_server import Server

from bench.served import Served
from bench.visitor import Lost, Visitor, fetch
from ui.upload.page import FILE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are read from /proc")
TRIALS, SERVERS = 16, 3


def surface(number: int) -> bytes:
    """A file of a surface, which no other visitor has."""
    x = np.linspace(-1, 1, 60)
    file = io.BytesIO()
    np.savez(file, x=x, y=x, loss=np.add.outer(x**2, x**2) + number)
    return file.getvalue()


async def give(url: str, number: int, counter: Counter[str]) -> Visitor:
    """Upload a file in a session of its own, in several parts."""
    visitor = await Visitor.arrive(url, page="upload")
    await visitor.open()
    await visitor.upload(FILE, f"mine-{number}.npz", surface(number), part=10_000)
    words = " ".join(visitor.said).replace("\\", "")
    counter["uploaded" if f"mine-{number}.npz" in words and "60 × 60" in words else "lost"] += 1
    return visitor


def take(address: str, counter: Counter[str]) -> None:
    """Download a file."""
    try:
        counter["downloaded" if len(fetch(address)) > 1000 else "lost"] += 1
    except Lost:
        counter["lost"] += 1


async def trials(server: Served, counter: Counter[str]) -> Counter[int]:
    """All uploads and downloads; then, how many lines each server holds."""
    before = server.sockets()
    visitors = [await give(server.url, number, counter) for number in range(TRIALS)]
    more = {pid: count - before.get(pid, 0) for pid, count in server.sockets().items()}
    for number in range(TRIALS):
        for path in (f"basins-64.csv?cells=64&steps={50 + number}", "loss_slice.py"):
            await asyncio.to_thread(take, f"{server.url}/export/{path}", counter)
    for visitor in visitors:
        await visitor.leave()
    return Counter({pid: count for pid, count in more.items() if count > 0})


async def ask_for_a_part_of_another_page(url: str) -> None:
    """Move what a server does not know the place of, as after a change of servers."""
    visitor = await Visitor.arrive(url)
    await visitor.open()
    visitor.widgets = {key: (widget, "0" * 32) for key, (widget, _) in visitor.widgets.items()}
    visitor.said.clear()
    await visitor.move(random.Random(0))
    assert visitor.said  # the whole page came
    await visitor.leave()


def test_with_three_servers_nothing_is_lost(fresh_server: Callable[..., Server]) -> None:
    started = fresh_server(uvicorn=True, workers=SERVERS)
    counter: Counter[str] = Counter()
    lines = asyncio.run(trials(Served(started.url, started.process.pid), counter))
    assert counter == {"uploaded": TRIALS, "downloaded": 2 * TRIALS}
    assert len(lines) > 1  # more than one of them was at work
    asyncio.run(ask_for_a_part_of_another_page(started.url))
