"""A map on a dask.distributed cluster: the same answer, also when a worker is killed midway."""

import os
import signal
import threading
import time

import numpy as np
import pytest

import landscapes
import optim

distributed = pytest.importorskip("distributed", reason="see requirements-cluster.txt")
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="no kill on Windows"),
    pytest.mark.filterwarnings("ignore"),  # dask's own
]


@pytest.fixture(scope="module")
def asked():
    x, y = np.meshgrid(np.linspace(-5, 5, 1024), np.linspace(-5, 5, 1024))
    return landscapes.get("himmelblau"), optim.get("momentum"), x, y, 60


@pytest.fixture(scope="module")
def here(asked):
    return optim.minimize_many(*asked)


@pytest.fixture
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0
    ) as made:
        yield made


@pytest.fixture
def workers(cluster, monkeypatch):
    from ui.kit import workers as module

    clients = []
    client = distributed.Client

    def kept(*args, **rest):
        clients.append(client(*args, **rest))
        return clients[-1]

    monkeypatch.setattr(distributed, "Client", kept)
    made = module.Workers(*module.cluster(cluster.scheduler_address))
    made.warm()
    yield made
    for each in clients:
        each.close()  # or its threads would outlive the test


def check_same(a, b):
    for name in ("x", "y", "fun", "steps", "code"):
        assert np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True), name


def test_a_large_map_gives_the_same_answer(cluster, workers, asked, here):
    assert workers.count == 2
    check_same(here, optim.minimize_many(*asked, map=workers.map))
    with distributed.Client(cluster) as client:  # without our pool's help, too
        check_same(here, optim.minimize_many(*asked, map=client.get_executor().map))


def test_a_worker_killed_midway_loses_nothing(cluster, workers, asked, here):
    pids = [worker.pid for worker in cluster.workers.values()]
    killed = threading.Event()

    def watched(function, tasks):
        for k, part in enumerate(workers.map(function, tasks)):
            if k == 4:
                os.kill(pids[0], signal.SIGKILL)
                killed.set()
                time.sleep(0.2)
            yield part

    check_same(here, optim.minimize_many(*asked, map=watched))
    assert killed.is_set()
