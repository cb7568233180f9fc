"""What one step of one run costs: `python bench/steps.py`.

Every optimizer runs the whole of `optim.minimize` on Rosenbrock's valley, from the same start and
for the same number of steps, beside a loop written by hand in plain floats, torch.optim with
autograd, and the PyPI package gradfield (the last two where they are installed). All take turns in
one process; a figure is the median over the turns, in microseconds a step. In each turn a loop runs
once untimed, or it would pay for the processor's caches, which the one before it has filled. The
rivals record less: torch and gradfield only the points, and gradfield's gradients are finite
differences.
"""

import argparse
import math
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import landscapes
import optim

START = (-1.2, 1.0)
RATES = {"gd": 1e-3, "momentum": 2e-4, "nesterov": 2e-4, "newton": 0.01, "radam": 1e-4}
"""Learning rates with which no run ends early; 0.01 for the others."""
TORCH = {
    "gd": ("SGD", {}),
    "momentum": ("SGD", {"momentum": 0.9}),
    "nesterov": ("SGD", {"momentum": 0.9, "nesterov": True}),
    "adagrad": ("Adagrad", {}),
    "rmsprop": ("RMSprop", {}),
    "adadelta": ("Adadelta", {}),
    "adam": ("Adam", {}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "adamw": ("AdamW", {}),
    "adamax": ("Adamax", {}),
    "nadam": ("NAdam", {}),
    "radam": ("RAdam", {}),
    "rprop": ("Rprop", {}),
}
GRADFIELD = {"gd": "sgd", "momentum": "momentum", "rmsprop": "rmsprop", "adam": "adam"}
Loop = Callable[[int], object]


def ours(slug: str, rate: float) -> Loop:
    """The whole of `optim.minimize`."""
    surface = landscapes.get("rosenbrock")
    optimizer = optim.get(slug, learning_rate=rate)

    def loop(steps: int) -> object:
        run = optim.minimize(surface, optimizer, START, steps, gtol=0.0)
        if run.steps != steps:
            raise RuntimeError(f"{slug}: {run.message}")
        return run

    return loop


def hand(slug: str, rate: float) -> Loop | None:
    """The same run as a person would write it for speed: same record, same tests, one method."""
    rules = {"gd": _hand_gd, "momentum": _hand_momentum, "adam": _hand_adam}
    if slug not in rules:
        return None
    return lambda steps: rules[slug](*START, rate, steps)


def _hand_gd(x: float, y: float, rate: float, steps: int) -> object:
    xs, ys, fs, gxs, gys = [], [], [], [], []
    for t in range(steps + 1):
        a, b = 1 - x, y - x * x
        f, gx, gy = a * a + 100 * b * b, -2 * a - 400 * x * b, 200 * b
        xs.append(x)
        ys.append(y)
        fs.append(f)
        gxs.append(gx)
        gys.append(gy)
        if not (-1e12 <= f <= 1e12 and gx * gx + gy * gy > -1.0) or t == steps:
            break
        x, y = x - rate * gx, y - rate * gy
        if not (-1e12 <= x <= 1e12 and -1e12 <= y <= 1e12):
            break
    return [np.array(v) for v in (xs, ys, fs, gxs, gys)]


def _hand_momentum(x: float, y: float, rate: float, steps: int) -> object:
    xs, ys, fs, gxs, gys, vxs, vys = [], [], [], [], [], [], []
    vx = vy = 0.0
    for t in range(steps + 1):
        a, b = 1 - x, y - x * x
        f, gx, gy = a * a + 100 * b * b, -2 * a - 400 * x * b, 200 * b
        xs.append(x)
        ys.append(y)
        fs.append(f)
        gxs.append(gx)
        gys.append(gy)
        vxs.append(vx)
        vys.append(vy)
        if not (-1e12 <= f <= 1e12 and gx * gx + gy * gy > -1.0) or t == steps:
            break
        vx, vy = 0.9 * vx + gx, 0.9 * vy + gy
        x, y = x - rate * vx, y - rate * vy
        if not (-1e12 <= x <= 1e12 and -1e12 <= y <= 1e12):
            break
    return [np.array(v) for v in (xs, ys, fs, gxs, gys)], vxs, vys


def _hand_adam(x: float, y: float, rate: float, steps: int) -> object:
    xs, ys, fs, gxs, gys, states = [], [], [], [], [], []
    mx = my = nx = ny = 0.0
    p1 = p2 = 1.0
    sqrt = math.sqrt
    for t in range(steps + 1):
        a, b = 1 - x, y - x * x
        f, gx, gy = a * a + 100 * b * b, -2 * a - 400 * x * b, 200 * b
        xs.append(x)
        ys.append(y)
        fs.append(f)
        gxs.append(gx)
        gys.append(gy)
        states.append((mx, nx, my, ny))
        if not (-1e12 <= f <= 1e12 and gx * gx + gy * gy > -1.0) or t == steps:
            break
        mx, my = 0.9 * mx + 0.1 * gx, 0.9 * my + 0.1 * gy
        nx, ny = 0.999 * nx + 0.001 * gx * gx, 0.999 * ny + 0.001 * gy * gy
        p1 *= 0.9
        p2 *= 0.999
        c1, c2 = rate / (1 - p1), 1 - p2
        x -= c1 * mx / (sqrt(nx / c2) + 1e-8)
        y -= c1 * my / (sqrt(ny / c2) + 1e-8)
        if not (-1e12 <= x <= 1e12 and -1e12 <= y <= 1e12):
            break
    return [np.array(v) for v in (xs, ys, fs, gxs, gys)], states


def with_torch(slug: str, rate: float) -> Loop | None:
    """The loop of every PyTorch tutorial."""
    try:
        import torch
    except ImportError:
        return None
    if slug not in TORCH:
        return None
    name, arguments = TORCH[slug]
    torch.set_num_threads(1)

    def loop(steps: int) -> object:
        point = torch.tensor(START, dtype=torch.float64, requires_grad=True)
        optimizer = getattr(torch.optim, name)([point], lr=rate, **arguments)
        points = [point.detach().numpy().copy()]
        for _ in range(steps):
            optimizer.zero_grad()
            x, y = point
            ((1 - x) ** 2 + 100 * (y - x**2) ** 2).backward()
            optimizer.step()
            points.append(point.detach().numpy().copy())
        return np.array(points)

    return loop


def with_gradfield(slug: str, rate: float) -> Loop | None:
    """gradfield.optimize with its own Rosenbrock formula."""
    try:
        from gradfield import optimize
    except ImportError:
        return None
    if slug not in GRADFIELD:
        return None

    def fun(x: float, y: float) -> float:
        return (1 - x) ** 2 + 100 * (y - x**2) ** 2

    # Its velocity is an average: 10 times our rate for the same path.
    scale = 10.0 if slug == "momentum" else 1.0
    return lambda steps: optimize(fun, GRADFIELD[slug], START, steps, rate * scale)


def measure(loops: list[Loop | None], steps: list[int], turns: int) -> list[float]:
    """Median microseconds a step of each loop, `nan` where there is none; loops take turns."""
    times: list[list[float]] = [[] for _ in loops]
    for _ in range(turns):
        for loop, n, found in zip(loops, steps, times, strict=True):
            if loop is None:
                continue
            loop(n)
            begin = time.perf_counter()
            loop(n)
            found.append((time.perf_counter() - begin) / n * 1e6)
    return [statistics.median(found) if found else math.nan for found in times]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--only", nargs="+", default=optim.names())
    options = parser.parse_args()
    head = ["optimizer", "ours", "hand", "torch", "gradfield", "ours/hand", "torch/ours"]
    for n in options.steps:
        print(f"\n{n} steps, us a step\n" + "".join(f"{h:>12}" for h in [*head, "gradf./ours"]))
        for slug in options.only:
            rate = RATES.get(slug, 0.01)
            loops = [make(slug, rate) for make in (ours, hand, with_torch, with_gradfield)]
            # A torch step is a hundred times slower and costs the same at any length.
            ours_us, hand_us, torch_us, field_us = measure(
                loops, [n, n, min(n, 200), n], options.turns
            )
            ratios = (ours_us / hand_us, torch_us / ours_us, field_us / ours_us)
            row = [f"{v:12.2f}" for v in (ours_us, hand_us, torch_us, field_us, *ratios)]
            print(f"{slug:>12}" + "".join(row).replace("nan", "  -"))


if __name__ == "__main__":
    main()
