"""Running servers for tests: one that all share, and fresh ones for a test of its own."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60


@dataclass
class Server:
    """A running app: its address, and what it wrote so far."""

    url: str
    process: subprocess.Popen[bytes]
    log_path: Path

    @property
    def log(self) -> str:
        """The server's output up to now."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the server, by force if it does not listen."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(log_path: Path, *options: str, prefix: str = "") -> Server:
    """Start the app as `streamlit run` does, below a path prefix if one is given."""
    port = free_port()
    command = ["streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command += ["--server.baseUrlPath", prefix, *options]
    return launch(command, f"http://127.0.0.1:{port}/{prefix}".rstrip("/"), log_path)


def start_uvicorn(log_path: Path, workers: int = 1, port: int = 0) -> Server:
    """Start the app as the README says for a server of one's own, at this port or any."""
    port = port or free_port()
    command = ["uvicorn", "app:app", "--port", str(port)]
    command += ["--workers", str(workers)] * (workers > 1)
    return launch(command, f"http://127.0.0.1:{port}", log_path)


def launch(command: list[str], url: str, log_path: Path) -> Server:
    """Run a Python module as the server behind `url` and wait until it answers."""
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
    server = Server(url, process, log_path)
    deadline = time.monotonic() + START_SECONDS
    while not _healthy(server.url):
        if process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            pytest.fail(f"The server did not start:\n{server.log}", pytrace=False)
        time.sleep(0.1)
    return server


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


SHARED: pytest.StashKey[Server] = pytest.StashKey()
"""In the session: the server that all tests share."""


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One server for all tests that do not ask for a fresh one."""
    started = start_server(tmp_path_factory.mktemp("server") / "log.txt")
    request.session.stash[SHARED] = started
    yield started
    started.stop()


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start servers nobody visited yet, also with `prefix="lecture/7"` or `uvicorn=True`."""
    started: list[Server] = []

    def start(*options: str, prefix: str = "", uvicorn: bool = False, workers: int = 1) -> Server:
        log = tmp_path / f"log-{len(started)}.txt"
        if uvicorn:
            server = start_uvicorn(log, workers)
        else:
            server = start_server(log, *options, prefix=prefix)
        started.append(server)
        return server

    yield start
    for each in started:
        each.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Show the end of the server's log below a browser test that failed."""
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed  # type: ignore[attr-defined]
    used = item.session.stash.get(SHARED, None)
    if report.failed and used and "chromium" in getattr(item, "fixturenames", ()):
        report.sections.append(("Server log", used.log[-4000:]))
    return report
