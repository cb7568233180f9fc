"""Figures for notebooks, straight from a surface and its runs; and the link of such a race."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import numpy as np

from core.query import edges_of, joined, text_of
from landscapes import Landscape
from optim import Trajectory
from viz import figures
from viz.ground import Ground, sample
from viz.run import Run

VERSION = "2"
"""Of links, as the app reads them now."""
APP = "http://localhost:8501"
"""Where the app is that was started on the same machine."""


def contour_figure(landscape: Landscape, *runs: Trajectory) -> Any:
    """The map of a surface with the paths of runs on it, as a Plotly figure."""
    drawn, ground = _runs(runs), sample(landscape.fun, landscape.bounds)
    start = _start(runs)
    return figures.contour_figure(ground, drawn, start, landscape.minima, "notebook", equal=True)


def surface_figure(landscape: Landscape, *runs: Trajectory) -> Any:
    """The surface in 3-D with the paths of runs on it, as a Plotly figure."""
    drawn, ground = _runs(runs), sample(landscape.fun, landscape.bounds)
    floor = _floor(landscape, ground, runs)
    return figures.surface_figure(
        ground, drawn, _start(runs), landscape.minima, floor, "notebook", ()
    )


def loss_figure(landscape: Landscape, *runs: Trajectory, log: bool = True) -> Any:
    """The loss of runs at each step, above the known minimum if `log`, as a Plotly figure."""
    ground = sample(landscape.fun, landscape.bounds)
    floor, known = _floor(landscape, ground, runs), bool(landscape.minima)
    scale = "log" if log else "linear"
    return figures.curve_figure(_runs(runs), "loss", "steps", scale, floor, known, "notebook")


def open_in_app(landscape: Landscape, *runs: Trajectory, at: str = APP) -> str:
    """Print, and give, the link that shows these runs in the app.

    They must have one start, and have met neither schedule nor noise nor mini-batches; the app
    stops them where the gradient is at most 1e-6. Raises ValueError otherwise.
    """
    if len({(float(run.x[0]), float(run.y[0])) for run in runs}) != 1:
        raise ValueError("open_in_app needs runs from one start.")
    if not all(run.is_plain for run in runs):
        raise ValueError("open_in_app takes runs without schedule, noise or mini-batches.")
    query = {"v": VERSION, **_surface(landscape), **_race(runs)}
    query["start"] = joined(float(runs[0].x[0]), float(runs[0].y[0]))
    query["steps"] = str(max(1, *(run.steps for run in runs), 1))
    link = f"{at.rstrip('/')}/?{urlencode(query, safe='~')}"
    print(link)
    return link


def _surface(landscape: Landscape) -> dict[str, str]:
    if landscape.slug == "formula":
        return {"surface": "formula", "formula": str(getattr(landscape, "formula", "")),
                "window": edges_of(landscape.bounds)}  # fmt: skip
    if landscape.slug in ("upload", "slice"):
        raise ValueError(f"{landscape.title} is no surface that a link can name.")
    knobs = {name: getattr(landscape, name) for name in landscape.knobs}
    return {"surface": landscape.slug} | {
        f"surface.{name}": text_of(value)
        for name, value in knobs.items()
        if value != landscape.knobs[name].default
    }


def _race(runs: Sequence[Trajectory]) -> dict[str, str]:
    """Who races: two of the same method are told apart by a number."""
    slugs = [run.optimizer.slug for run in runs]
    query = {"race": "~".join(slugs)}
    for k, run in enumerate(runs):
        copy = slugs[: k + 1].count(slugs[k])
        label = slugs[k] if copy == 1 else f"{slugs[k]}.{copy}"
        for name, knob in run.optimizer.knobs.items():
            value = getattr(run.optimizer, name)
            query |= {f"{label}.{name}": text_of(value)} if value != knob.default else {}
    return query


def _start(runs: Sequence[Trajectory]) -> tuple[float, float] | None:
    return (float(runs[0].x[0]), float(runs[0].y[0])) if runs else None


def _floor(landscape: Landscape, ground: Ground, runs: Sequence[Trajectory]) -> float:
    """What a logarithmic loss is measured from."""
    known = [float(landscape.fun(x, y)) for x, y in landscape.minima]
    seen = [float(np.nanmin(run.fun)) for run in runs]
    return min(known) if known else min([ground.low, *seen])


def _runs(runs: Sequence[Trajectory]) -> list[Run]:
    """Runs as figures see them, named by their methods."""
    gone = [np.full(len(run.x), np.nan) for run in runs]
    slope = [np.hypot(run.grad_x, run.grad_y) for run in runs]
    return [
        Run(t.optimizer.title, k, t.x, t.y, t.fun, t.cost, t.outcome, distance=gone[k],
            gradient=slope[k], above=t.above)
        for k, t in enumerate(runs)
    ]  # fmt: skip
