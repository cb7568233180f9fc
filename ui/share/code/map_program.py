"""A map of many runs as one program for NumPy: where each of them ends, to the last digit."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

import optim
from core.sentences import N_, sentence
from core.standalone import standalone
from landscapes import Landscape
from ui.kit.asked_page import NoSuchExportError
from ui.share.code.numpy_program import MEMBERS, SEEN, call, docstring, one_line

FAR = 1e12
WALK = '''def walk(method, x, y):
    """Where one run ends: x, y, its loss and how many steps it took."""
    state, rate, t = method.initial(), getattr(method, "learning_rate", 1.0), 0
    while True:
        gx, gy = grad(x, y)
        if not gx * gx + gy * gy > FLAT or t == STEPS or method.ended(state):
            return x, y, fun(x, y), t
        if FACTORS is not None:
            method = replace(method, learning_rate=rate * FACTORS[t])
        noise = NOISE[t] if NOISE is not None else (0.0, 0.0)
        tilt = (0.0, 0.0) if GRADIENT_FREE else noise
        seen = Seen((fun, grad, hess), (x, y), tilt, NORMALS[t])
        x, y, state = method.step(x, y, gx + noise[0], gy + noise[1], state, seen)
        t += 1
        if not (abs(x) <= FAR and abs(y) <= FAR and abs(fun(x, y)) <= FAR):
            return x, y, fun(x, y), t'''
ENDING = """if __name__ == "__main__":
    ends = runs()
    for name, values in zip(("end x", "end y", "loss", "steps"), np.moveaxis(ends, -1, 0)):
        print(name)
        print(np.array_str(values[::-1], max_line_width=400, precision=3))"""


@dataclass(frozen=True)
class Grid:
    """The runs of a map: what they have in common, and what differs across and upwards."""

    title: str
    link: str
    landscape: Landscape
    optimizer: optim.Optimizer
    steps: int
    flat: float
    """The squared length of a gradient at which a run ends."""
    schedule: optim.schedules.Schedule | None
    noise: float
    seed: int
    across: np.ndarray
    up: np.ndarray
    start: tuple[float, float] | None = None
    """Of all runs; None where each has its own, across and upwards."""
    knobs: tuple[str, ...] = field(default=())
    """Else the names of what differs."""


def map_program(grid: Grid) -> str:
    """The whole program; raises NoSuchExportError for a surface that cannot be written out."""
    surface = grid.landscape
    if not surface.python:
        raise NoSuchExportError(
            sentence(
                "{surface} is too large to be written out as a program. Take its cells as CSV.",
                surface=N_(surface.title),
            )
        )
    parts = [
        docstring(f"{grid.title}: where each run ends.", grid.link),
        "import math\nfrom dataclasses import dataclass, replace\n\nimport numpy as np",
        f"# The surface: {one_line(surface.title)}.\n\n{surface.python}",
        f"# The method.\n\n{standalone({type(grid.optimizer): (*MEMBERS, 'ended')}).rstrip()}",
        "\n".join(_constants(grid)),
        SEEN,
        WALK,
        _runs(grid),
        ENDING,
    ]
    return "\n\n\n".join(parts) + "\n"


def _constants(grid: Grid) -> list[str]:
    shape = f"({grid.steps}, 2)"
    drawn = f"np.random.default_rng({grid.seed}).standard_normal({shape})"
    normals = f"np.random.default_rng(({grid.seed}, 1)).standard_normal({shape}).tolist()"
    factors = None
    if grid.schedule is not None:
        factors = [float(grid.schedule.factor(t, grid.steps)) for t in range(grid.steps)]
    return [
        f"METHOD = {call(grid.optimizer)}",
        f"GRADIENT_FREE = {grid.optimizer.gradient_free}",
        f"STEPS, FLAT, FAR = {grid.steps}, {grid.flat!r}, {FAR!r}",
        f"FACTORS = {factors!r}",
        f"NOISE = {f'({grid.noise!r} * {drawn}).tolist()' if grid.noise else None}",
        f"NORMALS = {normals if grid.optimizer.stochastic else f'[(0.0, 0.0)] * {grid.steps}'}",
        f"ACROSS = {grid.across.tolist()!r}",
        f"UP = {grid.up.tolist()!r}",
    ]


def _runs(grid: Grid) -> str:
    if grid.start is None:
        one = "walk(METHOD, x, y)"
    else:
        values: list[Any] = [f"{k}={v}" for k, v in zip(grid.knobs, ("x", "y"), strict=False)]
        one = f"walk(replace(METHOD, {', '.join(values)}), {grid.start[0]!r}, {grid.start[1]!r})"
    return f'''def runs():
    """The end of each run: rows from below, columns from the left, then x, y, loss, steps."""
    with np.errstate(all="ignore"):
        return np.array([[{one} for x in ACROSS] for y in UP])'''
