"""Servers that the benches start, and what they and their processes cost."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EMPTY = ROOT / "bench" / "pages" / "empty.py"
START_SECONDS = 60.0
NO_DISK = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh"]
"""Before a command: whatever it writes to a file fails, as on a full disk."""


@dataclass(frozen=True)
class Served:
    """A running server: its address, and its first process."""

    url: str
    pid: int

    def commands(self) -> dict[int, str]:
        """Its processes by id, and what each was started as."""
        return {pid: _command(pid) for pid in _tree(self.pid)}

    def sockets(self) -> dict[int, int]:
        """How many sockets each of its processes holds."""
        return {pid: _sockets(pid) for pid in _tree(self.pid)}

    def is_alive(self) -> bool:
        """Whether its first process has not ended."""
        return (_stat(self.pid) or ["Z"])[0] not in "ZX"

    def cpu(self) -> float:
        """Seconds of processor that all its processes have used so far."""
        ticks = os.sysconf("SC_CLK_TCK")
        return sum(used for pid in _tree(self.pid) for used in _times(pid)) / ticks

    def memory(self) -> float:
        """Megabytes of all its processes; what two of them share counts half for each."""
        return sum(self.memories().values())

    def memories(self) -> dict[int, float]:
        """Megabytes of each of its processes."""
        return {pid: _proportional(pid) / 1000 for pid in _tree(self.pid)}


@contextmanager
def empty_page() -> Iterator[Served]:
    """The least that a Streamlit app can do."""
    with page(EMPTY) as served:
        yield served


@contextmanager
def page(script: Path) -> Iterator[Served]:
    """A Streamlit app in a process of its own, with this repository's settings."""
    options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port"]
    with _served(["streamlit", "run", str(script), *options]) as served:
        yield served


@contextmanager
def empty_route() -> Iterator[Served]:
    """The least that a Starlette route can do."""
    with _served(["uvicorn", "bench.pages.empty_route:app", "--port"]) as served:
        yield served


@contextmanager
def app(workers: int, no_disk: bool = False) -> Iterator[Served]:
    """The app as the README says for a server of one's own; `no_disk`: where no file can grow."""
    command = ["uvicorn", "app:app", "--workers", str(workers), "--port"]
    with _served(command, NO_DISK if no_disk else []) as served:
        yield served


@contextmanager
def _served(command: list[str], within: list[str] | None = None) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [*(within or []), sys.executable, "-m", *command, str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process)
        yield Served(url, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no server at {url}")


def _tree(root: int) -> list[int]:
    """A process and all that it and its children have started."""
    parents = {int(p.name): _stat(int(p.name)) for p in Path("/proc").iterdir() if p.name.isdigit()}
    found = [root]
    for pid in found:
        found += [child for child, stat in parents.items() if stat and int(stat[1]) == pid]
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name; none of a process that has gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _sockets(pid: int) -> int:
    try:
        links = [os.readlink(each) for each in Path(f"/proc/{pid}/fd").iterdir()]
    except OSError:
        return 0
    return sum(link.startswith("socket:") for link in links)


def _times(pid: int) -> list[int]:
    """Ticks of a process and of its children that have ended."""
    return [int(each) for each in _stat(pid)[11:15]]


def _proportional(pid: int) -> int:
    """Kilobytes, with shared memory divided among those who share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
