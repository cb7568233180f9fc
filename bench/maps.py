"""Maps side by side: 512x512 starts on Himmelblau, 256x256 learning rates and momenta elsewhere.

    .venv/bin/python bench/maps.py

The limit is one fused SIMD kernel on all cores (bench/limit.c, compiled here with cc; without a
compiler, NumPy in one process is what all is compared with). Beside it: thalweg with compiled steps
(where llvmlite is installed) in the server's threads, and with plain NumPy in its pool of processes
and in one process; the rivals JAX (vmap and scan) and PyTorch (whole arrays, out of place) where
they are installed. All in float64, 500 steps at most, gradient tolerance 1e-4. Rivals take all
steps, as nothing in them retires a point. Everything is timed in turn, round after round; the best
time of each counts. Compiling is timed by itself, in a process that has compiled nothing yet.
Printed: milliseconds, and times the limit.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

# The app asks for one thread a matrix product; here PyTorch and OpenMP shall have all cores.
os.environ["MKL_NUM_THREADS"] = str(os.cpu_count())

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import optim
from bench.maps_cases import Case, cases
from bench.maps_rivals import short, with_jax, with_torch
from bench.timing import Run, best, chosen, installed, table
from ui.kit.workers import Workers, workers

GTOL = 1e-4
FIRST = 64
"""The side of the coarse map that the app shows first."""
LANES = 16
"""Points that the limit takes at a time."""
COMPILES = importlib.util.find_spec("llvmlite") is not None
ONE = "thalweg NumPy, one process"


@dataclass(frozen=True)
class Sizes:
    """How much is measured: starts along a side, knobs along a side, steps at most."""

    rounds: int = 5
    side: int = 512
    knobs: int = 256
    steps: int = 500


TINY = Sizes(rounds=1, side=32, knobs=16, steps=50)


def compiled_limit(folder: str) -> ctypes.CDLL | None:
    """The limit's kernels. Contraction to fused multiply-adds is off, as NumPy has none."""
    made, source = Path(folder) / "limit.so", Path(__file__).with_name("limit.c")
    flags = ["-O3", "-march=native", "-fopenmp", "-ffp-contract=off", "-fno-math-errno"]
    flags += ["-fno-trapping-math", "-shared", "-fPIC", "-o", str(made)]
    if not (compiler := shutil.which("cc")):
        print("The limit is left out: there is no C compiler (cc).")
        return None
    command = [compiler, *flags, str(source), "-lm"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"The limit is left out: cc could not compile it.\n{done.stderr}")
        return None
    return ctypes.CDLL(str(made))


def limit(library: ctypes.CDLL, case: Case) -> Run:
    """The fused kernel, and its arrays."""
    if case.x.size % LANES:
        raise ValueError(f"The limit takes {LANES} points at a time: choose sides divisible by 4.")
    columns = [
        np.ascontiguousarray(np.broadcast_to(np.asarray(v, float), case.x.shape)).ravel()
        for v in (case.x, case.y, case.rate, case.momentum)
    ]
    size = case.x.size
    ends: list[np.ndarray] = [np.empty(size), np.empty(size), np.empty(size, np.int32)]
    kernel = getattr(library, f"{case.name}_{case.slug}")
    pointers = [a.ctypes.data_as(ctypes.c_void_p) for a in (*columns, *ends)]
    numbers = [ctypes.c_double(v) for v in (*case.facts, GTOL * GTOL)]

    def run() -> list[np.ndarray]:
        kernel(*pointers, ctypes.c_long(size), *numbers, ctypes.c_int(case.steps))
        return ends

    return run


def ours(case: Case, pool: Workers | None, native: bool, every: int = 1) -> Run:
    """`minimize_many`, with the builtin map or the pool's; `every`: of each row and column."""
    rest: dict[str, Any] = {"native": native} | ({} if pool is None else {"map": pool.map})
    x, y, rate, momentum = (
        v[::every, ::every] if np.ndim(v) else v for v in (case.x, case.y, case.rate, case.momentum)
    )
    optimizer = replace(case, rate=rate, momentum=momentum).optimizer()
    return lambda: optim.minimize_many(case.surface, optimizer, x, y, case.steps, GTOL, **rest)


def agree(case: Case, library: ctypes.CDLL | None, pool: Workers) -> str:
    """Whether the limit took the same number of steps; the pool must agree to the bit."""
    one = ours(case, None, False)()
    for many in (ours(case, pool, False)(), ours(case, pool, True)()):
        for name in ("x", "y", "fun", "steps", "code"):
            assert np.array_equal(getattr(one, name), getattr(many, name), equal_nan=True), name
    said = f"{one.steps.mean():.0f} steps on average"
    if library is None:
        return said
    steps = limit(library, case)()[2].reshape(case.x.shape)
    return f"{said}, {np.mean(steps == one.steps):.2%} of step counts equal those of the limit"


def compiling(case: Case) -> None:
    """Print what the first maps of a process take over those that follow, here and with JAX."""
    makers = {"JAX": partial(with_jax, case)}
    if COMPILES:
        makers = {"thalweg": partial(ours, case, None, True, 8), **makers}
    for name, run in installed(makers).items():
        began = time.perf_counter()
        run()
        first, again = time.perf_counter() - began, best({name: run}, 2)[name]
        print(f"  {name + ', compiling':34} {max(0.0, first - again) * 1e3:10.2f} ms")


def timed(case: Case, pool: Workers, library: ctypes.CDLL | None, rounds: int) -> None:
    """Print the times of a case."""
    every = max(1, case.x.shape[0] // FIRST)
    side = len(case.x[::every])
    runs: dict[str, Run] = {} if library is None else {"The limit": limit(library, case)}
    if COMPILES:
        runs[f"thalweg compiled, {pool.count} threads"] = ours(case, pool, True)
        runs["thalweg compiled, one thread"] = ours(case, None, True)
        runs[f"thalweg compiled, first {side}x{side}"] = ours(case, None, True, every)
    runs[f"thalweg NumPy, {pool.count} processes"] = ours(case, pool, False)
    runs[ONE] = ours(case, None, False)
    runs[f"thalweg NumPy, first {side}x{side}"] = ours(case, None, False, every)
    rivals = installed({"JAX": partial(with_jax, case), "PyTorch": partial(with_torch, case)})
    for run in rivals.values():
        run()  # the first compiles
    times = best(runs, rounds) | best(rivals, min(rounds, 2))
    if "PyTorch" in times:
        times["PyTorch"] *= case.steps / short(case)
    table(times, ONE if library is None else "The limit")


def main() -> None:
    """Print a table for each case, compile times first."""
    sizes = chosen(__doc__, Sizes(), TINY)
    every = cases(sizes.side, sizes.knobs, sizes.steps)
    for i, case in enumerate(every):
        print(f"\n{case.title}, {'in a new process' if i == 0 else 'then'}")
        compiling(case)
    pool = workers()
    pool.warm()
    with tempfile.TemporaryDirectory() as folder:
        library = compiled_limit(folder)
        for case in every:
            print(f"\n{case.title}: {agree(case, library, pool)}")
            timed(case, pool, library, sizes.rounds)


if __name__ == "__main__":
    main()
