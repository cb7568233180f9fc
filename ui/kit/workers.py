"""The processes that maps are computed in: one small pool for all sessions of a server.

Work that does not hold Python's lock is done by threads of the server instead: nothing travels.
Several servers of one machine, as `python3 thalweg.py` starts them, share its cores: each has its
part of the processes, and threads step back behind whatever answers a visitor, here or there.
With THALWEG_CLUSTER=address in the environment, the workers of that dask.distributed cluster take
their place (see requirements-cluster.txt); they must be able to `import optim, landscapes`.
"""

import atexit
import importlib
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
)
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, cast

from ui.kit.stand_back import stand_back

ADDRESS = "THALWEG_CLUSTER"
SERVERS = "THALWEG_SERVERS"
"""In the environment: how many servers of this app share the machine."""
TRIES = 3
"""Times that a task is sent to workers; then it is done here."""
SENT_AHEAD = 2
"""Tasks sent ahead for each worker: sessions take turns, and little is wasted if one is called off.
"""
LOG = logging.getLogger(__name__)


_ONE = threading.Lock()


def workers() -> "Workers":
    """The pool of this server, which starts in the background when it is first asked for."""
    with _ONE:  # of two sessions that come first, one makes it
        return _made()


@lru_cache(maxsize=1)
def _made() -> "Workers":
    made = Workers(*_choose(), threads=ADDRESS not in os.environ)
    atexit.register(made.close)
    threading.Thread(target=made.warm, daemon=True, name="warm workers").start()
    return made


def _choose() -> tuple[Callable[[], Executor], int]:
    """How the executor is made, and how many workers it has."""
    count = max(1, min(os.cpu_count() or 1, 61))  # 61 is the most that Windows can wait for
    if address := os.environ.get(ADDRESS):
        try:
            return cluster(address)
        except (ImportError, OSError, ValueError) as error:
            LOG.warning("No cluster at %s (%s): maps are computed here.", address, error)
    return partial(_processes, max(1, -(-count // sharing()))), count


def sharing() -> int:
    """How many servers share this machine, as far as anybody said."""
    said = os.environ.get(SERVERS, "")
    return max(1, int(said)) if said.isdecimal() else 1


def _processes(count: int) -> Executor:
    from ui.kit.processes import pool  # where there are no processes, not even this may be there

    return pool(count)


def cluster(address: str) -> tuple[Callable[[], Executor], int]:
    """The workers of a dask.distributed cluster."""
    client: Any = importlib.import_module("distributed").Client(
        address, timeout="10s", set_as_default=False
    )
    count = max(1, sum(client.ncores().values()))
    return lambda: cast(Executor, client.get_executor(pure=False)), count


@dataclass
class _Job:
    """A task, and the future that will hold its result; without one it is done here."""

    work: Callable[[], Any]
    future: Future[Any] | None
    executor: Executor | None
    tries: int


class Workers:
    """An executor's `map` that survives the death of workers.

    Until the workers are ready, and where there can be none, tasks are done where they are asked
    for: the first picture does not wait.
    """

    def __init__(self, start: Callable[[], Executor], count: int, threads: bool = False) -> None:
        """`threads`: whether there are threads for the work that says they gain something."""
        self.count = count
        self._start, self._closed = start, False
        self._executor: Executor | None = None
        # It starts none yet.
        self._threads = ThreadPoolExecutor(count, "map", stand_back) if threads else None
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start the workers and wait until they are ready."""
        self._renew(None)

    def map(self, function: Callable[..., Any], *iterables: Any) -> Iterator[Any]:
        """The results in order, as they come. Closing the iterator calls off what has not begun."""
        tasks = zip(*iterables, strict=False)
        threads = self._threads if getattr(function, "threads", False) else None
        jobs: deque[_Job] = deque()
        try:
            while True:
                while len(jobs) < SENT_AHEAD * self.count:
                    arguments = next(tasks, None)
                    if arguments is None:
                        break
                    work = partial(function, *arguments)
                    jobs.append(_begun(work, threads) if threads else self._send(work, TRIES))
                if not jobs:
                    return
                yield self._result(jobs.popleft())
        finally:
            for job in jobs:
                if job.future is not None:
                    job.future.cancel()

    def close(self) -> None:
        """Let the workers go."""
        with self._lock:
            self._closed, executor, self._executor = True, self._executor, None
            threads, self._threads = self._threads, None
        for each in (executor, threads):
            if each is not None:
                each.shutdown(wait=False, cancel_futures=True)

    def _send(self, work: Callable[[], Any], tries: int) -> _Job:
        executor = self._executor if tries > 0 else None
        if executor is not None:
            try:
                return _Job(work, executor.submit(work), executor, tries - 1)
            except RuntimeError as error:  # broken, or shut down
                LOG.info("A task could not be sent: %s", error)
                self._renew(executor)
                return self._send(work, tries - 1)
        return _Job(work, None, None, 0)

    def _result(self, job: _Job) -> Any:
        while job.future is not None:
            try:
                return job.future.result()
            except Exception as error:
                if not _lost(error):
                    raise
                LOG.warning("A worker was lost; its task is sent again.")
                self._renew(job.executor)
                job = self._send(job.work, job.tries)
        return job.work()

    def _renew(self, old: Executor | None) -> None:
        """Start workers in place of those that broke, unless another session already has."""
        with self._lock:
            if self._executor is not old or self._closed:
                return
            if old is not None:
                old.shutdown(wait=False, cancel_futures=True)
            self._executor = None
            try:
                self._executor = self._start()
            except (OSError, RuntimeError, ImportError, ValueError) as error:
                LOG.warning("Workers cannot be started (%s): maps are computed here.", error)


def _begun(work: Callable[[], Any], threads: Executor) -> _Job:
    """Work in a thread; here, if the last one has gone."""
    try:
        return _Job(work, threads.submit(work), None, 0)
    except RuntimeError:
        return _Job(work, None, None, 0)


def _lost(error: Exception) -> bool:
    """Whether it was the worker that failed, not the task."""
    from_cluster = type(error).__module__.startswith("distributed")
    return from_cluster or isinstance(error, BrokenExecutor | CancelledError)
