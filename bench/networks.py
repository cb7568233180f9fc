"""Networks side by side: a 51x51 slice of a network's loss over 1437 digits, and training it.

    .venv/bin/python bench/networks.py

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
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as ui/__init__.py does

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import optim
from bench.timing import Run, best, chosen, installed, table
from landscapes.networks import Mlp, Plane, digits, random_plane, slice_grid

MLP, DATA, BATCH, SPAN = Mlp((64, 32, 10)), digits(), 32, 1.0


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    rounds: int = 5
    side: int = 51
    epochs: int = 10
    gradients: int = 10
    alone: bool = False
    """Only thalweg's own times, in one line."""

    @property
    def axis(self) -> np.ndarray:
        """The places along each direction."""
        return np.linspace(-SPAN, SPAN, self.side)

    @property
    def steps(self) -> int:
        """Steps of a training."""
        return self.epochs * (len(DATA) // BATCH)


TINY = Sizes(rounds=1, side=5, epochs=1, gradients=1)


def ours(plane: Plane, axis: np.ndarray, workers: Any = map) -> np.ndarray:
    """The slice."""
    return slice_grid(MLP, plane, DATA, axis, axis, map=workers)


def train(steps: int) -> optim.Training:
    """Adam on mini-batches."""
    problem, adam = MLP.problem(DATA), optim.get("adam", learning_rate=0.003)
    return optim.train(problem, adam, MLP.initial(0), steps, len(DATA), BATCH)


def network(torch: Any, w: np.ndarray, dtype: Any) -> Any:
    """The same network in PyTorch."""
    nn = torch.nn
    model = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)).to(dtype)
    nn.utils.vector_to_parameters(torch.tensor(w, dtype=dtype), model.parameters())
    return model


def with_loop(plane: Plane, axis: np.ndarray, dtype: str, size: int = len(DATA)) -> Run:
    """Every place in turn: set the weights, take the loss of `size` digits after the other."""
    import torch

    kind = getattr(torch, dtype)
    model = network(torch, plane.origin, kind)
    inputs, labels = torch.tensor(DATA.inputs, dtype=kind), torch.tensor(DATA.labels)
    parts = list(zip(inputs.split(size), labels.split(size), strict=True))
    loss = partial(torch.nn.functional.cross_entropy, reduction="sum")
    w, first, second = (
        torch.tensor(v, dtype=kind) for v in (plane.origin, plane.first, plane.second)
    )

    def run() -> np.ndarray:
        losses = np.empty((len(axis), len(axis)))
        with torch.no_grad():
            for j, y in enumerate(axis):
                for i, x in enumerate(axis):
                    moved = w + x * first + y * second
                    torch.nn.utils.vector_to_parameters(moved, model.parameters())
                    losses[j, i] = sum(loss(model(u), c).item() for u, c in parts)
        return losses / len(DATA)

    return run


def with_package(plane: Plane, axis: np.ndarray, dtype: str) -> Run:
    """loss_landscapes.planar_interpolation from a corner along both directions."""
    import loss_landscapes
    import torch
    from loss_landscapes.metrics import Loss

    kind, side = getattr(torch, dtype), len(axis)
    inputs, labels = torch.tensor(DATA.inputs, dtype=kind), torch.tensor(DATA.labels)
    metric = Loss(torch.nn.CrossEntropyLoss(), inputs, labels)
    whole = axis[0] + (axis[1] - axis[0]) * side  # it divides the way there into `side` steps
    places = ((axis[0], axis[0]), (whole, axis[0]), (axis[0], whole))

    def run() -> np.ndarray:
        ends = [network(torch, plane.at(*place), kind) for place in places]
        with torch.no_grad():
            found = loss_landscapes.planar_interpolation(*ends, metric, steps=side)
        return np.asarray(found, np.float64).T

    return run


def misplaced(losses: np.ndarray) -> np.ndarray:
    """Our slice at the places that the package evaluates: its even columns are one row ahead."""
    shifted = np.full_like(losses, np.nan)
    shifted[:-1, ::2] = losses[1:, ::2]
    shifted[:, 1::2] = losses[:, 1::2]
    return shifted


def with_torch_training(steps: int) -> Callable[[], np.ndarray]:
    """The same epochs as a usual loop in PyTorch, double precision, without a DataLoader."""
    import torch

    def run() -> np.ndarray:
        model = network(torch, MLP.initial(0), torch.float64)
        inputs, labels = torch.tensor(DATA.inputs), torch.tensor(DATA.labels)
        adam = torch.optim.Adam(model.parameters(), lr=0.003)
        for rows in torch.tensor(optim.minibatch.order(len(DATA), BATCH, steps, 0)):
            adam.zero_grad()
            torch.nn.functional.cross_entropy(model(inputs[rows]), labels[rows]).backward()
            adam.step()
        w = torch.nn.utils.parameters_to_vector(model.parameters())
        return np.asarray(w.detach().numpy())

    return run


def rivals(plane: Plane, axis: np.ndarray) -> dict[str, Run]:
    """Those that are installed; each must find the same losses."""
    mine = ours(plane, axis)
    runs: dict[str, Run] = {}
    for name, make, seen in (
        ("PyTorch loop", with_loop, mine),
        ("PyTorch loop by 128", partial(with_loop, size=128), mine),
        ("loss-landscapes", with_package, misplaced(mine)),
    ):
        for dtype, slack in (("float64", 1e-10), ("float32", 1e-5)):
            made = installed({f"{name}, {dtype}": partial(make, plane, axis, dtype)})
            if not made:
                break
            for title, run in made.items():
                gap = float(np.nanmax(np.abs(run() - seen)))
                print(f"{title}: differs from thalweg by {gap:.1e} at most")
                assert gap < slack
            runs |= made
    return runs


def slices(plane: Plane, sizes: Sizes) -> None:
    """Print the table of the slice."""
    others, count = rivals(plane, sizes.axis), os.cpu_count()
    threads = f"thalweg, {count} threads"
    with ThreadPoolExecutor(count) as pool:
        runs: dict[str, Run] = {"thalweg": partial(ours, plane, sizes.axis)}
        runs[threads] = partial(ours, plane, sizes.axis, pool.map)
        print(f"\n{sizes.side}x{sizes.side} slice over {len(DATA)} digits")
        table(best(runs | others, sizes.rounds), "thalweg")
        taken = ", ".join(f"{peak(run):.1f} MB {name}" for name, run in runs.items())
    print(f"  peak of extra memory: {taken}")


def trainings(sizes: Sizes) -> None:
    """Print the table of the training."""
    others = installed({"PyTorch, float64": partial(with_torch_training, sizes.steps)})
    print(f"\n{sizes.epochs} epochs of Adam, {sizes.steps} steps")
    for name, run in others.items():
        gap = float(np.abs(run() - train(sizes.steps).w).max())
        print(f"  weights of {name} differ by {gap:.1e} at most")
    ours_too: dict[str, Run] = {"thalweg": partial(train, sizes.steps)}
    table(best(ours_too | others, sizes.rounds), "thalweg")


def peak(run: Run) -> float:
    """The most megabytes it takes beside what was there."""
    tracemalloc.start()
    run()
    most: int = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def matrix_threads() -> None:
    """Our own times with one and with two threads of the matrix library, each in a process."""
    print("\nThreads of the matrix library", flush=True)
    for threads in ("1", "2"):
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads}
        command = [sys.executable, *sys.argv, "--alone"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        print(f"  OPENBLAS_NUM_THREADS={threads}: {done.stdout.strip()}")


def alone(plane: Plane, sizes: Sizes) -> None:
    """One line on our own times."""
    w, count = MLP.initial(0), sizes.gradients
    many: dict[str, Run] = {"slice": partial(ours, plane, sizes.axis)}
    many["train"] = partial(train, sizes.steps)
    many[f"{count} full gradients"] = lambda: [MLP.loss_and_grad(w, DATA) for _ in range(count)]
    times = best(many, sizes.rounds)
    print(", ".join(f"{name} {seconds * 1e3:.1f} ms" for name, seconds in times.items()))


def main() -> None:
    """Print the tables."""
    sizes = chosen(__doc__, Sizes(), TINY)
    plane = random_plane(MLP, train(sizes.steps).w, 0)
    if sizes.alone:
        alone(plane, sizes)
        return
    slices(plane, sizes)
    trainings(sizes)
    matrix_threads()


if __name__ == "__main__":
    main()
