"""Networks side by side: a 51x51 slice of a network's loss over 1437 digits, and training it.

    .venv/bin/python bench/networks.py [rounds]

Beside thalweg: the package loss-landscapes and a straightforward loop in PyTorch (the weights of
each place are put into the network, the loss of all digits is one forward pass; or one for each
128 digits, as the authors' own tool does it with a DataLoader), where they are installed. All have
the same network (64-32-10, tanh), weights and directions. In double precision, as thalweg computes,
and in float32 too, PyTorch's default. PyTorch has all cores; thalweg has one, and then one thread
for each. Everything is timed in turn, round after round; the best time of each counts.

loss-landscapes 3.0.6 does not evaluate a regular grid: every other column is one place further
along. It is given the same spacing, and compared at the places it really evaluates.
"""

import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as ui/__init__.py does

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
import optim
from landscapes.networks import Plane, digits, random_plane, slice_grid
from landscapes.surfaces.network import MLP, trained

SIDE, SPAN = 51, 1.0
AXIS = np.linspace(-SPAN, SPAN, SIDE)
DATA = digits()
STEPS, BATCH = 10 * (len(DATA) // 32), 32
Run = Callable[[], Any]


def ours(plane: Plane, workers: Any = map) -> np.ndarray:
    """The slice."""
    return slice_grid(MLP, plane, DATA, AXIS, AXIS, map=workers)


def train() -> optim.Training:
    """Ten epochs of Adam."""
    problem, adam = MLP.problem(DATA), optim.get("adam", learning_rate=0.003)
    return optim.train(problem, adam, MLP.initial(0), STEPS, len(DATA), BATCH)


def network(torch: Any, w: np.ndarray, dtype: Any) -> Any:
    """The same network in PyTorch."""
    nn = torch.nn
    model = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)).to(dtype)
    nn.utils.vector_to_parameters(torch.tensor(w, dtype=dtype), model.parameters())
    return model


def with_loop(plane: Plane, dtype: str, size: int = len(DATA)) -> Run:
    """Every place in turn: set the weights, take the loss of `size` digits after the other."""
    import torch

    kind = getattr(torch, dtype)
    model = network(torch, plane.origin, kind)
    inputs, labels = torch.tensor(DATA.inputs, dtype=kind), torch.tensor(DATA.labels)
    batches = list(zip(inputs.split(size), labels.split(size), strict=True))
    loss = partial(torch.nn.functional.cross_entropy, reduction="sum")
    w, first, second = (
        torch.tensor(v, dtype=kind) for v in (plane.origin, plane.first, plane.second)
    )

    def run() -> np.ndarray:
        losses = np.empty((SIDE, SIDE))
        with torch.no_grad():
            for j, y in enumerate(AXIS):
                for i, x in enumerate(AXIS):
                    moved = w + x * first + y * second
                    torch.nn.utils.vector_to_parameters(moved, model.parameters())
                    losses[j, i] = sum(loss(model(u), c).item() for u, c in batches)
        return losses / len(DATA)

    return run


def with_package(plane: Plane, dtype: str) -> Run:
    """loss_landscapes.planar_interpolation from a corner along both directions."""
    import loss_landscapes  # type: ignore[import-untyped]
    import torch
    from loss_landscapes.metrics import Loss  # type: ignore[import-untyped]

    kind = getattr(torch, dtype)
    inputs, labels = torch.tensor(DATA.inputs, dtype=kind), torch.tensor(DATA.labels)
    metric = Loss(torch.nn.CrossEntropyLoss(), inputs, labels)
    whole = AXIS[0] + (AXIS[1] - AXIS[0]) * SIDE  # it divides the way there into SIDE steps
    places = ((AXIS[0], AXIS[0]), (whole, AXIS[0]), (AXIS[0], whole))

    def run() -> np.ndarray:
        ends = [network(torch, plane.at(*place), kind) for place in places]
        with torch.no_grad():
            found = loss_landscapes.planar_interpolation(*ends, metric, steps=SIDE)
        return np.asarray(found, np.float64).T

    return run


def misplaced(losses: np.ndarray) -> np.ndarray:
    """Our slice at the places that the package evaluates: its even columns are one row ahead."""
    shifted = np.full_like(losses, np.nan)
    shifted[:-1, ::2] = losses[1:, ::2]
    shifted[:, 1::2] = losses[:, 1::2]
    return shifted


def with_torch_training() -> Any:
    """The same epochs as a usual loop in PyTorch, double precision, without a DataLoader."""
    import torch

    model = network(torch, MLP.initial(0), torch.float64)
    inputs, labels = torch.tensor(DATA.inputs), torch.tensor(DATA.labels)
    adam = torch.optim.Adam(model.parameters(), lr=0.003)
    for rows in torch.tensor(optim.minibatch.order(len(DATA), BATCH, STEPS, 0)):
        adam.zero_grad()
        torch.nn.functional.cross_entropy(model(inputs[rows]), labels[rows]).backward()
        adam.step()
    return torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()


def best(runs: dict[str, Run], rounds: int) -> dict[str, float]:
    """The shortest time of each, taken in turn."""
    times = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            times[name] = min(times[name], time.perf_counter() - began)
    return times


def table(times: dict[str, float], unit: str) -> None:
    """Milliseconds, and times those of `unit`."""
    for name, seconds in times.items():
        print(f"  {name:34} {seconds * 1e3:8.0f} ms  {seconds / times[unit]:6.1f}")


def peak(run: Run) -> float:
    """The most megabytes it takes beside what was there."""
    tracemalloc.start()
    run()
    most: int = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def blas_threads(rounds: int) -> None:
    """Our own times with one and with two threads of the matrix library, each in a process."""
    for threads in ("1", "2"):
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads}
        command = [sys.executable, __file__, "--ours", str(rounds)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        print(f"  OPENBLAS_NUM_THREADS={threads}: {done.stdout.strip()}")


def alone(rounds: int) -> None:
    """One line on our own times."""
    plane, w = random_plane(MLP, trained(), 0), MLP.initial(0)
    many = {"slice": partial(ours, plane), "train": train}
    many["10 full gradients"] = lambda: [MLP.loss_and_grad(w, DATA) for _ in range(10)]
    times = best(many, rounds)
    print(", ".join(f"{name} {seconds * 1e3:.0f} ms" for name, seconds in times.items()))


def main(rounds: int) -> None:
    """Print the tables."""
    plane, pool = random_plane(MLP, trained(), 0), ThreadPoolExecutor(os.cpu_count())
    threads = f"thalweg, {os.cpu_count()} threads"
    runs: dict[str, Run] = {"thalweg": partial(ours, plane)}
    runs[threads] = partial(ours, plane, pool.map)
    mine = ours(plane)
    for name, make, seen in (
        ("PyTorch loop", with_loop, mine),
        ("PyTorch loop by 128", partial(with_loop, size=128), mine),
        ("loss-landscapes", with_package, misplaced(mine)),
    ):
        for dtype, slack in (("float64", 1e-10), ("float32", 1e-5)):
            try:
                run = make(plane, dtype)
            except ImportError:
                print(f"{name} is not installed")
                break
            gap = float(np.nanmax(np.abs(run() - seen)))
            print(f"{name}, {dtype}: differs from thalweg by {gap:.1e} at most")
            assert gap < slack
            runs[f"{name}, {dtype}"] = run
    print(f"\n51x51 slice over {len(DATA)} digits")
    table(best(runs, rounds), "thalweg")
    taken = ", ".join(f"{peak(runs[name]):.0f} MB {name}" for name in ("thalweg", threads))
    print(f"  peak of extra memory: {taken}")
    trainings: dict[str, Run] = {"thalweg": train}
    if "PyTorch loop, float64" in runs:
        gap = float(np.abs(with_torch_training() - train().w).max())
        print(f"\nTen epochs of Adam, {STEPS} steps; weights differ by {gap:.1e} at most")
        trainings["PyTorch, float64"] = with_torch_training
    table(best(trainings, rounds), "thalweg")
    print("\nThreads of the matrix library")
    blas_threads(rounds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ours"]:
        alone(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
