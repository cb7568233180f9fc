"""Nothing is left behind by a server, however it ends: real servers, real processes."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable

import pytest
from app_server import Server

from bench.served import Served
from bench.visitor import Visitor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are read from /proc")
MAP = "race=nelder_mead&steps={steps}"
"""On the page of basins: a map that is computed in processes beside the server."""
SECONDS = 30


async def draw(url: str, times: int, steps: int = 500) -> None:
    """Look at a map so often, in sessions of their own."""
    for _ in range(times):
        visitor = await Visitor.arrive(url, MAP.format(steps=steps), "basins")
        await visitor.open()
        await visitor.leave()


def helpers(server: Served) -> int:
    """How many of its processes serve maps: one that others are forked from, and these."""
    return sum("forkserver" in command for command in server.commands().values())


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("servers", [1, 2])
def test_every_process_ends_with_its_server(
    fresh_server: Callable[..., Server], ending: signal.Signals, servers: int
) -> None:
    started = fresh_server(uvicorn=True, workers=servers)
    process = Served(started.url, started.process.pid)
    asyncio.run(draw(started.url, 4 * servers))
    until = time.monotonic() + SECONDS
    expected = 1 + (os.cpu_count() or 1)  # at least one server was asked for a map
    # A process is begun when none is idle, and who leaves early wants no second one: other maps do.
    for steps in range(400, 500):
        if helpers(process) >= expected or time.monotonic() > until:
            break
        asyncio.run(draw(started.url, 1, steps))
        time.sleep(0.1)
    assert helpers(process) >= expected
    all_of_them = process.commands()
    assert len(all_of_them) > 3
    started.process.send_signal(ending)
    while (left := alive(all_of_them)) and time.monotonic() < until + SECONDS:
        started.process.poll()
        time.sleep(0.1)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left


def alive(processes: dict[int, str]) -> dict[int, str]:
    """Those of them that have not ended; one that only waits to be counted out has."""
    return {pid: command for pid, command in processes.items() if Served("", pid).is_alive()}


def test_a_process_that_has_ended_is_not_taken_for_one_that_is_alive() -> None:
    assert alive({os.getpid(): "this one"})
    assert not alive({2**22 + 1: "more than there can be"})
