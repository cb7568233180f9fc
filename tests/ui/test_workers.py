"""The pool of worker processes: the same results, whoever dies."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

import numpy as np
import pytest

import landscapes
import optim
from ui.kit import workers as module
from ui.kit.processes import pool
from ui.kit.stand_back import STEPS
from ui.kit.workers import Workers

ROOT = Path(__file__).parent.parent.parent
needs_signals = pytest.mark.skipif(os.name == "nt", reason="no kill on Windows")


def square(v: int) -> int:
    return v * v


def die_first(where: str) -> int:
    """Kills the worker it runs in, unless one has died already."""
    mark = Path(where)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def die_in(where: str) -> int:
    """Kills any process but the one named."""
    if os.getpid() != int(where):
        os.kill(os.getpid(), signal.SIGKILL)
    return 7


def fail(v: int) -> int:
    raise ZeroDivisionError("the task's own")


@pytest.fixture
def two():
    made = Workers(lambda: pool(2), 2)
    made.warm()
    yield made
    made.close()


def test_results_come_in_order(two):
    assert list(two.map(square, range(20))) == [v * v for v in range(20)]
    assert list(two.map(pow, [2, 3], [5, 2])) == [32, 9]
    assert list(two.map(square, [])) == []


def test_a_map_is_the_builtin_maps_to_the_bit(two):
    x, y = np.meshgrid(np.linspace(-5, 5, 90), np.linspace(-5, 5, 91))
    asked = (landscapes.get("himmelblau"), optim.get("adam", learning_rate=0.1), x, y, 80)
    here, there = optim.minimize_many(*asked), optim.minimize_many(*asked, map=two.map)
    for name in ("x", "y", "fun", "steps", "code"):
        assert np.array_equal(getattr(here, name), getattr(there, name)), name


@needs_signals
def test_a_worker_killed_midway_loses_nothing(two, tmp_path):
    pids = list(two.map(die_first, [str(tmp_path / "died")] * 8))
    assert (tmp_path / "died").exists()
    assert len(pids) == 8
    assert os.getpid() not in pids
    assert list(two.map(square, range(4))) == [0, 1, 4, 9]


@needs_signals
def test_a_task_that_kills_every_worker_is_done_here(two):
    assert list(two.map(die_in, [str(os.getpid())] * 2)) == [7, 7]


def test_what_a_task_raises_is_raised(two):
    with pytest.raises(ZeroDivisionError, match="own"):
        list(two.map(fail, [1]))
    assert list(two.map(square, [3])) == [9]


def test_before_they_are_ready_and_after_they_are_gone_work_is_done_here():
    def never() -> Executor:
        raise AssertionError("not asked to start")

    cold = Workers(never, 2)
    assert list(cold.map(os.getppid, [])) == []
    assert list(cold.map(lambda _: os.getpid(), range(3))) == [os.getpid()] * 3
    cold.close()
    cold.warm()
    assert list(cold.map(square, range(3))) == [0, 1, 4]


def test_where_no_process_can_be_started_work_is_done_here(caplog):
    def refused() -> Executor:
        raise OSError("no processes on this host")

    made = Workers(refused, 2)
    made.warm()
    assert list(made.map(square, range(3))) == [0, 1, 4]
    assert "no processes on this host" in caplog.text


class Slow(Executor):
    """An executor that does nothing by itself."""

    def __init__(self) -> None:
        self.sent: list[Future] = []

    def submit(self, function, /, *args, **rest):
        self.sent.append(Future())
        return self.sent[-1]


def test_a_map_that_is_given_up_calls_off_what_was_sent():
    slow = Slow()
    made = Workers(lambda: slow, 2)
    made.warm()
    results = made.map(square, range(100))
    slow.submit = lambda work: (Slow.submit(slow, work), slow.sent[-1].set_result(1))[0]
    assert next(results) == 1
    slow.submit = lambda work: Slow.submit(slow, work)
    assert next(results) == 1
    assert len(slow.sent) < 10
    results.close()
    assert [f for f in slow.sent if not f.done()] == []
    assert any(f.cancelled() for f in slow.sent)


def test_lost_is_not_failed():
    assert module._lost(BrokenExecutor())
    assert not module._lost(ValueError())


def test_an_unreachable_cluster_is_told_and_passed_over(monkeypatch, caplog):
    monkeypatch.setenv(module.ADDRESS, "nonsense://nowhere")
    _, count = module._choose()
    assert count == (os.cpu_count() or 1)
    assert "No cluster" in caplog.text


SCRIPT = """
import sys, time
sys.path.insert(0, {root!r})
print("script", flush=True)
from ui.kit.workers import workers
made = workers()
assert made is workers()
made.warm()
print(list(made.map(abs, [-1, 2])), flush=True)
"""


def test_workers_do_not_run_the_main_script_and_go_when_it_ends(tmp_path):
    script = tmp_path / "page.py"
    script.write_text(SCRIPT.format(root=str(ROOT)))
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split("\n")[:2] == ["script", "[1, 2]"]
    assert "Traceback" not in done.stderr


STAYS = """
import threading, time
threading.Thread(target=lambda: list(made.map(time.sleep, [60])), daemon=True).start()
print("at work", flush=True)
time.sleep(60)
"""


@needs_signals
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_workers_go_however_their_server_ends(tmp_path, name):
    script = tmp_path / "page.py"
    script.write_text(SCRIPT.format(root=str(ROOT)) + STAYS)
    command = [sys.executable, str(script)]
    options = {"stderr": subprocess.DEVNULL, "start_new_session": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, **options) as server:
        try:
            assert b"at work\n" in iter(server.stdout.readline, b"")
            server.send_signal(getattr(signal, name))
            # Its helpers hold its output, so that this ends when the last of them has gone.
            assert server.communicate(timeout=40)[0] == b""
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


# Threads, for work that does not hold Python's lock


class Where:
    """Tells which thread it is called in."""

    def __init__(self, threads: bool) -> None:
        self.threads = threads

    def __call__(self, v: int) -> str:
        return threading.current_thread().name


def unasked() -> Executor:
    raise AssertionError("no processes are needed")


def test_work_that_gains_from_threads_is_done_in_threads():
    made = Workers(unasked, 2, threads=True)
    try:
        names = list(made.map(Where(True), range(9)))
        assert len(names) == 9
        assert {name.split("_")[0] for name in names} == {"map"}
        assert set(made.map(Where(False), range(3))) == {threading.current_thread().name}
    finally:
        made.close()
    assert set(made.map(Where(True), range(3))) == {threading.current_thread().name}


def test_a_cluster_gets_all_work():
    made = Workers(unasked, 2, threads=False)
    assert set(made.map(Where(True), range(3))) == {threading.current_thread().name}


def test_threads_that_go_midway_leave_their_work_here():
    made = Workers(unasked, 1, threads=True)
    results = made.map(Where(True), range(6))
    first = next(results)
    made.close()
    rest = list(results)
    assert first.startswith("map")
    assert len(rest) == 5
    assert rest[-1] == threading.current_thread().name


def test_a_given_up_map_frees_the_threads():
    gate, begun = threading.Event(), []

    class Slowly(Where):
        def __call__(self, v: int) -> str:
            begun.append(v)
            if v:
                gate.wait(20)
            return super().__call__(v)

    made = Workers(unasked, 1, threads=True)
    try:
        results = made.map(Slowly(True), range(50))
        next(results)
        results.close()
        gate.set()
        assert list(made.map(Where(True), [0])) == ["map_0"]
        assert len(begun) < 5
    finally:
        made.close()


# Several servers on one machine


@pytest.mark.parametrize(
    ("cores", "servers", "each"), [(8, "", 8), (8, "8", 1), (8, "3", 3), (2, "9", 1), (4, "x", 4)]
)
def test_servers_of_one_machine_share_its_processes(monkeypatch, cores, servers, each):
    asked = []
    monkeypatch.setattr(module.os, "cpu_count", lambda: cores)
    monkeypatch.setenv(module.SERVERS, servers)
    monkeypatch.setattr(module, "_processes", asked.append)
    start, _ = module._choose()
    start()
    assert asked == [each]


def niceness(_: int = 0) -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


class Niceness(Where):
    def __call__(self, v: int) -> int:
        return niceness()


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own")
def test_long_work_stands_back(two):
    threaded = Workers(unasked, 2, threads=True)
    usual = niceness()
    try:
        assert set(two.map(niceness, range(4))) == {min(19, STEPS)}
        assert set(threaded.map(Niceness(True), range(4))) == {min(19, STEPS)}
        assert niceness() == usual
    finally:
        threaded.close()
