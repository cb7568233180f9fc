"""What one step of one run costs: `python bench/steps.py`.

Every optimizer runs the whole of `optim.minimize` on Rosenbrock's valley, from the same start and
for the same number of steps, beside a loop written by hand in plain floats, torch.optim with
autograd, and the PyPI package gradfield (the last two where they are installed). All take turns in
one process; a figure is the median over the turns, in microseconds a step. In each turn a loop runs
once untimed, or it would pay for the processor's caches, which the one before it has filled. The
rivals record less: torch and gradfield only the points, and gradfield's gradients are finite
differences.

A method that arrives earlier, as second-order ones do, has its time divided by the steps it took;
their number is in the second column.
"""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import landscapes
import optim
from bench.timing import Run, chosen, installed, median

START = (-1.2, 1.0)
RATES = {"gd": 1e-3, "momentum": 2e-4, "nesterov": 2e-4, "newton": 0.01, "radam": 1e-4}
"""Learning rates with which no run ends early; 0.01 for the others."""
TORCH: dict[str, tuple[str, dict[str, Any]]] = {
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
SHORT = 200
"""Steps that torch takes at most: one is a hundred times slower, and costs the same at any length.
"""
GRADFIELD = {"gd": "sgd", "momentum": "momentum", "rmsprop": "rmsprop", "adam": "adam"}
COLUMNS = ("steps", "ours", "hand", "torch", "gradfield", "ours/hand", "torch/ours", "gradf./ours")


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    steps: tuple[int, ...] = (200, 2000)
    turns: int = 15
    only: tuple[str, ...] = optim.names()


TINY = Sizes(steps=(20,), turns=1)


def ours(slug: str, rate: float, steps: int) -> Callable[[], optim.Trajectory]:
    """The whole of `optim.minimize`; one that has a learning rate must take all steps."""
    surface, optimizer = landscapes.get("rosenbrock"), optim.get(slug)
    learns = optimizer.takes_rate()
    if learns:
        optimizer = optim.get(slug, learning_rate=rate)

    def loop() -> optim.Trajectory:
        run = optim.minimize(surface, optimizer, START, steps, gtol=0.0)
        if learns and run.steps != steps:
            raise RuntimeError(f"{slug}: {run.message}")
        return run

    return loop


def hand(slug: str, rate: float, steps: int) -> Run | None:
    """The same run as a person would write it for speed: same record, same tests, one method."""
    rules = {"gd": _hand_gd, "momentum": _hand_momentum, "adam": _hand_adam}
    return (lambda: rules[slug](*START, rate, steps)) if slug in rules else None


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


def with_torch(slug: str, rate: float, steps: int) -> Run:
    """The loop of every PyTorch tutorial."""
    import torch

    name, arguments = TORCH[slug]
    torch.set_num_threads(1)

    def loop() -> object:
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


def with_gradfield(slug: str, rate: float, steps: int) -> Run:
    """gradfield.optimize with its own Rosenbrock formula."""
    from gradfield import optimize

    def fun(x: float, y: float) -> float:
        return (1 - x) ** 2 + 100 * (y - x**2) ** 2

    # Its velocity is an average: 10 times our rate for the same path.
    scale = 10.0 if slug == "momentum" else 1.0
    return lambda: optimize(fun, GRADFIELD[slug], START, steps, rate * scale)


def rivals() -> frozenset[str]:
    """The names of the packages that are installed; a sentence is printed about the others."""
    makers = {
        "torch": lambda: with_torch("gd", 0.0, 1),
        "gradfield": lambda: with_gradfield("gd", 0.0, 1),
    }
    return frozenset(installed(makers))


def row(slug: str, steps: int, turns: int, there: frozenset[str]) -> list[float]:
    """Steps taken, microseconds a step of each (nan: there is none), and ratios: see `COLUMNS`."""
    rate, short = RATES.get(slug, 0.01), min(steps, SHORT)
    mine, by_hand = ours(slug, rate, steps), hand(slug, rate, steps)
    runs: dict[str, Run] = {"ours": mine}
    taken = {"ours": mine().steps, "hand": steps, "torch": short, "gradfield": steps}
    if by_hand:
        runs["hand"] = by_hand
    if slug in TORCH and "torch" in there:
        runs["torch"] = with_torch(slug, rate, short)
    if slug in GRADFIELD and "gradfield" in there:
        runs["gradfield"] = with_gradfield(slug, rate, steps)
    took = {name: seconds / taken[name] * 1e6 for name, seconds in median(runs, turns).items()}
    a, b, c, d = (took.get(name, math.nan) for name in taken)
    return [taken["ours"], a, b, c, d, a / b, c / a, d / a]


def main() -> None:
    """Print the table."""
    sizes, there = chosen(__doc__, Sizes(), TINY), rivals()
    for steps in sizes.steps:
        print(
            f"\n{steps} steps, us a step\n{'optimizer':>18}" + "".join(f"{c:>12}" for c in COLUMNS)
        )
        for slug in sizes.only:
            taken, *figures = row(slug, steps, sizes.turns, there)
            cells = "".join(f"{v:12.2f}" for v in figures).replace("nan", "  -")
            print(f"{slug:>18}{taken:12.0f}{cells}")


if __name__ == "__main__":
    main()
