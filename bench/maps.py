"""Maps side by side: 512x512 starts on Himmelblau, 256x256 learning rates and momenta elsewhere.

    .venv/bin/python bench/maps.py [rounds]

The limit is one fused SIMD kernel on all cores (bench/limit.c, compiled here with cc). Beside it:
thalweg with compiled steps (where there is llvmlite) in the server's threads, and with plain
NumPy in its pool of processes and in one process; the rivals JAX (vmap and scan) and PyTorch (whole
arrays, out of place) where they are installed. All in float64, 500 steps at most, gradient
tolerance 1e-4. Rivals take all steps, as nothing in them retires a point. Everything is timed in
turn, round after round; the best time of each counts. Compiling is timed by itself, in a process
that has compiled nothing yet. Printed: seconds, and times the limit.
"""

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

# The app asks for one thread a matrix product; here PyTorch and OpenMP shall have all cores.
os.environ["MKL_NUM_THREADS"] = str(os.cpu_count())

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
import landscapes
import optim
from optim._native import llvm
from ui.workers import Workers, workers

STEPS, GTOL = 500, 1e-4
SHORT = 10
"""PyTorch takes a tenth of the steps, and its time is multiplied: each step costs the same."""
Run = Callable[[], Any]


@dataclass(frozen=True)
class Case:
    """A map: what is descended and how; starts, learning rates and momenta of all points."""

    name: str
    surface: landscapes.Landscape
    slug: str
    x: np.ndarray
    y: np.ndarray
    rate: Any
    momentum: Any
    facts: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Numbers of the surface that the limit's kernel takes."""

    def optimizer(self) -> optim.Optimizer:
        """The same in thalweg."""
        knobs = {"learning_rate": self.rate}
        if self.slug == "momentum":
            knobs["momentum"] = self.momentum
        return optim.get(self.slug, **knobs)


def starts(surface: landscapes.Landscape, n: int) -> tuple[np.ndarray, np.ndarray]:
    """A grid over the window."""
    (x_lo, x_hi), (y_lo, y_hi) = surface.bounds
    x, y = np.meshgrid(np.linspace(x_lo, x_hi, n), np.linspace(y_lo, y_hi, n))
    return x, y


def sweep(name: str, facts: tuple[float, float, float], top: float) -> Case:
    """A grid of knobs at a surface's own start."""
    surface = landscapes.get(name)
    rate, momentum = np.meshgrid(np.geomspace(top / 1e3, top, 256), np.linspace(0, 0.99, 256))
    x, y = (np.full(rate.shape, v) for v in surface.start)
    return Case(f"{name} sweep 256x256", surface, "momentum", x, y, rate, momentum, facts)


def cases() -> list[Case]:
    """The four maps."""
    h = landscapes.get("himmelblau")
    x, y = starts(h, 512)
    ravine = landscapes.get("ravine")
    hessian = ravine.hess(0.0, 0.0)
    return [
        Case("himmelblau adam 512x512", h, "adam", x, y, 0.1, 0.9),
        Case("himmelblau momentum 512x512", h, "momentum", x, y, 0.01, 0.9),
        sweep("rosenbrock", (1.0, 100.0, 0.0), 0.01),
        sweep("ravine", hessian, 4 / ravine.kappa),
    ]


def compile_limit(folder: str) -> ctypes.CDLL:
    """The limit's kernels. Contraction to fused multiply-adds is off, as NumPy has none."""
    made = Path(folder) / "limit.so"
    flags = ["-O3", "-march=native", "-fopenmp", "-ffp-contract=off", "-fno-math-errno"]
    flags += ["-fno-trapping-math", "-shared", "-fPIC", "-o", str(made)]
    subprocess.run(["cc", *flags, str(Path(__file__).parent / "limit.c"), "-lm"], check=True)
    return ctypes.CDLL(str(made))


def limit(library: ctypes.CDLL, case: Case) -> Run:
    """The fused kernel, and its arrays."""
    columns = [
        np.ascontiguousarray(np.broadcast_to(np.asarray(v, float), case.x.shape)).ravel()
        for v in (case.x, case.y, case.rate, case.momentum)
    ]
    ends = [np.empty(case.x.size), np.empty(case.x.size), np.empty(case.x.size, np.int32)]
    kernel = getattr(library, case.name.split()[0] + "_" + case.slug)
    pointers = [a.ctypes.data_as(ctypes.c_void_p) for a in (*columns, *ends)]
    numbers = [ctypes.c_double(v) for v in (*case.facts, GTOL * GTOL)]

    def run() -> list[np.ndarray]:
        kernel(*pointers, ctypes.c_long(case.x.size), *numbers, ctypes.c_int(STEPS))
        return ends

    return run


def ours(case: Case, pool: Workers | None, native: bool, every: int = 1) -> Run:
    """`minimize_many`, with the builtin map or the pool's; `every`: of each row and column."""
    rest: dict[str, Any] = {"native": native} | ({} if pool is None else {"map": pool.map})
    x, y, rate, momentum = (
        v[::every, ::every] if np.ndim(v) else v for v in (case.x, case.y, case.rate, case.momentum)
    )
    optimizer = replace(case, rate=rate, momentum=momentum).optimizer()
    return lambda: optim.minimize_many(case.surface, optimizer, x, y, STEPS, GTOL, **rest)


def gradients(module: Any) -> dict[str, Any]:
    """The same losses for a library that differentiates by itself."""
    return {
        "himmelblau": lambda x, y, k: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
        "rosenbrock": lambda x, y, k: (k[0] - x) ** 2 + k[1] * (y - x * x) ** 2,
        "ravine": lambda x, y, k: (k[0] * x * x + k[2] * y * y) / 2 + k[1] * x * y,
    }


def adam(module: Any, g: Any, state: Any, rate: Any, t: Any) -> tuple[Any, Any]:
    """Adam's rule in a library's own arrays."""
    mu, nu = state
    mu, nu = 0.9 * mu + (1 - 0.9) * g, 0.999 * nu + (1 - 0.999) * g * g
    root = module.sqrt(nu / (1 - 0.999**t)) + 1e-8
    return rate * (mu / (1 - 0.9**t)) / root, (mu, nu)


def with_jax(case: Case) -> Run:
    """vmap over points of grad, scan over steps; the first call compiles."""
    import jax

    jax.config.update("jax_enable_x64", True)
    np_ = jax.numpy
    loss = gradients(np_)[case.name.split()[0]]

    def descend(x: Any, y: Any, rate: Any, momentum: Any) -> Any:
        slope = jax.grad(lambda z: loss(z[0], z[1], case.facts))

        def step(carry: Any, t: Any) -> Any:
            z, state = carry
            g = slope(z)
            if case.slug == "adam":
                moved, state = adam(np_, g, state, rate, t)
            else:
                state = (momentum * state[0] + g, state[1])
                moved = rate * state[0]
            return (z - moved, state), None

        z = np_.stack([x, y])
        carry = (z, (0 * z, 0 * z))
        return jax.lax.scan(step, carry, np_.arange(1.0, STEPS + 1))[0][0]

    work = jax.jit(jax.vmap(descend))
    shape = case.x.shape
    columns = [
        np_.asarray(np.broadcast_to(v, shape).ravel())
        for v in (case.x, case.y, case.rate, case.momentum)
    ]
    return lambda: work(*columns).block_until_ready()


def with_torch(case: Case) -> Run:
    """Whole arrays, autograd for the gradient of the sum of losses."""
    import torch

    loss = gradients(torch)[case.name.split()[0]]
    z0 = torch.tensor(np.stack([case.x.ravel(), case.y.ravel()]))
    rate, momentum = (
        torch.tensor(np.broadcast_to(v, case.x.shape).ravel().copy()) if np.ndim(v) else v
        for v in (case.rate, case.momentum)
    )

    def run() -> Any:
        z = z0.clone()
        state = (torch.zeros_like(z), torch.zeros_like(z))
        for t in range(1, STEPS // SHORT + 1):
            z.requires_grad_(True)
            (g,) = torch.autograd.grad(loss(z[0], z[1], case.facts).sum(), z)
            with torch.no_grad():
                if case.slug == "adam":
                    moved, state = adam(torch, g, state, rate, t)
                else:
                    state = (momentum * state[0] + g, state[1])
                    moved = rate * state[0]
                z = z - moved
        return z

    return run


def best(runs: dict[str, Run], rounds: int) -> dict[str, float]:
    """The shortest time of each, taken in turn."""
    times = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            times[name] = min(times[name], time.perf_counter() - began)
    return times


def agree(case: Case, library: ctypes.CDLL, pool: Workers) -> str:
    """Whether the limit took the same number of steps; the pool must agree to the bit."""
    one = ours(case, None, False)()
    for many in (ours(case, pool, False)(), ours(case, pool, True)()):
        for name in ("x", "y", "fun", "steps", "code"):
            assert np.array_equal(getattr(one, name), getattr(many, name), equal_nan=True), name
    steps = limit(library, case)()[2].reshape(case.x.shape)
    return f"{np.mean(steps == one.steps):.2%} of step counts equal, {one.steps.mean():.0f} steps"


def compiling(case: Case) -> None:
    """Print what the first maps of a process take over those that follow, here and with JAX."""
    for name, make in {"thalweg": lambda c: ours(c, None, True, 8), "JAX": with_jax}.items():
        try:
            run = make(case)
        except ImportError:
            continue
        began = time.perf_counter()
        run()
        first, again = time.perf_counter() - began, best({name: run}, 2)[name]
        print(f"  {name + ', compiling':34} {max(0.0, first - again):7.3f} s")


def table(case: Case, pool: Workers, library: ctypes.CDLL, rounds: int) -> None:
    """Print the times of a case."""
    runs, first = {"limit": limit(library, case)}, case.x.shape[0] // 64
    if llvm() is not None:
        runs[f"thalweg compiled, {pool.count} threads"] = ours(case, pool, True)
        runs["thalweg compiled, one thread"] = ours(case, None, True)
        runs["thalweg compiled, first 64x64"] = ours(case, None, True, first)
    runs[f"thalweg NumPy, {pool.count} processes"] = ours(case, pool, False)
    runs["thalweg NumPy, one process"] = ours(case, None, False)
    runs["thalweg NumPy, first 64x64"] = ours(case, None, False, first)
    rivals: dict[str, Run] = {}
    for name, make in {"JAX": with_jax, "PyTorch": with_torch}.items():
        try:
            rivals[name] = make(case)
            rivals[name]()
        except ImportError:
            print(f"  {name} is not installed")
    times = best(runs, rounds) | best(rivals, 2)
    if "PyTorch" in times:
        times["PyTorch"] *= SHORT
    for name, seconds in times.items():
        print(f"  {name:34} {seconds:7.3f} s  {seconds / times['limit']:6.1f}")


def main(rounds: int) -> None:
    """Print a table for each case, compile times first."""
    every = cases()
    for i, case in enumerate(every):
        print(f"\n{case.name}, {'in a new process' if i == 0 else 'then'}")
        compiling(case)
    pool = workers()
    pool.warm()
    with tempfile.TemporaryDirectory() as folder:
        library = compile_limit(folder)
        for case in every:
            print(f"\n{case.name}: {agree(case, library, pool)}")
            table(case, pool, library, rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
