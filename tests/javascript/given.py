"""What Python makes for the tests in JavaScript: messages as the server packs them, and numbers."""

from collections.abc import Callable
from typing import Any

import given_lessons
import given_terrain
import numpy as np

import landscapes
import optim
from core.written import number
from optim.explain import Formula, read
from ui.playground import inspector
from ui.scene import frames, pictures, samples
from ui.scene.run_race import run_race
from ui.scene.scene import Racer, Scene
from viz.browser.cells import Kind, Picture
from viz.browser.wire import blob, woven

SINGLE = np.array([1.5, -0.0, np.nan, np.inf, -np.inf, 1e-45, 3e38, 0.1], np.float32)
DOUBLE = np.r_[np.logspace(-300, 300, 200) * (-1) ** np.arange(200), SINGLE.astype(float)]
WORDS = "κ — ü"
METHODS = optim.names()
CONDITIONS: dict[str, dict[str, Any]] = {
    "rosenbrock": {},
    "himmelblau": {"noise": 0.5, "schedule": "cosine"},
}
"""By the surface a method runs on."""


def message() -> bytes:
    """A message with a part of each kind."""
    parts = {
        "plain": SINGLE,
        "single": woven(SINGLE),
        "bytes": b"abcde",
        "double": woven(DOUBLE, "d8"),
        "none": np.empty(0),
        "nothing": woven([], "d8"),
    }
    return blob({"words": WORDS, "list": [1, None, {"a": True}]}, parts)


def bits() -> dict[str, Any]:
    """The numbers of that message as unsigned integers of four bytes."""
    return {"words": WORDS, "single": SINGLE.view("<u4"), "double": DOUBLE.view("<u4")}


def written() -> list[tuple[str, int, str]]:
    """Numbers of every size, halves and edges among them: as Python reads and writes them."""
    rng = np.random.default_rng(5)
    sizes = [*np.logspace(-320, 300, 400), *(10.0 ** rng.uniform(-6, 8, 400))]
    halves = [k + 0.5 for k in (0, 1, 2, 12, 123, 1234, 12344, 12345, 99999)]
    edges = [0.0, -0.0, 1e-3, 0.00099999, 0.000999949, 1e5, 99999.9, 99999.4, 5e-324, 0.125, 0.375]
    every = [*sizes, *halves, *(h / 1024 for h in halves), *edges, np.inf, np.nan]
    values = [sign * float(value) for value in every for sign in (1, -1)]
    return [(repr(v), n, number(v, n)) for v in values for n in (2, 3, 4, 5)]


# -- the 3-D view ---------------------------------------------------------------------------


ROOM = {"left": 60, "right": 20, "top": 30, "bottom": 40}
"""For labels beside the ground, in pixels."""
FAR, SIDES, FLOOR = 3.6, np.array([1.0, 1.0, 0.45]), -0.05


def cameras() -> list[dict[str, Any]]:
    """Cameras round several windows, and where they show some points."""
    stands = [(-25.0, 42.0, 1.0), (100.0, 12.0, 0.6), (-170.0, 80.0, 1.7), (33.0, 4.0, 1.0)]
    windows = [((-2.0, 2.0), (-1.0, 3.0)), ((9999.0, 10001.0), (-1e-3, 1e-3))]
    rng = np.random.default_rng(12)
    return [_camera(stand, window, rng) for stand in stands for window in windows]


def _camera(stand: tuple[float, ...], window: Any, rng: np.random.Generator) -> dict[str, Any]:
    (azimuth, elevation), size, top = np.radians(stand[:2]), np.array([640.0, 360.0]), 3.0
    away = np.array([np.sin(azimuth), -np.cos(azimuth), 0]) * np.cos(elevation)
    away[2] = np.sin(elevation)
    right = np.cross([0, 0, 1], away)
    right /= np.linalg.norm(right)
    axes = np.array([right, np.cross(away, right)])

    def shown(box: np.ndarray) -> np.ndarray:
        seen = box - FAR * away
        return (seen @ axes.T) / -(seen @ away)[:, None]

    corners = np.array(np.meshgrid([-0.5, 0.5], [-0.5, 0.5], [FLOOR - 0.5, 0.5])).reshape(3, -1)
    ends = shown(corners.T * SIDES)
    low, high = ends.min(0), ends.max(0)
    free = size - [ROOM["left"] + ROOM["right"], ROOM["top"] + ROOM["bottom"]]
    focal = np.min(free / (high - low)) / stand[2]
    middle = np.array([ROOM["left"] + free[0] / 2, size[1] - ROOM["bottom"] - free[1] / 2])
    places = rng.uniform(-0.5, 0.5, (40, 3))
    pixels = middle + (shown(places * SIDES) - (low + high) / 2) * focal * [1, -1]
    edges = np.array([*window, (0.0, top)])
    return {
        "camera": dict(zip(("azimuth", "elevation", "distance"), stand, strict=True)),
        "size": size, "bounds": window, "top": top, "pixels": pixels,
        "points": edges.mean(1) + places * np.diff(edges).T,
    }  # fmt: skip


def heights() -> dict[str, Any]:
    """A grid of heights with a hole, and what lies between its points."""
    x, y = np.linspace(-2, 4, 7), np.linspace(1, 3, 5)
    rng = np.random.default_rng(3)
    z, u, v = rng.uniform(0, 3, (5, 7)), rng.uniform(0, 6, 200), rng.uniform(0, 4, 200)
    i, j = np.minimum(u.astype(int), 5), np.minimum(v.astype(int), 3)
    a, b = u - i, v - j
    low = z[j, i] * (1 - a) + z[j, i + 1] * a
    high = z[j + 1, i] * (1 - a) + z[j + 1, i + 1] * a
    return {"x": x, "y": y, "z": z, "u": u, "v": v, "height": low * (1 - b) + high * b}


def model() -> dict[str, Any]:
    """A bowl's gradient and Hessian, and where it is flat."""
    hessian, gradient, at = np.array([[3.0, 1.2], [1.2, 2.0]]), np.array([1.0, -2.0]), (0.5, -1.0)
    return {
        "at": at, "gradient": gradient, "hessian": hessian,
        "flat": np.array(at) - np.linalg.solve(hessian, gradient),
    }  # fmt: skip


# -- the race -------------------------------------------------------------------------------


def raced() -> tuple[Scene, list[Any], Any]:
    """A race with further runs."""
    one = Scene.opening(
        "himmelblau", race=(Racer("gd"), Racer("adam")), steps=30, seeds=3, noise=0.1
    )
    found = run_race(one)
    return one, pictures.runs(one, found), pictures.chart_of(one, found)


def play() -> bytes:
    """That race, packed."""
    return frames.moves(*raced())


def drawn_race() -> dict[str, Any]:
    """What is to be drawn of it."""
    one, runs, _ = raced()
    ground = pictures.ground_of(one)
    inside = []
    for run in runs:
        z = ground.height(run.fun) + 0.0
        (x_lo, x_hi), (y_lo, y_hi) = ground.bounds
        seen = (run.x >= x_lo) & (run.x <= x_hi) & (run.y >= y_lo) & (run.y <= y_hi)
        inside.append(np.where(seen & (z <= ground.height(ground.high)), z, np.nan))
    return {
        "x": [run.x for run in runs], "fun": [run.fun for run in runs], "z": inside,
        "furtherRuns": [[len(x) for x, _, _ in run.fan] for run in runs],
    }  # fmt: skip


def explained(slug: str, surface: str) -> tuple[Any, bytes]:
    """One run and the inspector's message of it."""
    one = Scene.opening(surface, race=(Racer(slug),), steps=60, **CONDITIONS[surface])
    found = run_race(one)
    packed = inspector.inspect(one, found)
    assert packed is not None
    return found[0], packed


def messages() -> bytes:
    """The inspector's messages of all methods, in one."""
    return blob({}, {f"{m} {s}": explained(m, s)[1] for m in METHODS for s in CONDITIONS})


def records() -> dict[str, Any]:
    """What these runs recorded, by method and surface: the values of their lines."""
    found = {}
    for slug in METHODS:
        for surface in CONDITIONS:
            run = explained(slug, surface)[0].trajectory
            kept = {name: np.asarray(run.record[name], float) for name in run.record}
            kept |= {"x": run.x, "y": run.y, "fun": run.fun}
            found[f"{slug} {surface}"] = kept | {"trials": [*run.trials]}
    return found


def lines() -> list[list[Any]]:
    """Every line of every method that is a formula: its right side as text, and its tree."""
    every = {line for slug in METHODS for line in optim.get(slug).explained()}
    told = [(line, read(line)) for line in sorted(every)]
    return [[t.partition(" = ")[2], f.tree] for t, f in told if isinstance(f, Formula)]


# -- samples and cells ----------------------------------------------------------------------


def batch() -> bytes:
    """The mini-batches of a race."""
    one = Scene.opening("digits_plane", race=(Racer("gd"),), steps=12, batch=5)
    return samples.parts(one)["batch"]


def batch_order() -> Any:
    """The samples of each of its steps."""
    count = landscapes.get("digits_plane").samples
    return optim.minibatch.order(count, 5, 12, 0)


def sample_losses() -> list[dict[str, Any]]:
    """Facts of a classifier by each loss, weights, and the mean loss there without a penalty."""
    found = []
    for loss in range(3):
        made = landscapes.get("linear_classifier", loss=loss)
        facts = samples.facts(Scene.opening("linear_classifier", surface_knobs=(("loss", loss),)))
        places = [(1.5, -0.7), (-4.0, 5.0), (0.0, 0.0), (60.0, 30.0)]
        found.append(
            {"facts": facts, "at": places, "fun": [made.fun(x, y) for x, y in places]},
        )
    return found


def cells() -> bytes:
    """A picture of 3 x 4 cells as the map gets it."""
    return blob({"size": [4, 3], "id": "one", "map": "m"}, {"cells": _picture().packed()})


def cell_values() -> dict[str, Any]:
    """What is in these cells."""
    made = _picture()
    return {name: getattr(made, name).ravel() for name in ("label", "shade", "steps", "fun")}


def _picture() -> Picture:
    label = np.arange(12).reshape(3, 4) % 3
    fun = np.array([0.5, 3e-7, np.inf, -2e9] * 3).reshape(3, 4)
    steps = 300 * np.arange(12).reshape(3, 4)
    return Picture((Kind("a", ("#000000",)),) * 3, label, 20 * label, steps, fun)


MADE: dict[str, Callable[[], Any]] = {
    **given_terrain.MADE,
    **given_lessons.MADE,
    "message": message,
    "bits": bits,
    "written": written,
    "cameras": cameras,
    "heights": heights,
    "model": model,
    "play": play,
    "race": drawn_race,
    "messages": messages,
    "records": records,
    "lines": lines,
    "batch": batch,
    "batch order": batch_order,
    "sample losses": sample_losses,
    "cells": cells,
    "cell values": cell_values,
}
