"""A class votes by phone: what asking and voting cost a server, beside an empty Starlette route.

    python bench/votes.py --phones 300

Each phone holds one connection, asks what is asked every `every` seconds as a ballot does, and
votes once; all within `seconds`. Then as many ask an empty route as often. Linux only, as the
processor time of the server is read from /proc. The phones run on the same machine.
"""

import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import served
from bench.timing import chosen, table
from ui.votes.rooms import PLACE

LESSON, STEP, CHOICES = "steepest", 0, 3


@dataclass(frozen=True)
class Sizes:
    """How many phones, how often each asks, and for how long."""

    phones: int = 300
    every: float = 2.5
    seconds: float = 20.0


TINY = Sizes(phones=3, every=0.2, seconds=0.8)


@dataclass
class Cost:
    """What one kind of request cost: seconds of the server's processor, and of waiting."""

    cpu: float
    waits: list[float]
    failed: int

    def tell(self, name: str) -> None:
        """How long phones waited."""
        ordered = sorted(self.waits)
        p95 = ordered[int(0.95 * (len(ordered) - 1))]
        half = statistics.median(ordered)
        print(
            f"  {name}: {len(ordered)} answers, p50 {half * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms,"
            f" failed: {self.failed}"
        )


class Phone:
    """One connection, kept open as a browser keeps it."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self.host, self.port = parts.hostname or "", parts.port or 80

    async def connect(self) -> None:
        """Open it."""
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)

    async def ask(self, method: str, path: str, body: object = None) -> int:
        """Ask and read the whole answer: its status."""
        content = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        try:
            return await self._answer(head.encode() + content)
        except (asyncio.IncompleteReadError, ConnectionError):  # a server ends what is long idle
            await self.connect()
            return await self._answer(head.encode() + content)

    async def _answer(self, asked: bytes) -> int:
        self.writer.write(asked)
        told = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(told.partition("content-length:")[2].partition("\r\n")[0])
        await self.reader.readexactly(length)
        return int(told.split()[1])

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


async def polled(server: served.Served, path: str, sizes: Sizes) -> Cost:
    """All phones ask again and again."""

    async def stay(phone: Phone, waits: list[float]) -> int:
        failed, until = 0, time.monotonic() + sizes.seconds
        await asyncio.sleep(random.random() * sizes.every)
        while time.monotonic() < until:
            began = time.perf_counter()
            failed += await phone.ask("GET", path) != 200
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(sizes.every)
        return failed

    return await _costing(server, sizes, stay)


async def voted(server: served.Served, path: str, sizes: Sizes) -> Cost:
    """All phones vote once within a few seconds."""
    voice = {"lesson": LESSON, "step": STEP}

    async def say(phone: Phone, waits: list[float]) -> int:
        await asyncio.sleep(random.random() * min(5.0, sizes.seconds))
        began = time.perf_counter()
        voter, choice = str(id(phone)), random.randrange(CHOICES)
        status = await phone.ask("POST", path, voice | {"voter": voter, "choice": choice})
        waits.append(time.perf_counter() - began)
        return int(status != 200)

    return await _costing(server, sizes, say)


async def _costing(
    server: served.Served, sizes: Sizes, act: Callable[[Phone, list[float]], Awaitable[int]]
) -> Cost:
    phones, waits = [Phone(server.url) for _ in range(sizes.phones)], list[float]()
    for phone in phones:
        await phone.connect()
        await phone.ask("GET", "/_stcore/health")
    before = server.cpu()
    failed = sum(await asyncio.gather(*(act(phone, waits) for phone in phones)))
    cpu = server.cpu() - before
    for phone in phones:
        phone.close()
    return Cost(cpu / len(waits), waits, failed)


def room(base: str) -> str:
    """A room in which a step is asked: its path."""
    opened = json.loads(_sent(f"{base}/votes", "POST", {}))
    asked = {"key": opened["key"], "lesson": LESSON, "step": STEP}
    _sent(f"{base}/votes/{opened['code']}", "PUT", asked)
    return f"/votes/{opened['code']}"


def _sent(address: str, method: str, body: object) -> bytes:
    headers = {"content-type": "application/json"}
    asked = urllib.request.Request(address, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(asked) as answer:
        return bytes(answer.read())


async def measured(sizes: Sizes) -> dict[str, dict[str, Cost]]:
    """Of both kinds of request what they cost here and at an empty route, in turn."""
    found: dict[str, dict[str, Cost]] = {"asking": {}, "voting": {}}
    with served.empty_route() as empty, served.app(1) as ours:
        for name, server, path in (("empty route", empty, "/"), ("ballot", ours, room(ours.url))):
            found["asking"][name] = await polled(server, path, sizes)
            found["voting"][name] = await voted(server, path, sizes)
    return found


def main() -> None:
    """Measure and print: processor time of the server by request, and how long phones waited."""
    sizes = chosen(__doc__ or "", Sizes(), TINY)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[PLACE] = f"{folder}/rooms.sqlite"
        for kind, costs in asyncio.run(measured(sizes)).items():
            print(f"\n{kind}, {sizes.phones} phones: processor time of the server by request")
            table({name: max(cost.cpu, 1e-5) for name, cost in costs.items()}, "empty route")
            for name, cost in costs.items():
                cost.tell(name)


if __name__ == "__main__":
    main()
